Option Explicit
Option Private Module
' A formula keeps the folder of the add-in that it was typed with; elsewhere that is another one, and Excel would ask.

Public Sub XlfMend(ByVal book As Object)
    Dim links As Variant, k As Long, untouched As Boolean
    On Error Resume Next ' a protected workbook keeps its links
    links = book.LinkSources(1)
    If IsEmpty(links) Then Exit Sub
    untouched = book.Saved
    For k = LBound(links) To UBound(links)
        If IsOurs(links(k)) Then book.ChangeLink links(k), ThisWorkbook.FullName, 1
    Next k
    If untouched Then book.Saved = True ' nobody is asked to save what he did not change
End Sub

Private Function IsOurs(ByVal link As String) As Boolean
    Dim name As String
    name = Replace(link, "/", "\")
    name = LCase(Mid(name, InStrRev(name, "\") + 1))
    IsOurs = name = "xlfuncs.xlam" And LCase(link) <> LCase(ThisWorkbook.FullName)
End Function
