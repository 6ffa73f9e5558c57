"""Flattened pages: what is the article, what is not, and that nothing is lost."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages.dates import publication
from onrecord.pages.draft import Draft
from onrecord.pages.furniture import phrase
from onrecord.pages.plain import from_text

HEADLINE = "Harbour tunnel gets its money after all, minister tells Velmora"
STANDFIRST = (
    "The government of Velmora has found the money for a tunnel under the harbour of Port Ansel, two years after "
    "it called the plan unaffordable."
)
BODY = (
    "Transport Minister Ilse Marrano told parliament on Wednesday that the tunnel would be paid for from the state's "
    "reserve fund, and that work would begin before the end of the year.",
    "“We said that we would build it when we could afford it,” Marrano said. “We can afford it now.”",
    "The opposition, which had asked for a vote on the plan in March, said the minister had changed her mind because "
    "an election is due in the spring and her party trails in every poll.",
    "“She is spending the rainy-day money on a sunny day,” said Tomas Ferrel, who leads the Reform Union.",
    "The port authority estimates that 14,000 lorries a day would use the tunnel, which is to run for three kilometres "
    "between the ferry terminal and the northern ring road.",
    "Residents of the old town, where the lorries pass today, have campaigned for the tunnel for more than a decade. "
    "Their association welcomed the decision but asked for a date.",
    "Marrano did not give one. She said engineers would report in the autumn on how long the digging would take.",
)
CAPTION = (
    "Transport Minister Ilse Marrano, left, looks at a model of the harbour tunnel with engineers in Port Ansel "
    "Wednesday, May 14, 2031."
)
MENU = ("Skip to content", "Home", "News", "Politics", "Sport", "Opinion", "Subscribe", "Log in")
TEASERS = (
    "Six ways to make your balcony bloom - June 2, 2033",
    "What your dentist will not tell you about tea - June 2, 2033",
    "Which island has the best beaches? We went to all of them - June 1, 2033",
    "How to pack for a weekend in one small bag - May 30, 2033",
    "Ten films that you can watch with your grandmother - May 29, 2033",
)
FOOT = (
    "Share this article",
    "Read more",
    "Sign up for our newsletter",
    "12 comments",
    "Leave a comment",
    "About us",
    "Privacy policy",
    "© 2031 The Ansel Courier. All rights reserved.",
)


def test_sidebar_advertisements_and_foot_come_out_with_their_reasons() -> None:
    bullets = [row for teaser in TEASERS for row in ("-", teaser)]
    body = [BODY[0], "Advertisement", *BODY[1:3], CAPTION, *BODY[3:5], "Advertisement", *BODY[5:]]
    draft = from_text("\n".join((*MENU, *bullets, HEADLINE, STANDFIRST, *body, *FOOT)))
    assert draft.title == HEADLINE
    assert draft.paragraphs == (STANDFIRST, *BODY[:3], CAPTION, *BODY[3:])
    reasons = {piece.text: piece.why for piece in draft.furniture}
    assert {reasons[teaser] for teaser in TEASERS} == {"link list"}
    assert Counter(piece.why for piece in draft.furniture)["advertising"] == 2
    assert reasons["12 comments"] == "comments"
    assert reasons["Share this article"] == "sharing"
    assert reasons["Sign up for our newsletter"] == "newsletter"
    assert reasons["© 2031 The Ansel Courier. All rights reserved."] == "copyright"


def test_the_date_is_the_captions_and_never_a_teasers() -> None:
    bullets = [row for teaser in TEASERS for row in ("-", teaser)]
    dated = from_text("\n".join((*bullets, HEADLINE, *BODY[:3], CAPTION, *BODY[3:])))
    found = publication(dated.dates)
    assert found.published == "2031-05-14"
    assert found.published_from is not None and found.published_from.how == "caption"
    undated = from_text("\n".join((*bullets, HEADLINE, *BODY)))
    assert undated.dates == ()


def test_byline_and_its_date() -> None:
    line = "By Nadia Orsel and Piet Landau | May 15, 2031 at 6:20 pm"
    draft = from_text("\n".join((*MENU, HEADLINE, line, *BODY, *FOOT)))
    assert draft.byline == ("Nadia Orsel", "Piet Landau")
    assert publication(draft.dates).published == "2031-05-15"
    assert {piece.text: piece.why for piece in draft.furniture}[line] == "byline"


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n\r\n", "\n\n\n"])
def test_an_article_without_furniture_stays_whole(between: str) -> None:
    draft = from_text(between.join(BODY))
    assert draft.paragraphs == BODY
    assert draft.furniture == ()


def test_a_pasted_articles_headline_is_its_title() -> None:
    draft = from_text("\n\n".join((HEADLINE, *BODY)))
    assert draft.title == HEADLINE
    assert draft.paragraphs == BODY


def test_questions_and_answers_stay() -> None:
    talk = (
        "Ilse Marrano has been transport minister of Velmora for six years. We spoke to her in Port Ansel.",
        "You called the tunnel unaffordable two years ago. What has changed?",
        "The reserve fund has grown. I said then that we would build it when we could pay for it.",
        "So it is not about the election?",
        "No.",
        "Will it be finished in your lifetime?",
        "I hope so. I am 51.",
        "What do you say to those who have waited for ten years in the noise of the lorries?",
        "That they were right, and that I am sorry that it took so long to find the money for it.",
        "Will you drive through it yourself when it opens?",
        "I do not own a car. I shall take the first bus that goes through it, and I shall pay for my ticket.",
    )
    assert from_text("\n\n".join(talk)).paragraphs == talk


def test_captions_with_a_credit_go_and_sentences_about_pictures_stay() -> None:
    caption = (
        "The ferry terminal of Port Ansel seen from the harbour last week. (Photo: Lena Brandt/Velmora Press)"
    )
    about = "“The file photo was taken years ago,” she said of the image: “it shows another harbour.”"
    draft = from_text("\n".join((*MENU, HEADLINE, *BODY[:3], caption, about, *BODY[3:], *FOOT)))
    assert draft.paragraphs == (*BODY[:3], about, *BODY[3:])
    assert {piece.text: piece.why for piece in draft.furniture}[caption] == "caption"


def test_a_second_copy_and_a_pull_quote_are_repeated() -> None:
    pull_quote = BODY[3].split(",”")[0]
    draft = from_text("\n".join((HEADLINE, *BODY[:5], f"{pull_quote}.”", *BODY[5:], *BODY)))
    assert draft.paragraphs == BODY
    assert {piece.why for piece in draft.furniture} == {"repeated"}


def test_short_quotations_and_a_list_stay() -> None:
    text = (
        *BODY[:2],
        "“No,” he said.",
        "“Not now.”",
        BODY[2],
        "The plan has three parts:",
        "- a tunnel of three kilometres under the harbour",
        "- a new ferry terminal",
        "- a park where the lorries wait today",
        *BODY[3:],
    )
    assert from_text("\n".join(text)).paragraphs == text


def test_a_press_release_keeps_its_place_and_contact() -> None:
    release = (
        "PORT ANSEL, Velmora, May 14, 2031 — The Ministry of Transport today announced that the harbour tunnel will be "
        "paid for from the reserve fund of the state.",
        *BODY[1:],
        "The Ministry of Transport of Velmora plans, builds and keeps the roads and harbours of the country.",
    )
    draft = from_text(
        "\n\n".join(("FOR IMMEDIATE RELEASE", "Ministry finds money for harbour tunnel", *release))
    )
    assert draft.paragraphs == release
    assert publication(draft.dates).published == "2031-05-14"


def test_sentences_cut_by_links_are_joined() -> None:
    cut = (
        "The opposition, which had asked for a vote on the plan in",
        "a motion tabled in March",
        ", said the minister had changed her mind because an election is due and",
        "her party",
        "trails in every poll, according to",
        "Velmora Today",
        ", a newspaper.",
    )
    draft = from_text("\n".join((*MENU, HEADLINE, *BODY[:2], *cut, *BODY[3:], *FOOT)))
    joined = (
        "The opposition, which had asked for a vote on the plan in a motion tabled in March, said the minister had "
        "changed her mind because an election is due and her party trails in every poll, according to Velmora Today, a "
        "newspaper."
    )
    assert draft.paragraphs == (*BODY[:2], joined, *BODY[3:])


def test_markdown_marks_are_read_and_taken_off() -> None:
    menu = "\n".join(f"  * [{entry}](https://courier.example/{entry.lower()})" for entry in MENU)
    wrapped = "\n\n".join(_wrapped(paragraph) for paragraph in BODY[2:])
    text = (
        f"{menu}\n\n# {HEADLINE}\n\n![A model of the tunnel](https://courier.example/model.jpg)\n\n"
        f"{BODY[0].replace('Ilse Marrano', '**Ilse Marrano**')}\n\n"
        f"{BODY[1].replace('Marrano', '[Marrano](https://courier.example/a_(b).html)')}\n\n{wrapped}\n"
    )
    draft = from_text(text)
    assert draft.title == HEADLINE
    assert draft.paragraphs == BODY
    reasons = {piece.text: piece.why for piece in draft.furniture}
    assert reasons["A model of the tunnel"] == "image description"
    assert reasons["Home"] == "navigation"


def test_hard_wrapped_paragraphs_come_together() -> None:
    assert from_text("\n\n".join(map(_wrapped, BODY))).paragraphs == BODY


def test_a_page_on_one_line() -> None:
    draft = from_text(" ".join((*MENU, HEADLINE, *BODY, *FOOT)))
    whole = " ".join(draft.paragraphs)
    assert " ".join(BODY[1:]) in whole
    assert "All rights reserved" not in whole
    assert "Subscribe" not in whole


def test_a_page_on_one_line_is_cut_between_its_advertisements_too() -> None:
    draft = from_text(
        " ".join((*MENU, HEADLINE, *BODY[:3], "Advertisement", *BODY[3:], "Advertisement", *FOOT))
    )
    whole = " ".join(draft.paragraphs)
    assert " ".join(BODY[3:]) in whole
    assert "Skip to content" not in whole and "All rights reserved" not in whole


def test_numbers_alone_are_no_invitation_to_share() -> None:
    assert phrase("63") is None and phrase("85%") is None
    assert phrase("63 shares") == phrase("Share 12") == "sharing"


def test_paragraphs_glued_to_an_advertisement_come_apart() -> None:
    glued = (
        *BODY[:2],
        f"Advertisement{BODY[2]}",
        f"{BODY[3]}ADVERTISEMENT",
        f"{BODY[4]} Advertisement {BODY[5]}",
        BODY[6],
    )
    draft = from_text("\n".join(glued))
    assert draft.paragraphs == BODY
    assert [piece.why for piece in draft.furniture] == ["advertising"] * 3


def test_advertisements_that_an_article_is_about_stay() -> None:
    about = "Advertisement of tobacco is banned in Velmora since 2019. Advertisement boards in Port Ansel are empty."
    assert about in from_text("\n".join((*BODY, about))).paragraphs


@pytest.mark.parametrize("text", ["", "\n\n", " - \n", "\n".join(MENU), "\n".join((*MENU, *TEASERS, *FOOT))])
def test_a_page_without_an_article_has_no_paragraphs(text: str) -> None:
    assert from_text(text).paragraphs == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab Cd.,\n\r\t*_[]()#!-|>“”1é\u00a0\u2028", max_size=400))
def test_any_text_is_read(text: str) -> None:
    draft = from_text(text)
    assert all(paragraph.strip() == paragraph != "" for paragraph in draft.paragraphs)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from((*MENU, *TEASERS, *BODY, *FOOT, HEADLINE, "", "By", ", he said.", "—")), max_size=40
    ),
    st.booleans(),
)
def test_every_word_is_in_the_article_the_furniture_or_a_field(rows: list[str], one_line: bool) -> None:
    text = (" " if one_line else "\n").join(rows)
    assert Counter(_words(_all(from_text(text)))) == Counter(_words(text))


@pytest.mark.parametrize(
    "piece", ["[a](", "](", "![", "a\n", "a b. ", "(", "Advertisement", "x", " ", "1 ", "_", "# a\n", "| "]
)
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    def once(text: str) -> float:
        began = time.process_time()
        from_text(text)
        return time.process_time() - began

    def seconds(size: int) -> float:
        """The best of three: a collection of garbage in the middle of one says nothing of the method."""
        return min(once(piece * (size // len(piece))) for _ in range(3))

    seconds(1_000)
    assert seconds(80_000) < 12 * seconds(20_000) + 0.5


def _all(draft: Draft) -> str:
    fields = (draft.title or "", draft.standfirst or "")
    return " ".join((*draft.paragraphs, *(piece.text for piece in draft.furniture), *fields))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _wrapped(paragraph: str, width: int = 78) -> str:
    rows = [""]
    for word in paragraph.split(" "):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows)
