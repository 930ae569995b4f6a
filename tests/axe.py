"""What axe-core finds grave in a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe


def serious(tab: Any) -> list[str]:
    """The nodes with a serious or critical violation, each with its rule."""
    found = Axe().run(tab).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
