"""What the API's description shows: a statement from an invented page, and what is made of it."""

from __future__ import annotations

from onrecord.ledger import Card, Context, Counts, Entry, Found, Leaf, Role, Stats, Version
from onrecord.ledger.results import Correction, Decision, Doubt, Problem
from onrecord.record import Article, Page, Record, Said, Span, Speaker, Statement

TEXT = "The harbour of Port Lenna stays closed.\n\n“We measure first,” Ilse Marrow said on Tuesday."
PAGE = Page(
    url="https://courier.example/harbour",
    sha256="8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
    media_type="text/html",
    retrieved="2031-11-19T08:00:00Z",
)
ARTICLE = Article(
    title="Harbour stays closed",
    outlet="The Sorrel Courier",
    language="en",
    published="2031-11-19",
    text=TEXT,
)
STATEMENT = Statement(
    id="951de5c30f3bb3f1",
    source=Span.of(TEXT, 60, 71),
    cue=Span.of(TEXT, 72, 76),
    content=(Span.of(TEXT, 41, 60),),
    kind="direct",
    act="speech",
    speaker=Speaker(
        name="Ilse Marrow", named=True, kind="person", role="harbour master", how="named in the source"
    ),
    said=Said.model_validate(
        {"from": "2031-11-18", "to": "2031-11-18", "text": "on Tuesday", "how": "expression"}
    ),
    confidence=0.93,
)
ENTRY = Entry(
    statement=STATEMENT,
    as_read=STATEMENT,
    state="stands",
    person="Ilse Marrow",
    page=PAGE,
    title=ARTICLE.title,
    outlet=ARTICLE.outlet,
    published=ARTICLE.published,
    added="2031-11-19T08:00:02.500000Z",
    reader="onrecord 0.1.0, reader-254d09b4cfcb",
)
FOUND = Found(entries=(ENTRY,), more=41, more_at_least=False, after="1042.1", by=("Ilse Marrow",))
COUNTS = Counts(
    statements=42,
    more=False,
    speakers=(("Ilse Marrow", 30), ("Teo Bannick", 12)),
    outlets=(("The Sorrel Courier", 42),),
    months=(("2031-10", 7), ("2031-11", 35)),
)
CORRECTION = Correction(
    id=7,
    statement=STATEMENT.id,
    changes={"verdict": "accept"},
    who="dita",
    made="2031-11-20T09:00:00.000000Z",
    why="heard it",
    undone=None,
    undone_by=None,
    holds=True,
)
CONTEXT = Context(entry=ENTRY, article=ARTICLE, corrections=(CORRECTION,))
CARD = Card(
    id=12,
    name="Ilse Marrow",
    kind="person",
    names=("Ilse Marrow", "I. Marrow"),
    wikidata=None,
    statements=42,
    first="2031-10-02",
    last="2031-11-18",
    kinds=(("direct", 30), ("indirect", 12)),
    months=(("2031-10", 25), ("2031-11", 17)),
    roles=(Role("harbour master", "2031-10-02", "2031-11-18", 9),),
    about=(("Port Lenna", 17),),
    outlets=(("The Sorrel Courier", 42),),
    latest=(ENTRY,),
)
LEAF = Leaf(
    address="https://courier.example/harbour",
    url=PAGE.url,
    sha256=PAGE.sha256,
    article=ARTICLE,
    entries=(ENTRY,),
    versions=(Version(PAGE.sha256, "2031-11-19T08:00:00Z", ARTICLE.title),),
)
STATS = Stats(
    pages=1,
    versions=1,
    statements=1,
    people=1,
    corrections=1,
    problems=0,
    first="2031-11-19",
    last="2031-11-19",
    bytes=1_048_576,
)
PROBLEM = Problem(
    page="https://herald.example/empty",
    reason="no article stands on it",
    first="2031-11-19T08:00:00.000000Z",
    last="2031-11-19T08:00:00.000000Z",
    times=1,
)
DECISION = Decision(
    id=3,
    what="merge",
    changes={"names": [9], "from": 14, "to": 12},
    who="dita",
    made="2031-11-20T09:05:00.000000Z",
    why="same office",
    undone=None,
)
DOUBT = Doubt(name="Ilse Marrow", other="I. Marrow", kind="person")
RECORD = Record(page=PAGE, article=ARTICLE, statements=(STATEMENT,))
