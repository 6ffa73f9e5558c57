"""One small page for each way in which news pages mislead a cleaner: the rule that mends it is named by the test."""

from __future__ import annotations

import pytest

from onrecord.errors import NoArticle
from onrecord.pages.draft import Draft
from onrecord.pages.html import from_html

FIRST = (
    "The harbour council of Vessel Point voted on Monday to close the eastern quay to heavy lorries, ending a dispute "
    "that had divided the town since the spring and cost two officials their posts."
)
SECOND = (
    "“We have listened to the people who live here, and we have counted the lorries ourselves,” said Mara Quill, who "
    "chairs the council and had asked for the vote twice before."
)
THIRD = (
    "Hauliers said that the decision would add half an hour to every journey and asked the regional assembly to pay "
    "for a new road, which the assembly's transport committee is to discuss next week."
)
FOURTH = (
    "The closure takes effect in January, the council said in a statement, and will be reviewed after one year by an "
    "engineer whom both sides accept."
)
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p>"
PARAGRAPHS = (FIRST, SECOND, THIRD, FOURTH)
TITLE = "Vessel Point closes its eastern quay to lorries"
NAVIGATION = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Town", "Sea", "Sport"))
    + "</ul></nav>"
)


def page(body: str = BODY, head: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE} | The Tidewater Post</title>{head}</head><body>{NAVIGATION}"
        f'<main><article><h1>{TITLE}</h1>{above}<div class="story-text">{body}</div></article>{below}</main>'
        "<footer><p>© 2019 Tidewater Press. All rights reserved.</p></footer></body></html>"
    )


def whys(draft: Draft) -> dict[str, str]:
    return {item.text: item.why for item in draft.furniture}


def between(html: str) -> str:
    """The article with something between its second and its third paragraph."""
    return page(f"<p>{FIRST}</p><p>{SECOND}</p>{html}<p>{THIRD}</p><p>{FOURTH}</p>")


def test_a_plain_page_gives_its_paragraphs_and_its_furniture() -> None:
    draft = from_html(page())
    assert draft.paragraphs == PARAGRAPHS
    assert draft.title == TITLE
    assert whys(draft) == {
        "Town": "navigation",
        "Sea": "navigation",
        "Sport": "navigation",
        "© 2019 Tidewater Press. All rights reserved.": "copyright",
    }


@pytest.mark.parametrize(
    ("html", "text", "why"),
    [
        (
            '<p>Read more: <a href="/a">Ferry fares rise for the third year</a></p>',
            "Read more: Ferry fares rise",
            "related",
        ),
        (
            '<p><strong>[Related: <a href="/a">Ferry fares rise again</a>]</strong></p>',
            "[Related: Ferry",
            "related",
        ),
        ('<p><a href="/a">Islanders ask who pays for the new ferry</a></p>', "Islanders ask", "related"),
        ('<div class="ad-slot"><p>Advertisement</p></div>', "Advertisement", "advertising"),
        ("<p>Advertisement</p>", "Advertisement", "advertising"),
        (
            "<figure><figcaption>Lorries on the quay last week. (Photo: I. Lamb)</figcaption></figure>",
            "Lorries on the quay",
            "caption",
        ),
        (
            '<div class="image-box"><div class="caption">Lorries on the eastern quay last week</div></div>',
            "Lorries on the eastern quay",
            "caption",
        ),
        ('<p>Sign up to <a href="/n">our newsletter</a> for news of the coast</p>', "Sign up", "newsletter"),
        ('<div class="share-bar"><a href="#">Share</a></div>', "Share", "sharing"),
    ],
)
def test_what_stands_between_paragraphs_and_is_not_the_article(html: str, text: str, why: str) -> None:
    draft = from_html(between(html))
    assert draft.paragraphs == PARAGRAPHS
    assert [item.why for item in draft.furniture if item.text.startswith(text)] == [why]


def test_a_card_of_another_article_does_not_come_back_with_its_first_words() -> None:
    card = (
        '<div class="embed"><div class="inner"><h6><a href="/x">Fish market moves inland</a></h6>'
        "<p>Traders on the old market said on Sunday that they would follow the</p></div></div>"
    )
    draft = from_html(between(card))
    assert draft.paragraphs == PARAGRAPHS


def test_a_pull_quote_is_repeated_text() -> None:
    quote = "We have listened to the people who live here, and we have counted the lorries ourselves"
    draft = from_html(between(f"<aside><p>{quote}</p></aside>"))
    assert draft.paragraphs == PARAGRAPHS


def test_headings_and_lists_among_the_paragraphs_are_kept() -> None:
    inner = "<div class='crosshead'>What the hauliers want</div><ul><li>A new road</li><li>Money for fuel</li></ul>"
    draft = from_html(between(inner))
    assert draft.paragraphs == (
        FIRST,
        SECOND,
        "What the hauliers want",
        "A new road",
        "Money for fuel",
        THIRD,
        FOURTH,
    )


def test_an_embedded_post_is_kept_with_its_signature() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>The quay is closed. Finally.</p>— Mara Quill (@maraquill) '
        '<a href="https://social.example/1">November 18, 2019</a></blockquote>'
    )
    draft = from_html(between(post))
    assert "The quay is closed. Finally." in draft.paragraphs
    assert "— Mara Quill (@maraquill) November 18, 2019" in draft.paragraphs


def test_a_text_cut_in_two_by_advertising_goes_on() -> None:
    part = '<div class="grid"><div class="body text"><p>{}</p><p>{}</p></div></div>'
    body = (
        part.format(FIRST, SECOND) + '<div class="ad"><p>Advertisement</p></div>' + part.format(THIRD, FOURTH)
    )
    assert from_html(page(body)).paragraphs == PARAGRAPHS


def test_the_standfirst_goes_to_its_field() -> None:
    standfirst = "Council ends a year of dispute; hauliers ask for a road"
    draft = from_html(page(above=f'<h2 class="standfirst">{standfirst}</h2>'))
    assert draft.standfirst == standfirst
    assert draft.paragraphs == PARAGRAPHS
    assert standfirst not in whys(draft)


def test_bylines_above_the_text_are_no_paragraphs() -> None:
    draft = from_html(page(f"<p>By Ida Lamb</p><p>Published 18 November 2019, 10:30</p>{BODY}"))
    assert draft.paragraphs == PARAGRAPHS
    assert draft.byline == ("Ida Lamb",)


@pytest.mark.parametrize(
    "last",
    [
        "<p>Additional reporting by Tom Reed</p>",
        "<p>ida.lamb@tidewater.example</p>",
        "<p>Have a tip? Ida Lamb may be reached at ida.lamb@tidewater.example.</p>",
        "<p>Follow Ida Lamb on Twitter at @idalamb</p>",
        "<p>Subscribe to the Tidewater newsletter and get the news of the coast in your inbox.</p>",
        '<ul><li><a href="/1">Ten things to see</a></li><li><a href="/2">How we counted lorries</a></li></ul>',
    ],
)
def test_what_stands_under_the_last_paragraph(last: str) -> None:
    assert from_html(page(BODY + last)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "last",
    [
        "An agreement can be reached by Friday, officials on both sides said.",
        "Research by the University of Karlsund shows that lorries take other roads within a year.",
        "Residents can sign up for the meeting at the town hall until Thursday.",
        "The council closed its own newsletter in May, and has not said whether it will return.",
        "Like many others on Twitter, she had called the vote a farce.",
        "Comments made by the mayor in June were not repeated on Monday.",
        "The drivers have a story to tell, and nobody has asked them yet.",
        "By dawn the first lorries had turned back.",
        "The quay has one picture of itself: a grey wall.",
        "About 400 lorries crossed the quay on a weekday",
    ],
)
def test_sentences_that_look_like_notices_are_kept(last: str) -> None:
    assert from_html(page(f"{BODY}<p>{last}</p>")).paragraphs == (*PARAGRAPHS, last)


def test_the_issuer_of_a_press_release_is_not_its_news() -> None:
    about = "<h3>About Tidewater Ports</h3><p>Tidewater Ports runs nine harbours and employs 400 people there.</p>"
    assert from_html(page(BODY + about)).paragraphs == PARAGRAPHS


def test_a_page_that_carries_its_text_twice_gives_it_once() -> None:
    twice = f'{BODY}<div class="mobile" style="display:none">{BODY}</div>'
    assert from_html(page(twice)).paragraphs == PARAGRAPHS
    assert from_html(page(BODY, below=f"<div class='story-text'>{BODY}</div>")).paragraphs == PARAGRAPHS


def test_a_tooltip_inside_a_sentence_does_not_cut_it() -> None:
    name = 'Mara Quill<span class="person-popover-content"><a href="/q">Offices</a> <a href="/v">Votes</a></span>'
    draft = from_html(page(BODY.replace("Mara Quill", name)))
    assert draft.paragraphs == PARAGRAPHS


def test_a_sentence_cut_by_a_line_break_comes_together_and_verses_stay_apart() -> None:
    cut = THIRD.replace(" and asked", "<br>and asked").replace("which", "which", 1)
    verses = "<p>Grey is the quay.<br>The lorries are gone.</p>"
    draft = from_html(page(f"<p>{FIRST}</p><p>{SECOND}</p><p>{cut}</p>{verses}<p>{FOURTH}</p>"))
    assert draft.paragraphs == (FIRST, SECOND, THIRD, "Grey is the quay.", "The lorries are gone.", FOURTH)


def test_reader_comments_are_furniture() -> None:
    comments = (
        '<section id="comments" class="comments"><h3>2 comments</h3><div class="comment"><p>They should have done this '
        "ten years ago, said my neighbour, and I agree with every word of it.</p></div></section>"
    )
    draft = from_html(page(below=comments))
    assert draft.paragraphs == PARAGRAPHS
    assert "comments" in whys(draft).values()


def test_a_cookie_notice_is_a_legal_notice() -> None:
    notice = "<p>We use cookies to improve your visit. By continuing you accept them.</p>"
    draft = from_html(page(below=f'<div class="cookie-banner">{notice}</div>'))
    assert draft.paragraphs == PARAGRAPHS
    assert "legal notice" in whys(draft).values()


def test_an_amp_page_with_elements_of_its_own() -> None:
    inner = '<amp-ad type="x"><div>Advertisement</div></amp-ad><amp-social-share></amp-social-share>'
    assert from_html(between(inner)).paragraphs == PARAGRAPHS


def test_a_text_that_only_a_script_would_show_is_taken_from_json_ld() -> None:
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"'
        + TITLE
        + '","articleBody":"'
        + "\\n\\n".join(PARAGRAPHS)
        + '"}</script>'
    )
    draft = from_html(page("<p>Loading the story, please wait until it has been fetched.</p>", head))
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Please log in to read on.</p>",
        "<p>Sign in</p><form><input name=a><button>Go</button></form>",
        "".join(
            f'<div class="item"><h2><a href="/{i}">{TITLE} for the {i}th time</a></h2><p>The council of Vessel Point '
            f"decided on day {i} to look at the quay once more, and put the vote off.</p></div>"
            for i in range(2, 14)
        ),
    ],
    ids=["nothing", "login wall", "form", "index page"],
)
def test_a_page_without_an_article_says_so(body: str) -> None:
    with pytest.raises(NoArticle):
        from_html(
            f"<html><head><title>The Tidewater Post</title></head><body>{NAVIGATION}{body}</body></html>"
        )


def test_nothing_visible_is_lost() -> None:
    inner = '<p>Read more: <a href="/a">Ferry fares rise</a></p><div class="x">A line on its own</div>'
    draft = from_html(page(BODY + inner, above="<p class='byline'>By Ida Lamb, 18 November 2019</p>"))
    shown = [*draft.paragraphs, *(item.text for item in draft.furniture), draft.title]
    for text in (
        *PARAGRAPHS,
        "Town",
        "Sea",
        "Sport",
        TITLE,
        "A line on its own",
        "By Ida Lamb, 18 November 2019",
    ):
        assert shown.count(text) == 1
