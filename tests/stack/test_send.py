"""What cannot be dropped into the inbox is told in one line."""

from __future__ import annotations

import email
from typing import TYPE_CHECKING

import pytest

from stack.cli import main
from stack.send import vouched
from stack.serve import Stack

if TYPE_CHECKING:
    from pathlib import Path


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
