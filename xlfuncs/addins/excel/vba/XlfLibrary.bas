Option Explicit
' The library of xlwings, by which Windows starts Python and hands its object over. All else of the add-in runs in
' LibreOffice Basic too, where it is tested; these lines need Windows.

#If Win64 Then
    Private Const DLL As String = "xlwings64-{xlwings}.dll"
    Private Declare PtrSafe Function Activate Lib "xlwings64-{xlwings}.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#Else
    Private Const DLL As String = "xlwings32-{xlwings}.dll"
    Private Declare PtrSafe Function Activate Lib "xlwings32-{xlwings}.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr

' The server of this command line: the one that runs, else a new one
Public Function Started(ByVal interpreter As String, ByVal commandLine As String) As Object
    Dim result As Variant, folder As String
    folder = Parent(interpreter)
    ' By its whole path, so that a file of this name in the current folder is never taken; in a virtual environment it
    ' lies one folder above python
    If LoadLibrary(StrPtr(folder & "\" & DLL)) = 0 Then
        If LoadLibrary(StrPtr(Parent(folder) & "\" & DLL)) = 0 Then Err.Raise 1001, , interpreter & ", " & DLL
    End If
    If Activate(result, commandLine, 1) <> 0 Then Err.Raise 1002, , result
    Set Started = result
End Function

Private Function Parent(ByVal path As String) As String
    Parent = Left$(path, InStrRev(path, "\") - 1)
End Function
