import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onrecord.cli.show import show, tally
from onrecord.cli.terminal import STYLES
from onrecord.record import Article, Furniture, Record, Span, Speaker, Statement

from .records import PORT_LENNA, TEXT

SHOWN = Path(__file__).parent / "shown"


def shown(
    record: Record = PORT_LENNA, *, width: int = 80, by_speaker: bool = False, explain: bool = False
) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, theme=STYLES, highlight=False, markup=False, emoji=False)
    show(console, record, by_speaker=by_speaker, explain=explain)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "by_speaker", "explain"),
    [("in-order", False, False), ("by-speaker", True, False), ("explained", False, True)],
)
def test_the_whole_page_as_people_see_it(name: str, by_speaker: bool, explain: bool) -> None:
    expected = (SHOWN / f"{name}.txt").read_text(encoding="utf-8")
    assert shown(by_speaker=by_speaker, explain=explain) == expected


@pytest.mark.parametrize("width", [30, 44, 60, 79, 80, 100])
@pytest.mark.parametrize("by_speaker", [False, True])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(width: int, by_speaker: bool) -> None:
    for line in shown(width=width, by_speaker=by_speaker, explain=True).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [30, 80])
@pytest.mark.parametrize("by_speaker", [False, True])
def test_every_statement_is_shown_in_its_words(width: int, by_speaker: bool) -> None:
    together = " ".join(shown(width=width, by_speaker=by_speaker).split())
    for statement in PORT_LENNA.statements:
        for piece in statement.content:
            assert " ".join(piece.text.split()) in together
        assert statement.cue and statement.cue.text in together
        assert statement.speaker and statement.speaker.name in together


def test_a_time_counted_from_another_one_says_so() -> None:
    start = TEXT.index("on Monday")
    monday = Span.of(TEXT, start, start + len("on Monday"))
    said = PORT_LENNA.statements[0].said.model_copy(update={"relative_to": "text", "reference": monday})
    told = PORT_LENNA.statements[0].model_copy(update={"said": said})
    record = PORT_LENNA.model_copy(update={"statements": (told,)})
    assert "counted from “on Monday” in paragraph 1" in " ".join(shown(record, explain=True).split())


def test_only_the_articles_words_stand_in_quotation_marks() -> None:
    for quoted in re.findall("“([^“”]*)”", " ".join(shown(explain=True).split())):
        assert quoted in TEXT


def test_on_a_terminal_names_are_bold_and_only_quoted_words_are_green() -> None:
    out = io.StringIO()
    console = Console(
        file=out, width=80, theme=STYLES, highlight=False, force_terminal=True, color_system="standard"
    )
    show(console, PORT_LENNA)
    assert "\x1b[1;36mIlse Marrow\x1b[0m" in out.getvalue()
    assert "\x1b[2mindirect · \x1b[0m\x1b[39mMon 17 Nov 2031" in out.getvalue()
    assert "  the closure \x1b[32m“a gift to Calvany”\x1b[0m\n" in out.getvalue()


def test_a_role_is_told_once() -> None:
    assert shown().count("Tervan transport minister") == 1


def test_a_stated_date_differs_from_one_that_stands_in() -> None:
    assert "reported 18 Nov 2031" in shown()
    assert re.search("said +indirect · Mon 17 Nov 2031", shown())


def test_a_statement_inside_another_is_indented_below_it() -> None:
    lines = shown().splitlines()
    outer = next(at for at, line in enumerate(lines) if line.startswith("Teo Bannick"))
    inner = next(at for at, line in enumerate(lines) if "Hydrographic Office told" in line)
    assert outer < inner and lines[inner].startswith("    ")


def test_by_speaker_what_was_said_inside_another_statement_says_so() -> None:
    lines = [line.strip() for line in shown(by_speaker=True).splitlines()]
    assert lines[lines.index("“the bank has moved by forty metres”") - 1] == "in what Teo Bannick said"


def test_a_quotation_over_paragraphs_keeps_them_apart_and_coloured() -> None:
    text = "“We wait.\n\n“We wait.\n\n“And then we go.”"
    content = (Span.of(text, 0, len(text)),)
    statement = PORT_LENNA.statements[1].model_copy(update={"content": content, "source": None, "cue": None})
    article = PORT_LENNA.article.model_copy(update={"text": text})
    record = PORT_LENNA.model_copy(update={"article": article, "statements": (statement,)})
    assert "  “We wait.\n  “We wait.\n  “And then we go.”\n" in shown(record)


def test_an_article_in_another_language_says_so() -> None:
    record = Record(
        page=PORT_LENNA.page, article=Article(text="Der Hafen bleibt zu.", language="de"), statements=()
    )
    assert shown(record).splitlines()[-1] == "Not read: German."


def test_a_page_without_head_or_statements_is_shown() -> None:
    record = Record(page=PORT_LENNA.page, article=Article(text="It rained.", language="en"), statements=())
    lines = shown(record).splitlines()
    assert lines[:3] == ["(no headline)", "pages/port-lenna.html", "date not found"]
    assert lines[-1] == "No statements."


def test_tally_of_statements_without_speakers() -> None:
    nobody = PORT_LENNA.statements[0].model_copy(update={"speaker": None})
    assert tally([nobody]) == "1 statement (1 indirect) by 0 speakers."


hostile = st.text(
    st.sampled_from("ab “”\"'\x1b[]/\\:\x07\u202e\u2066\u200f\n\r\t字é\U0001f600\ud800"), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(hostile, hostile, hostile, st.integers(20, 90), st.booleans())
def test_whatever_a_page_says_the_terminal_only_shows_it(
    name: str, words: str, title: str, width: int, by_speaker: bool
) -> None:
    text = f"{words}\n\n[bold]{words}[/bold]"
    speaker = Speaker.model_construct(
        name=name, named=True, kind="person", role=title, mention=None, how=title, via=words
    )
    statement = Statement.model_construct(
        id="1",
        source=Span.model_construct(start=0, end=len(words), text=words),
        cue=Span.model_construct(start=0, end=len(words), text=words),
        content=(Span.model_construct(start=0, end=len(text), text=text),),
        kind="direct",
        act="speech",
        speaker=speaker,
        said=PORT_LENNA.statements[0].said,
        announces=PORT_LENNA.statements[2].announces,
        about=(),
        confidence=0.2,
        inside=None,
    )
    article = Article.model_construct(
        title=title, outlet=name, byline=(name,), language="en", text=text, published=None, published_from=None,
        published_conflicts=(), furniture=(Furniture.model_construct(text=words, why=title),),
    )  # fmt: skip
    record = Record.model_construct(page=PORT_LENNA.page, article=article, statements=(statement,))
    printed = shown(record, width=width, by_speaker=by_speaker, explain=True)
    assert not [char for char in printed if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
    assert not set(printed) & set("\u202e\u2066\u200f")
    assert "[/bold]" in "".join(printed.split())
