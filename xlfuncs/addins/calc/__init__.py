"""LibreOffice Calc — the functions in cells, the official tables in a menu, the refresh button."""
