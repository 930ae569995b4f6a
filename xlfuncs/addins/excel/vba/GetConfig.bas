Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    ' Changed by xlfuncs: xlwings also reads a sheet of the active workbook and a file beside it, by which a workbook
    ' received from somebody could name the program to be started. Here only the add-in and the user's own file count.
    Dim configValue As String
    configValue = default
    If GetConfigFromSheet(ThisWorkbook).Exists(configKey) Then
        configValue = GetConfigFromSheet(ThisWorkbook).Item(configKey)
    ElseIf FileExists(GetConfigFilePath()) Then
        If Not GetConfigFromFile(GetConfigFilePath(), configKey, configValue) Then configValue = default
    End If
    GetConfig = ExpandEnvironmentStrings(configValue)
End Function
