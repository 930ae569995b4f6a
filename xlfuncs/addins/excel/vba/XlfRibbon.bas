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
    ' Chinese texts stand in the add-in's sheet, because VBA source is kept in the code page of one country
    If ActiveWorkbook Is Nothing Then
        MsgBox ThisWorkbook.Worksheets(1).Range("D1").Value, vbInformation
        Exit Sub
    End If
    On Error GoTo unreachable
    RunPython "import xlfuncs.addins.excel.buttons as ribbon; ribbon.press('" & button & "', '" & detail & "')"
    Exit Sub
unreachable:
    MsgBox ThisWorkbook.Worksheets(1).Range("D2").Value & vbCrLf & Err.Description, vbExclamation
End Sub
