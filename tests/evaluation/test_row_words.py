"""The words of a name are found as quickly as they are by trying every list."""

from __future__ import annotations

from xlfuncs.evaluation.row_words import _listed, spelled_out

SHOWN = ("limits", "harms", "rates", "times")


def test_a_name_that_holds_a_listed_word_is_looked_at() -> None:
    listed, _ = _listed()
    texts = [
        f"{before}{word}{behind}"
        for word in spelled_out(*SHOWN)
        for before in ("", "甲")
        for behind in ("", "乙")
    ]
    assert len(texts) > 1000
    for text in [*texts, "甲乙", "造林面积", ""]:
        said = any(listed[key].search(text) for key in SHOWN)
        assert (listed["any"].search(text) is not None) == said, text
