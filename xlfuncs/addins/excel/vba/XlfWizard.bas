Option Explicit
Option Private Module
' Help for the function wizard, from the add-in's sheet: from column F name, help, category, number of arguments, their help.

Private done As Boolean

Public Sub XlfRegister()
    Dim sheet As Worksheet, r As Long, k As Long, texts() As String
    If done Or ActiveWorkbook Is Nothing Then Exit Sub ' Excel registers only while a workbook is open
    On Error GoTo later
    Set sheet = ThisWorkbook.Worksheets(1)
    r = 1
    Do While Len(sheet.Cells(r, 6).Value) > 0
        ReDim texts(0 To sheet.Cells(r, 9).Value - 1)
        For k = 0 To UBound(texts)
            texts(k) = sheet.Cells(r, 10 + k).Value
        Next k
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & sheet.Cells(r, 6).Value, _
            Description:=sheet.Cells(r, 7).Value, Category:=sheet.Cells(r, 8).Value, ArgumentDescriptions:=texts
        r = r + 1
    Loop
    done = True
later:
End Sub
