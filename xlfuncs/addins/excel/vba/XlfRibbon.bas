Option Explicit
' The buttons of the ribbon. Python does the work and shows its own messages, in Chinese.

Public Sub XlfNewForm(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then Workbooks.Add ' xlwings needs one to connect
    Press "new_form", control.Tag
End Sub

Public Sub XlfRefresh(control As IRibbonControl)
    Press "refresh", ""
End Sub

Public Sub XlfCheck(control As IRibbonControl)
    Press "check", ""
End Sub

Public Sub XlfHelp(control As IRibbonControl)
    Press "help", ""
End Sub

Public Sub XlfAbout(control As IRibbonControl)
    Press "about", ""
End Sub

Private Sub Press(ByVal button As String, ByVal detail As String)
    Dim drawing As Boolean, events As Boolean, mode As Long, key As Long, failure As String
    If ActiveWorkbook Is Nothing Then
        MsgBox ThisWorkbook.Worksheets(1).Range("D1").Value, vbInformation
        Exit Sub
    End If
    drawing = Application.ScreenUpdating
    events = Application.EnableEvents
    mode = Application.Calculation
    key = XlfPython.CancelKey(xlErrorHandler)
    On Error Resume Next
    XlfPython.Press button, detail
    If Err.Number = 18 Then ' Esc or Ctrl+Break
        failure = ThisWorkbook.Worksheets(1).Range("D4").Value
    ElseIf Err.Number <> 0 Then
        failure = ThisWorkbook.Worksheets(1).Range("D2").Value & vbCrLf & Err.Description
    End If
    XlfPython.CancelKey xlDisabled
    ' Python gives these back itself; where it ended half-way, that is done here
    If Application.Calculation <> mode Then Application.Calculation = mode
    If Application.EnableEvents <> events Then Application.EnableEvents = events
    If Application.ScreenUpdating <> drawing Then Application.ScreenUpdating = drawing
    XlfPython.CancelKey key
    On Error GoTo 0
    If Len(failure) > 0 Then MsgBox failure, vbExclamation
End Sub
