import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cli.terminal import WIDEST, safe, terminal


class Screen(io.StringIO):
    """Standard output as a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def screen(monkeypatch: pytest.MonkeyPatch, *, colours: bool = True) -> Screen:
    """Standard output from now on."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    out = Screen()
    monkeypatch.setattr("sys.stdout", out)
    return out


@settings(deadline=None)
@given(st.text())
def test_nothing_of_a_page_speaks_to_the_terminal(text: str) -> None:
    shown = safe(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc", "Zs"])))
def test_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_controls_are_shown_and_not_dropped() -> None:
    assert safe("a\x1b[31mred\x07") == "a␛[31mred␇"
    assert safe("pay \u202e01$ now") == "pay \N{REPLACEMENT CHARACTER}01$ now"
    assert safe("one\r\ntwo\tthree") == "one  two three"


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    out = screen(monkeypatch)
    terminal().print("Marrow", style="speaker")
    assert "\x1b[" in out.getvalue()


def test_no_color_means_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    out = screen(monkeypatch, colours=False)
    terminal().print("Marrow", style="speaker")
    assert out.getvalue() == "Marrow\n"


def test_a_file_gets_plain_text_and_no_markup_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    out = screen(monkeypatch)
    monkeypatch.setattr(out, "isatty", lambda: False)
    terminal().print("[bold]Marrow[/bold] :smile:", style="speaker")
    assert out.getvalue() == "[bold]Marrow[/bold] :smile:\n"


def test_lines_are_not_as_wide_as_the_widest_window(monkeypatch: pytest.MonkeyPatch) -> None:
    screen(monkeypatch)
    monkeypatch.setenv("COLUMNS", "300")
    assert terminal().width == WIDEST
