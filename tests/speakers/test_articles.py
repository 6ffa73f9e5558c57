"""Whole articles from many parts of the world and of the paper: each marked source goes to the marked speaker."""

from __future__ import annotations

import marked
import pytest

from onrecord.speakers import resolve

BEYOND_THE_RULES = {("football", "The club")}
"""Sources that need knowledge no rule here has: which of two clubs a player belongs to."""


@pytest.mark.parametrize("name", marked.names())
def test_article(name: str) -> None:
    article = marked.article(name)
    speakers = resolve(article.text, article.attributions, []).speakers
    wrong = [
        f"{attribution.source.text!r}: {marked.told(speaker)!r}, marked {expected!r}"
        for attribution, expected, speaker in zip(
            article.attributions, article.expected, speakers, strict=True
        )
        if attribution.source is not None
        and not marked.agrees(expected, speaker)
        and (name, attribution.source.text) not in BEYOND_THE_RULES
    ]
    assert not wrong
