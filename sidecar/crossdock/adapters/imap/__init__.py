"""Mailboxes over IMAP: the only place that knows an IMAP library."""

from __future__ import annotations

from crossdock.adapters.imap.account import ImapAccount as ImapAccount
from crossdock.adapters.imap.mailbox import ImapMailbox as ImapMailbox
from crossdock.adapters.imap.marking import Marking as Marking
