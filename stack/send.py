"""`make stack-send`: drop a mail into the running stack's inbox."""

from __future__ import annotations

import datetime
import email
import email.utils
from typing import TYPE_CHECKING

from crossdock.samples import AUTHSERV_ID, has_places, load_mails, render
from stack.errors import StackError
from stack.serve import STATE_FILE, Stack, default_home
from stack.shell import say

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

NOT_RUNNING = (
    "no inbox answers for the stack in {home}; is `make stack` running in another terminal? "
    "(Started with CROSSDOCK_STACK_HOME, it wants the same here.)"
)


def send(options: argparse.Namespace) -> int:
    """Drop a mail (or all samples) into the inbox, with our mail server's verdict on the sender."""
    mails = []
    today = datetime.datetime.now(datetime.UTC).date()
    if options.sample:
        mails = load_mails(today)
    if options.file is not None:
        mails.append(filled_in(options.file.name, read_mail(options.file), today))
    if not mails:
        raise StackError("name a file, or use --sample")
    home: Path = options.home or default_home()
    if not (home / STATE_FILE).exists():
        raise StackError(NOT_RUNNING.format(home=home))
    dovecot = Stack(home).dovecot()
    if not dovecot.is_ready():
        raise StackError(NOT_RUNNING.format(home=home))
    for name, raw in mails:
        dovecot.append(raw if options.as_is else vouched(raw))
        say(f"{name} lies in the inbox of purchasing")
    return 0


def read_mail(path: Path) -> bytes:
    """Return a mail's bytes; raise `StackError` for what cannot be one."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StackError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    if not raw.strip():
        raise StackError(f"{path} is empty; give a mail with its headers (.eml)")
    return raw


def filled_in(name: str, raw: bytes, today: datetime.date) -> tuple[str, bytes]:
    """Return what to call a mail, and its bytes: a sample, or one made of it, gets its dates of today."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:  # the samples are UTF-8, whatever charset they name
        return name, raw
    if not has_places(text):
        return name, raw
    return f"{name} (its dates filled in as of {today})", render(text.replace("\r\n", "\n"), today)


def vouched(raw: bytes) -> bytes:
    """Return the mail with our server's Authentication-Results on top, unless it has one of ours already."""
    message = email.message_from_bytes(raw)
    if any(AUTHSERV_ID in str(value) for value in message.get_all("Authentication-Results", [])):
        return raw
    domain = email.utils.parseaddr(str(message.get("From", "")))[1].rpartition("@")[2] or "unknown.invalid"
    return f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n".encode() + raw
