Option Explicit

Private WithEvents host As Application

Private Sub Workbook_Open()
    Set host = Application
    XlfRegister
End Sub

Private Sub host_WorkbookActivate(ByVal Wb As Workbook)
    XlfRegister
End Sub

Private Sub host_WorkbookOpen(ByVal Wb As Workbook)
    XlfMend Wb
End Sub
