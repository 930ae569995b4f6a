"""窗口位置 — after our step is undone or redone, the window of a document shows what it showed before.

Calc itself goes to the last cell that changes back, which may be far to the right. Runs in the office only.
"""

from __future__ import annotations

from typing import Any, ClassVar

import unohelper
from com.sun.star.document import XUndoManagerListener


class ViewKeeper(unohelper.Base, XUndoManagerListener):  # type: ignore[misc]
    """Listens to one document for one title of undo steps."""

    _watching: ClassVar[dict[str, ViewKeeper]] = {}  # by the document's identifier

    def __init__(self, document: Any, title: str) -> None:
        self._document, self._title = document, title
        self._view: Any = None

    @classmethod
    def watch(cls, document: Any, title: str, view: Any) -> None:
        """Come back to this view when a step of this title is undone; to be called after the step."""
        keeper = cls._watching.get(document.RuntimeUID)
        if keeper is None:
            keeper = cls._watching[document.RuntimeUID] = cls(document, title)
            document.UndoManager.addUndoManagerListener(keeper)  # not before: it hears of every cell
        keeper._view = view

    def actionUndone(self, event: Any) -> None:  # noqa: D102
        if event.UndoActionTitle == self._title:
            self._document.CurrentController.restoreViewData(self._view)

    actionRedone = actionUndone

    def disposing(self, event: Any) -> None:  # noqa: D102
        self._watching.pop(self._document.RuntimeUID, None)

    def _nothing(self, event: Any) -> None: ...

    undoActionAdded = enteredContext = enteredHiddenContext = leftContext = _nothing
    leftHiddenContext = cancelledContext = allActionsCleared = redoActionsCleared = _nothing
    resetAll = _nothing
