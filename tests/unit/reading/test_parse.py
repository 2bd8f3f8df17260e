"""Any bytes become content; what cannot be read is said and never raised."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_builders import a_mail

from crossdock.reading.mail.digest import mail_key
from crossdock.reading.mail.parse import identify, parse

GERMAN = "Grüße aus Österreich, die Lieferung verspätet sich: 5 Stück à 3,20 €"


def codes(raw: bytes) -> set[str]:
    """Return the problem codes of a parsed mail."""
    return {problem.code for problem in parse(raw).problems}


def with_body(body: bytes, content_type: str, encoding: str = "8bit") -> bytes:
    """Return a mail whose body is given as bytes."""
    head = a_mail("", content_type=content_type, content_transfer_encoding=encoding).rstrip(b"\n")
    return head + b"\n\n" + body


@pytest.mark.parametrize(
    ("_case", "data", "content_type", "encoding"),
    [
        ("utf-8", GERMAN.encode(), "text/plain; charset=utf-8", "8bit"),
        ("cp1252 called latin-1", GERMAN.encode("cp1252"), "text/plain; charset=iso-8859-1", "8bit"),
        ("utf-8 called ascii", GERMAN.encode(), "text/plain; charset=us-ascii", "8bit"),
        ("no label", GERMAN.encode(), "text/plain", "8bit"),
        ("no label, cp1252", GERMAN.encode("cp1252"), "text/plain", "8bit"),
        ("unknown label", GERMAN.encode("cp1252"), "text/plain; charset=x-nonsense", "8bit"),
        ("wrong label", GERMAN.encode("cp1252"), "text/plain; charset=utf-8", "8bit"),
        ("base64", base64.encodebytes(GERMAN.encode()), "text/plain; charset=utf-8", "base64"),
        (
            "quoted-printable",
            quopri.encodestring(GERMAN.encode()),
            "text/plain; charset=utf-8",
            "quoted-printable",
        ),
        ("utf-16", GERMAN.encode("utf-16"), "text/plain; charset=utf-16", "8bit"),
        (
            "html",
            f"<p>{GERMAN}</p>".encode("latin-1", "xmlcharrefreplace"),
            "text/html; charset=latin-1",
            "8bit",
        ),
    ],
)
def test_text_is_read_in_whatever_charset_it_is(
    _case: str, data: bytes, content_type: str, encoding: str
) -> None:
    content = parse(with_body(data, content_type, encoding))

    assert content.newest_text == GERMAN
    assert content.language == "de"


def test_a_wrong_charset_label_is_told() -> None:
    assert "charset_guessed" in codes(with_body(GERMAN.encode("cp1252"), "text/plain; charset=utf-8"))


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"%PDF-1.7 binary", b"\x00\x01\x02", b"hello world", b"a: b\n\nc"]
)
def test_bytes_that_are_no_mail_are_called_so(raw: bytes) -> None:
    assert "not_a_mail" in codes(raw)
    assert identify(raw) is None


def test_an_empty_mail_is_a_mail_without_text() -> None:
    assert codes(a_mail("")) == {"no_text"}


def test_of_two_alternatives_the_plain_one_is_read() -> None:
    body = (
        "--b\nContent-Type: text/plain\n\nplain words here\n"
        "--b\nContent-Type: text/html\n\n<p>html words here</p>\n--b--"
    )

    assert (
        parse(a_mail(body, content_type='multipart/alternative; boundary="b"')).newest_text
        == "plain words here"
    )


def test_html_alone_is_read_as_its_reader_sees_it() -> None:
    body = (
        "<html><head><title>t</title><style>.x{color:red}</style></head><body><p>Line one<br>Line two</p>"
        "<table><tr><td>A</td><td>B</td><td>C</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
        "</body></html>"
    )

    content = parse(a_mail(body, content_type="text/html; charset=utf-8"))

    assert content.newest_text == "Line one\nLine two\n\nA\tB\tC\n1\t2\t3"
    assert content.has_tables


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="display:none">secret</p>',
        '<p style="color:#ffffff">secret</p>',
        '<span style="font-size:0px">secret</span>',
        '<p style="visibility: hidden">secret</p>',
        '<div style="max-height:0;overflow:hidden">secret</div>',
        "<p hidden>secret</p>",
        '<font color="white">secret</font>',
        '<style>.h{display:none}</style><p class="h">secret</p>',
    ],
)
def test_text_that_a_reader_cannot_see_is_no_content(markup: str) -> None:
    content = parse(a_mail(f"<body><p>seen</p>{markup}</body>", content_type="text/html; charset=utf-8"))

    assert content.newest_text == "seen"
    assert content.hidden_text == "secret"


@pytest.mark.parametrize(
    "markup",
    [
        "<del>delayed</del>",
        "<s>delayed</s>",
        "<strike>delayed</strike>",
        '<span style="text-decoration: line-through">delayed</span>',
        '<style>.o{text-decoration:line-through}</style><b class="o">delayed</b>',
    ],
)
@pytest.mark.parametrize("head", ["", "Content-Type: text/plain\n\nP1 delayed confirmed\n--b\n"])
def test_text_struck_through_was_taken_back(markup: str, head: str) -> None:
    body = f"--b\n{head}Content-Type: text/html\n\n<p>P1 {markup} confirmed</p>\n--b--"
    content = parse(a_mail(body, content_type='multipart/alternative; boundary="b"'))

    assert content.newest_text == "P1 confirmed"
    assert content.hidden_text == ""


def test_white_text_on_a_dark_ground_is_seen() -> None:
    markup = '<td style="background-color:#003366"><p style="color:#ffffff">shown</p></td>'

    assert "shown" in parse(a_mail(f"<table><tr>{markup}</tr></table>", content_type="text/html")).newest_text


def test_an_attached_mail_gives_its_attachments_and_references() -> None:
    inner = a_mail(
        "--i\nContent-Type: text/plain\n\nOrder P00777\n"
        '--i\nContent-Type: application/pdf; name="x.pdf"\n\n%PDF\n--i--',
        content_type='multipart/mixed; boundary="i"',
    ).decode()
    body = f"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--"

    content = parse(a_mail(body, content_type='multipart/mixed; boundary="b"'))

    assert content.newest_text == "See below."
    assert [(a.name, a.is_message) for a in content.attachments] == [("message.eml", True), ("x.pdf", False)]
    assert [r.text for r in content.order_references] == ["P00777"]


def test_flowed_lines_are_joined_and_quotes_are_not() -> None:
    text = "This line goes \non here.\n> quoted\nNew line."

    content = parse(a_mail(text, content_type="text/plain; charset=utf-8; format=flowed"))

    assert content.newest_text == "This line goes on here.\nNew line."


def test_headers_are_decoded() -> None:
    content = parse(
        a_mail("x", subject="=?iso-8859-1?q?Versp=E4tung?= P00325", from_='"Müller, A." <A.M@Bolt.example>')
    )

    assert content.subject == "Verspätung P00325"
    assert (content.from_name, content.from_address) == ("Müller, A.", "a.m@bolt.example")


@pytest.mark.parametrize(
    ("headers", "is_automatic"),
    [
        ({"Auto-Submitted": "auto-replied"}, True),
        ({"Auto-Submitted": "no"}, False),
        ({"X-Autoreply": "yes"}, True),
        ({"Precedence": "auto_reply"}, True),
        ({}, False),
    ],
)
def test_automatic_answers_are_known_by_their_headers(headers: dict[str, str], is_automatic: bool) -> None:
    assert parse(a_mail("x", headers=headers)).auto_submitted is is_automatic


def test_a_bounce_names_the_order_of_the_mail_that_came_back() -> None:
    body = (
        "--b\nContent-Type: text/plain\n\nCould not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: failed\n"
        "--b\nContent-Type: text/rfc822-headers\n\nSubject: Purchase Order P00325\n--b--"
    )

    content = parse(a_mail(body, content_type='multipart/report; report-type=delivery-status; boundary="b"'))

    assert content.is_bounce
    assert [r.text for r in content.order_references] == ["P00325"]


@pytest.mark.parametrize(
    ("_case", "raw"),
    [
        ("deep nesting", b"From: a@b.example\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1500))),
        ("many parts", b'From: a@b.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
            + b"--b\n\nx\n" * 20_000),
        ("long line", a_mail("P00325 " * 200_000)),
        ("deep html", a_mail("<div>" * 20_000 + "x", content_type="text/html")),
        ("digits", a_mail("1" * 500_000)),
        ("quotes", a_mail("> " * 100_000)),
        ("no end", a_mail("On 1 wrote " * 50_000)),
        ("blanks", a_mail("order " + " " * 200_000 + "x")),
    ],
)  # fmt: skip
@pytest.mark.timeout(120)  # unbounded work would take hours
def test_a_hostile_mail_costs_bounded_work(_case: str, raw: bytes) -> None:
    parse(raw)
    assert identify(raw) == mail_key(raw).digest


HEADERS = st.sampled_from(
    [
        b"From",
        b"Subject",
        b"Date",
        b"Content-Type",
        b"Content-Transfer-Encoding",
        b"Message-ID",
        b"References",
    ]
)
PIECES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=b",
            b"--b\n",
            b"=?utf-8?b?abcde?=",
            b"=?x?q?=zz?=",
            b"text/html; charset=utf-7",
            b"message/rfc822",
            b"base64",
            b"\n\n",
            b"<p style='display:none",
            b"Thu, 99 Foo 20261 99:99",
            b"charset*0*=''%ff",
        ]
    ),
)


@given(st.binary(max_size=2_000))
def test_no_bytes_make_parse_raise(raw: bytes) -> None:
    parse(raw)


@settings(max_examples=300)
@given(st.lists(st.tuples(HEADERS, PIECES), max_size=8), st.lists(PIECES, max_size=12))
def test_no_broken_mail_makes_parse_raise(headers: list[tuple[bytes, bytes]], pieces: list[bytes]) -> None:
    parse(b"".join(name + b": " + value + b"\n" for name, value in headers) + b"\n" + b"".join(pieces))
