"""What cannot be dropped into the inbox is told in one line."""

from __future__ import annotations

import email
from datetime import date
from pathlib import Path

import pytest

from crossdock import samples
from stack.cli import main
from stack.send import filled_in, vouched
from stack.serve import Stack

TODAY = date(2026, 11, 23)
SAMPLES = Path(samples.__file__).parent / "mails"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """A mail in a file."""
    path = tmp_path / "delay.eml"
    path.write_bytes(b"From: Sales <sales@supplier.example>\r\nSubject: late\r\n\r\nlater\r\n")
    return path


def sent(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["send", *arguments])
    return code, capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("missing.eml", "missing.eml: no such file or directory"),
        ("folder", "folder: is a directory"),
        ("empty.eml", "empty.eml is empty; give a mail with its headers (.eml)"),
    ],
)
def test_a_file_that_holds_no_mail_is_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.eml").write_text("\n")

    code, told = sent(capsys, str(tmp_path / name))

    assert (code, told) == (1, f"stack: {tmp_path}/{text}")


def test_a_stack_that_never_ran_is_told_and_nothing_is_made(
    tmp_path: Path, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = sent(capsys, str(mail), "--home", str(tmp_path / "stack"))

    assert code == 1
    assert told.startswith(f"stack: no inbox answers for the stack in {tmp_path / 'stack'}; is `make stack`")
    assert not (tmp_path / "stack").exists()


def test_a_stack_that_is_stopped_is_told(
    tmp_path: Path, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Stack(tmp_path / "stack")

    code, told = sent(capsys, str(mail), "--home", str(tmp_path / "stack"))

    assert code == 1
    assert told.startswith(f"stack: no inbox answers for the stack in {tmp_path / 'stack'}; is `make stack`")


def test_no_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert sent(capsys) == (1, "stack: name a file, or use --sample")


def test_our_mail_server_vouches_for_the_sender_once(mail: Path) -> None:
    raw = vouched(mail.read_bytes())

    assert email.message_from_bytes(raw).get_all("Authentication-Results") == [
        "mx.demo.example; dmarc=pass header.from=supplier.example"
    ]
    assert vouched(raw) == raw


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.eml")), ids=lambda path: path.stem)
def test_a_sample_file_is_sent_as_the_sample_itself(path: Path) -> None:
    _, raw = filled_in(path.name, path.read_bytes(), TODAY)

    assert raw == dict(samples.load_mails(TODAY))[path.stem]


def test_a_mail_whose_dates_are_filled_in_is_told_so() -> None:
    name, _ = filled_in("late.eml", b"Subject: late\r\n\r\non {d:+39|%d %B}\r\n", TODAY)

    assert name == "late.eml (its dates filled in as of 2026-11-23)"


@pytest.mark.parametrize("body", [b"on {1 January}", "on 1 M\u00e4rz".encode("latin-1")])
def test_a_mail_without_such_places_is_sent_as_it_is(body: bytes) -> None:
    raw = b"Subject: late\n\n" + body

    assert filled_in("late.eml", raw, TODAY) == ("late.eml", raw)
