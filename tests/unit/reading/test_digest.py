"""Two deliveries of one mail have one key; another content has another."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_builders import a_mail

from crossdock.reading.mail.digest import mail_key

MAIL = a_mail("P00325 is delayed.\nNew date: 18 December.\n")

TEXT = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=200)


def encoded(text: str, encoding: str) -> bytes:
    """Return the mail with that text in a transfer encoding."""
    data = text.encode()
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding](
        data
    )
    head = a_mail("", content_transfer_encoding=encoding).rstrip(b"\n")
    return head + b"\n\n" + body


@pytest.mark.parametrize(
    ("_case", "other"),
    [
        ("trace headers", b"Received: from a by b; now\nDelivered-To: other@buyer.example\n" + MAIL),
        (
            "spam headers",
            b"X-Spam-Score: 1\nX-Folder: archive\nAuthentication-Results: mx; dkim=pass\n" + MAIL,
        ),
        ("line ends", MAIL.replace(b"\n", b"\r\n")),
        ("blanks at line ends", MAIL.replace(b"delayed.\n", b"delayed.  \n")),
        ("marked subject", MAIL.replace(b"Subject: Your", b"Subject: [EXTERN] Your")),
        ("date in another zone", MAIL.replace(b"09:00:00 +0000", b"10:00:00 +0100")),
        ("folded header", MAIL.replace(b"From: Bolt Sales", b"From: Bolt\n Sales")),
    ],
)
def test_the_way_to_us_changes_nothing(_case: str, other: bytes) -> None:
    assert mail_key(other) == mail_key(MAIL)


@pytest.mark.parametrize(
    ("_case", "other"),
    [
        ("text", MAIL.replace(b"18 December", b"19 December")),
        ("sender", MAIL.replace(b"sales@bolt", b"other@bolt")),
        ("day", MAIL.replace(b"20 Nov", b"21 Nov")),
        ("message id", MAIL.replace(b"<1@bolt", b"<2@bolt")),
    ],
)
def test_another_content_is_another_fact(_case: str, other: bytes) -> None:
    assert mail_key(other).digest != mail_key(MAIL).digest


def test_a_mail_without_message_id_has_a_key_too() -> None:
    raw = a_mail("Hello", message_id="")

    assert mail_key(raw).message_id is None
    assert mail_key(raw) == mail_key(b"Received: x\n" + raw)


def test_the_canonical_form_of_version_1_never_changes() -> None:
    assert mail_key(MAIL).digest == "ebaa4937be1c4f6cbbbbb1930e14162f19b039608018dc2aa00e16b5e6942f7e"
    assert mail_key(b"").digest == "ee0b1978077e40d856c2e11fd91d43b1b4d8c5faeb202f04078902036916d644"


@given(TEXT)
def test_the_transfer_encoding_changes_nothing(text: str) -> None:
    keys = {mail_key(encoded(text, encoding)) for encoding in ("base64", "quoted-printable", "8bit")}

    assert len(keys) == 1


@given(TEXT, TEXT)
def test_different_texts_have_different_keys(one: str, other: str) -> None:
    same = one.encode().rstrip() == other.encode().rstrip()

    assert (mail_key(encoded(one, "base64")) == mail_key(encoded(other, "base64"))) is same


@given(
    st.binary(max_size=1_000),
    st.lists(st.sampled_from([b"Received: x", b"X-Y: z", b"Delivered-To: q"]), max_size=4),
)
def test_headers_of_the_way_never_change_a_key(body: bytes, headers: list[bytes]) -> None:
    raw = b"From: a@b.example\n\n" + body

    assert mail_key(b"".join(header + b"\n" for header in headers) + raw) == mail_key(raw)
