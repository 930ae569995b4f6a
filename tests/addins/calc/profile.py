"""A LibreOffice profile before its first start: in Chinese, without greetings. For either Python."""

from __future__ import annotations

from pathlib import Path

SETTINGS = (  # path, property, value
    ("org.openoffice.Office.Linguistic/General", "UILocale", "zh-CN"),
    ("org.openoffice.Setup/L10N", "ooLocale", "zh-CN"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("org.openoffice.Setup/Product", "ooSetupLastVersion", "99.9"),  # no "what is new"
)


def speak_chinese(profile: Path) -> None:
    """Write the settings where `office_server.Office` has its user's profile."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    user = profile / "user" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f"{items}</oor:items>",
        "utf-8",
    )
