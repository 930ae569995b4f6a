Option Explicit
Option Private Module
' How the worksheet functions reach Python. A plain dialect, which LibreOffice Basic runs too: that is how it is tested.

Private server As Object

Public Function XlfCall(ByVal udf As String, ByVal arguments As Variant) As Variant
    Dim k As Long
    On Error GoTo unreachable
    For k = LBound(arguments) To UBound(arguments)
        ' Value2: Value would cut a cell in a currency format to four decimals
        If TypeName(arguments(k)) = "Range" Then arguments(k) = arguments(k).Value2
    Next k
    If server Is Nothing Then Set server = XLPy
    XlfCall = WithErrors(server.CallUDF("xlfuncs.addins.excel.udfs", (udf), (arguments)))
    Exit Function
unreachable:
    ' Python cannot be started, or ended: #NAME? as where the add-in is missing; the next call connects again
    Set server = Nothing
    XlfCall = CVErr(2029)
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
        Case "#DIV/0!": AsCell = CVErr(2007)
        Case "#VALUE!": AsCell = CVErr(2015)
        Case "#NUM!": AsCell = CVErr(2036)
        Case "#N/A": AsCell = CVErr(2042)
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
