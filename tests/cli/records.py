"""Records written by hand, with what a real page's record may hold: for tests of what is shown."""

from __future__ import annotations

from typing import Any

from onrecord.record import (
    Article,
    DateEvidence,
    Furniture,
    Mention,
    Page,
    Record,
    Said,
    Span,
    Speaker,
    Statement,
    TimeRange,
)

TEXT = (
    "The harbour at Port Lenna will stay closed for at least another month, Tervan Transport "
    "Minister Ilse Marrow said on Monday.\n\n"
    "“We will not send pilots into a channel that we have not measured,” Marrow told reporters "
    "outside the ministry in Sorrel. “That is not caution. That is arithmetic.”\n\n"
    "She announced that a first survey ship would leave on Friday.\n\n"
    "Dockworkers were less patient. A senior port official, speaking on condition of anonymity, "
    "called the closure “a gift to Calvany”, whose own harbour has taken in most of the freight.\n\n"
    "Marrow’s spokesman, Teo Bannick, said the minister had been told by the Hydrographic Office "
    "that “the bank has moved by forty metres”.\n\n"
    "“Every week of this costs us a season,” said one.\n\n"
    "“We asked for dredgers in the spring.\n\n"
    "“Nobody answered the letter.”\n\n"
    "In October the ministry warned in a report that the channel was silting up faster than "
    "expected."
)


def span(words: str, after: str = "") -> Span:
    """Where `words` stand, the first time after `after`."""
    start = TEXT.index(words, TEXT.index(after))
    return Span.of(TEXT, start, start + len(words))


def statement(identity: str, content: tuple[Span, ...], **fields: Any) -> Statement:
    fields.setdefault("said", said("2031-11-18", how="article"))
    return Statement(
        **{
            "id": identity,
            "source": None,
            "cue": None,
            "content": content,
            "kind": "indirect",
            "act": "speech",
            "speaker": None,
            "confidence": 0.9,
            **fields,
        }
    )


def said(first: str | None, last: str | None = None, *, how: str, text: str | None = None) -> Said:
    counted = "article" if how == "expression" else None
    return Said.model_validate(
        {"from": first, "to": last or first, "how": how, "text": text, "relative_to": counted}
    )


MARROW = Speaker(
    name="Ilse Marrow",
    named=True,
    kind="person",
    role="Tervan transport minister",
    mention=span("Ilse Marrow"),
    how="named in the source",
)

PORT_LENNA = Record(
    page=Page(path="pages/port-lenna.html", sha256="0" * 64, media_type="text/html"),
    article=Article(
        title="Port Lenna harbour to stay shut as survey ship sets out",
        byline=("Anselm Roke", "Dita Varn"),
        outlet="The Sorrel Courier",
        language="en",
        published="2031-11-18",
        published_from=DateEvidence(
            how="dateline", text="SORREL, Nov. 18, 2031", date="2031-11-18", weight=0.9
        ),
        text=TEXT,
        furniture=(
            Furniture(text="Ten gardens to see before winter - June 2, 2034", why="link list"),
            Furniture(text="Is your roof ready? - June 1, 2034", why="link list"),
            Furniture(text="Advertisement", why="advertising"),
        ),
    ),
    statements=(
        statement(
            "a1",
            (span("The harbour at Port Lenna will stay closed for at least another month"),),
            source=span("Tervan Transport Minister Ilse Marrow"),
            cue=span("said"),
            speaker=MARROW,
            said=said("2031-11-17", how="expression", text="on Monday"),
            about=(Mention(name="Port Lenna", kind="place", start=15, end=25),),
            confidence=0.97,
        ),
        statement(
            "a2",
            (
                span("“We will not send pilots into a channel that we have not measured,”"),
                span("“That is not caution. That is arithmetic.”"),
            ),
            source=span("Marrow", "“We will not"),
            cue=span("told reporters", "“We will not"),
            kind="direct",
            speaker=MARROW.model_copy(update={"how": "same surname"}),
            confidence=0.95,
        ),
        statement(
            "a3",
            (span("that a first survey ship would leave on Friday"),),
            source=span("She"),
            cue=span("announced"),
            speaker=MARROW.model_copy(update={"how": "pronoun: last speaker"}),
            announces=TimeRange.model_validate(
                {"from": "2031-11-21", "to": "2031-11-21", "text": "on Friday"}
            ),
            confidence=0.88,
        ),
        statement(
            "a4",
            (span("the closure “a gift to Calvany”"),),
            source=span("A senior port official"),
            cue=span("called"),
            kind="mixed",
            speaker=Speaker(
                name="A senior port official", named=False, kind="person", how="description: unnamed"
            ),
        ),
        statement(
            "a5",
            (
                span(
                    "the minister had been told by the Hydrographic Office that “the bank has moved by forty metres”"
                ),
            ),
            source=span("Marrow’s spokesman, Teo Bannick"),
            cue=span("said", "Teo Bannick"),
            kind="mixed",
            speaker=Speaker(
                name="Teo Bannick",
                named=True,
                kind="person",
                role="Marrow’s spokesman",
                mention=span("Teo Bannick"),
                how="named in the source",
            ),
        ),
        statement(
            "a6",
            (span("“the bank has moved by forty metres”"),),
            source=span("the Hydrographic Office"),
            cue=span("told"),
            kind="direct",
            speaker=Speaker(
                name="Hydrographic Office", named=True, kind="organization", how="named in the source"
            ),
            said=said(None, how="unknown"),
            inside="a5",
        ),
        statement(
            "a7",
            (
                span("“Every week of this costs us a season,”"),
                span("“We asked for dredgers in the spring."),
                span("“Nobody answered the letter.”"),
            ),
            source=span("one", "a season"),
            cue=span("said", "a season"),
            kind="direct",
            speaker=Speaker(name="one", named=False, kind="group", how="description: nobody fits"),
            confidence=0.41,
        ),
        statement(
            "a8",
            (span("that the channel was silting up faster than expected"),),
            source=span("the ministry", "In October"),
            cue=span("warned"),
            act="writing",
            speaker=Speaker(
                name="Transport Ministry",
                named=True,
                kind="organization",
                how="description: the minister’s office",
                via="a report",
            ),
            said=said("2031-10-01", "2031-10-31", how="expression", text="In October"),
        ),
    ),
)
