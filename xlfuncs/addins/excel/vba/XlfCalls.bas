Option Explicit
' How a worksheet function reaches Python: methods of a class, which no cell can call. A plain dialect, which
' LibreOffice Basic runs too: that is how it is tested.

Public Function Answer(ByVal udf As String, ByVal arguments As Variant) As Variant
    Dim k As Long, area As Long, last As Long, lastColumn As Long, cells As Object
    On Error GoTo unreachable
    For k = 0 To UBound(arguments)
        If TypeName(arguments(k)) = "Range" Then
            For area = 1 To arguments(k).Areas.Count
                Reach arguments(k).Areas.Item(area), last, lastColumn
            Next area
        End If
    Next k
    For k = 0 To UBound(arguments)
        If TypeName(arguments(k)) = "Range" Then
            Set cells = arguments(k)
            Set arguments(k) = Nothing ' or LibreOffice writes the content into the cells
            arguments(k) = Content(cells, last, lastColumn)
        End If
    Next k
    Answer = WithErrors(XlfPython.Connected(False).CallUDF("xlfuncs.addins.excel.udfs", (udf), (arguments)))
    Exit Function
unreachable:
    ' Python cannot be started, or ended: #NAME? as where the add-in is missing; the status bar says why
    XlfPython.Forget
    Answer = CVErr(2029)
End Function

' How far the sheets of whole columns and rows are used: beyond that all is blank
Private Sub Reach(ByVal cells As Object, ByRef last As Long, ByRef lastColumn As Long)
    Dim used As Object
    If Not (IsWholeColumns(cells) Or IsWholeRows(cells)) Then Exit Sub
    Set used = cells.Worksheet.UsedRange
    If used.Row + used.Rows.Count - 1 > last Then last = used.Row + used.Rows.Count - 1
    If used.Column + used.Columns.Count - 1 > lastColumn Then lastColumn = used.Column + used.Columns.Count - 1
End Sub

Private Function IsWholeColumns(ByVal cells As Object) As Boolean
    IsWholeColumns = cells.Rows.Count = cells.Worksheet.Rows.Count
End Function

Private Function IsWholeRows(ByVal cells As Object) As Boolean
    IsWholeRows = cells.Columns.Count = cells.Worksheet.Columns.Count
End Function

' What stands in a reference. Several areas become one column, in their order: the first alone would be a sum without
' the others.
Private Function Content(ByVal cells As Object, ByVal last As Long, ByVal lastColumn As Long) As Variant
    Dim joined() As Variant, block As Variant, part As Object, number As Long, area As Long, r As Long, c As Long
    If cells.Areas.Count = 1 Then
        Content = Cut(cells, last, lastColumn).Value2
        Exit Function
    End If
    For area = 1 To cells.Areas.Count
        Set part = Cut(cells.Areas.Item(area), last, lastColumn)
        number = number + part.Rows.Count * part.Columns.Count
    Next area
    ReDim joined(1 To number, 1 To 1)
    number = 0
    For area = 1 To cells.Areas.Count
        Set part = Cut(cells.Areas.Item(area), last, lastColumn)
        block = part.Value2
        For r = 1 To part.Rows.Count
            For c = 1 To part.Columns.Count
                number = number + 1
                If IsArray(block) Then joined(number, 1) = block(r, c) Else joined(number, 1) = block
            Next c
        Next r
    Next area
    Content = joined
End Function

' Whole columns of a call are all cut at one row, so that their rows stay side by side
Private Function Cut(ByVal cells As Object, ByVal last As Long, ByVal lastColumn As Long) As Object
    Dim part As Object
    Set part = cells
    If IsWholeColumns(cells) Then Set part = part.Resize(last, part.Columns.Count)
    If IsWholeRows(cells) Then Set part = part.Resize(part.Rows.Count, lastColumn)
    Set Cut = part
End Function

' Python sends an error as its text; nothing else it sends looks so
Private Function WithErrors(ByVal cells As Variant) As Variant
    Dim r As Long, c As Long
    If Not IsArray(cells) Then
        cells = AsCell(cells)
    ElseIf IsOneRow(cells) Then
        For c = LBound(cells) To UBound(cells)
            cells(c) = AsCell(cells(c))
        Next c
    Else
        For r = LBound(cells, 1) To UBound(cells, 1)
            For c = LBound(cells, 2) To UBound(cells, 2)
                cells(r, c) = AsCell(cells(r, c))
            Next c
        Next r
    End If
    WithErrors = cells
End Function

Private Function AsCell(ByVal value As Variant) As Variant
    AsCell = value
    If VarType(value) <> 8 Then Exit Function
    Select Case value
{errors}
    End Select
End Function

' xlwings sends a single row as an array of one dimension
Private Function IsOneRow(ByVal cells As Variant) As Boolean
    Dim last As Long
    On Error GoTo one
    last = UBound(cells, 2)
    Exit Function
one:
    IsOneRow = True
End Function
