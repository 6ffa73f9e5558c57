from __future__ import annotations

import time
from email import policy
from email.message import EmailMessage
from textwrap import dedent

import pytest

from onrecord.pages import Damaged, Found, RawPage, pages_from

from ..papers import press_release

HTML = "<html><body><h1>Ferries</h1><p>The mayor said: “Not before May.”</p></body></html>"


def letter(subject: str = "Ferries", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Quay <news@quay.example>"
    message["To"] = "reader@osby.example"
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0200"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("The mayor said: “Not before May.”")
    return message


def read(data: bytes | EmailMessage, name: str = "letter", limit: int = 1_000_000) -> list[Found]:
    if isinstance(data, EmailMessage):
        data = data.as_bytes(policy=policy.SMTP)
    return list(pages_from(data, name, limit=limit))


def one(data: bytes | EmailMessage) -> RawPage:
    [page] = read(data)
    assert isinstance(page, RawPage), page
    return page


def test_a_newsletter_is_its_html() -> None:
    message = letter(
        "Fähren fahren wieder", List_Id="<news.quay.example>", Archived_At="<https://quay.example/mail/1>"
    )
    message.add_alternative(
        HTML, subtype="html", charset="iso-8859-15", cte="quoted-printable"
    ) if False else None
    message.add_alternative(HTML, subtype="html")
    page = one(message)
    assert page.data.decode(page.charset or "").strip() == HTML
    assert (page.name, page.media_type, page.title) == ("letter", "text/html", "Fähren fahren wieder")
    assert (page.published, page.outlet, page.byline) == ("2026-03-03T10:00:00+02:00", "The Quay", ())
    assert page.url == "https://quay.example/mail/1"


def test_plain_mail_is_from_a_person() -> None:
    page = one(letter())
    assert (page.media_type, page.byline, page.outlet) == ("text/plain", ("The Quay",), None)
    assert page.data.decode().strip() == "The mayor said: “Not before May.”"


def test_a_press_release_attached_is_a_page_of_its_own() -> None:
    message = letter()
    paper = press_release()
    message.add_attachment(paper, maintype="application", subtype="pdf", filename="release.pdf")
    body, release = read(message)
    assert isinstance(body, RawPage) and isinstance(release, RawPage)
    assert (body.name, release.name) == ("letter", "letter-2")
    assert (release.media_type, release.data) == ("application/pdf", paper)


def test_mail_without_text_says_so() -> None:
    message = letter()
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    [row] = read(message)
    assert isinstance(row, Damaged) and row.reason == "the message holds no text"


def saved_page() -> bytes:
    return (
        dedent("""\
        From: <Saved by Blink>
        Snapshot-Content-Location: https://quay.example/ferries
        Subject: Ferries - The Quay
        Date: Wed, 4 Mar 2026 08:00:00 -0000
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html"; boundary="----Boundary"

        ------Boundary
        Content-Type: text/html
        Content-ID: <frame-1@mhtml.blink>
        Content-Transfer-Encoding: quoted-printable
        Content-Location: https://quay.example/ferries

        <html><body><p>The mayor said: =E2=80=9CNot before May.=E2=80=9D</p></bod=
        y></html>
        ------Boundary
        Content-Type: text/html
        Content-Location: https://ads.example/frame

        <html><body>Buy a boat</body></html>
        ------Boundary
        Content-Type: image/png
        Content-Transfer-Encoding: base64
        Content-Location: https://quay.example/logo.png

        iVBORw0KGgo=
        ------Boundary--
        """)
        .encode()
        .replace(b"\n", b"\r\n")
    )


def test_a_saved_page_is_its_first_document() -> None:
    page = one(saved_page())
    assert page.data.decode().strip() == "<html><body><p>The mayor said: “Not before May.”</p></body></html>"
    assert (page.url, page.media_type) == ("https://quay.example/ferries", "text/html")
    assert (page.published, page.retrieved) == (
        None,
        "2026-03-04T08:00:00",
    )  # saved then, whenever it came out


class TestMbox:
    def box(self, *messages: EmailMessage) -> bytes:
        envelope = b"From news@quay.example Tue Mar  3 10:00:00 2026\n"
        return b"".join(
            envelope + message.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n" for message in messages
        )

    def test_each_message_is_a_page_with_its_place(self) -> None:
        second = letter("Second")
        second.set_content("From Varnholm to Osby\nthe ferries stopped.\n\nFrom May on, they run.\n")
        data = self.box(letter("First"), second, letter("Third"))
        found = read(data, "letters.mbox")
        pages = [page for page in found if isinstance(page, RawPage)]
        assert [(page.name, page.title) for page in pages] == [
            ("letters-1", "First"),
            ("letters-2", "Second"),
            ("letters-3", "Third"),
        ]
        assert pages[1].data.decode().startswith("From Varnholm to Osby\nthe ferries stopped.\n\nFrom May on")
        for page in pages:
            assert page.offset is not None and page.length is not None
            assert data[page.offset :].startswith(b"From news@")
        assert [page.offset for page in pages[1:]] == [
            (page.offset or 0) + (page.length or 0) for page in pages[:2]
        ]

    def test_a_message_over_the_limit_is_named_and_the_others_read(self) -> None:
        large = letter("Large")
        large.set_content("word " * 5000)
        found = read(self.box(letter("First"), large, letter("Third")), limit=10_000)
        assert [type(row) for row in found] == [RawPage, Damaged, RawPage]


@pytest.mark.parametrize(
    "headers",
    [
        b"From: a@b\nSubject: =?utf-8?q?=ZZ?=\nDate: never\nTo: <<<>>>,,\n",
        b"From: a@b\nSubject: " + b"=?utf-8?b?" * 1000 + b"\nDate: Tue\nTo: x\n",
        b"From: \xff\xfe\nSubject: \x00\nTo: x\nContent-Type: text/plain; charset=nonsense\n",
        b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=\n",
        b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/related; boundary=x; start=<none>\n",
        b"From: a\nTo: b\nSubject: c\nContent-Transfer-Encoding: base64\nContent-Type: text/html\n",
    ],
)
def test_malformed_mail_never_fails_otherwise_than_by_a_row(headers: bytes) -> None:
    for row in read(headers + b"\nThe mayor said no.\n--x\n\nmore\n--x--\n", "letter.eml"):
        assert isinstance(row, (RawPage, Damaged))


def test_endless_headers_take_no_endless_time() -> None:
    started = time.process_time()
    for header in (
        b"Content-Type: text/plain; " + b"a=b; " * 50_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
    ):
        read(b"From: a@b\nTo: c@d\nDate: x\n" + header + b"\n\nThe mayor said no.\n", "letter.eml")
    assert time.process_time() - started < 3


MULTIPARTS = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(200)
)


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
        b"Content-Type: multipart/alternative; boundary=b\n\n" + b"--b\n\n" * 50_000,
        MULTIPARTS + b"\n" * 400_000,
    ],
    ids=["many parts", "many empty parts", "many lines deep within parts"],
)
def test_mail_of_too_many_parts_is_refused_before_it_takes_long(rest: bytes) -> None:
    started = time.process_time()
    [row] = read(b"From: a@b\nTo: c@d\nDate: x\n" + rest, "letter.eml")
    assert isinstance(row, Damaged) and row.reason == "it has too many parts, or too many within one another"
    assert time.process_time() - started < 4


def test_a_page_saved_with_hundreds_of_pictures_is_read() -> None:
    picture = b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + b"iVBORw0KGgo=\n" * 60
    html = b"--b\nContent-Type: text/html\n\n<p>The mayor said no.</p>\n"
    head = b"From: a@b\nTo: c@d\nDate: x\nContent-Type: multipart/related; boundary=b\n\n"
    [page] = read(head + html + picture * 300 + b"--b--\n", "page.mhtml")
    assert isinstance(page, RawPage) and b"said no" in page.data
