Option Explicit
' Python behind the cells and the buttons: one process for all workbooks, started by one constant command.

Private Const PAUSE As Double = 60 ' seconds for which cells start nothing after a failure; longer after a slow one
Private Const SECONDS_A_DAY As Double = 86400

Private library As New XlfLibrary
Private server As Object
Private resting As Double ' until when, as Now counts
Private reason As String

' The object of xlwings' server; an error where Python cannot be reached. A button is worth another try at once.
Public Function Connected(ByVal pressed As Boolean) As Object
    If pressed Then
        Set server = Nothing
    ElseIf server Is Nothing And Now < resting Then
        Err.Raise 1003, , reason
    End If
    If server Is Nothing Then Set server = Started()
    Set Connected = server
End Function

' To be asked for anew: it may have ended
Public Sub Forget()
    Set server = Nothing
End Sub

Public Sub Press(ByVal button As String, ByVal detail As String)
    Dim python As Object
    Set python = Connected(True)
    python.SetAttr python.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    python.Exec "import xlfuncs.addins.excel.buttons as ribbon; ribbon.press('" & button & "', '" & detail & "')"
End Sub

' What Esc and Ctrl+Break do from here on; gives what they did. As an error (xlErrorHandler) they run what puts all back,
' which Excel's own dialog would leave out; while that runs they do nothing (xlDisabled).
Public Function CancelKey(ByVal does As Long) As Long
    CancelKey = xlInterrupt
    On Error Resume Next ' perhaps Excel does not let a cell's call set it
    CancelKey = Application.EnableCancelKey
    Application.EnableCancelKey = does
End Function

' No shell reads it, so no character of a path has a meaning; -I keeps Python from looking into the current folder,
' the environment and the user's own packages. It names no workbook: a line of its own would start a server of its own.
Public Function CommandLine() As String
    CommandLine = Chr(34) & Interpreter() & Chr(34) & " -I -B -c ""import xlwings;xlwings.serve('$(CLSID)')"""
End Function

Private Function Started() As Object
    Dim began As Double, python As Object, theirs As String, key As Long, number As Long
    began = Now
    key = CancelKey(xlErrorHandler)
    On Error GoTo failed
    Set python = library.Started(Interpreter(), CommandLine())
    theirs = python.Str(python.GetAttr(python.Module("xlfuncs.addins.excel.udfs"), "CONTRACT"))
    If theirs <> Setting(2) Then Err.Raise 1004, , Words(3) & " " & Setting(2) & " / " & theirs
    ' Asked, not remembered: an "End" in Excel's dialog empties all variables, but not the status bar
    If Left(Application.StatusBar, Len(Words(2))) = Words(2) Then Application.StatusBar = False
    Set Started = python
    CancelKey key
    Exit Function
failed:
    number = Err.Number
    reason = Err.Description
    CancelKey xlDisabled
    resting = Now + PAUSE / SECONDS_A_DAY + 10 * (Now - began)
    Application.StatusBar = Words(2) & " " & reason
    CancelKey key
    Err.Raise number, , reason
End Function

' %LOCALAPPDATA% and the like at the beginning are each user's own folder
Private Function Interpreter() As String
    Dim path As String, last As Long
    path = Setting(1)
    If Left(path, 1) = "%" Then
        last = InStr(2, path, "%")
        path = Environ(Mid(path, 2, last - 2)) & Mid(path, last + 1)
    End If
    Interpreter = path
End Function

Private Function Setting(ByVal row As Long) As String
    Setting = ThisWorkbook.Worksheets(1).Cells(row, 2).Value
End Function

' Chinese stands in the add-in's sheet, because VBA source is kept in the code page of one country
Private Function Words(ByVal row As Long) As String
    Words = ThisWorkbook.Worksheets(1).Cells(row, 4).Value
End Function
