"""Ports: what the flows need from the outside, by role. Each has a real and a shipped memory adapter."""

from __future__ import annotations

from crossdock.ports.clock import Clock
from crossdock.ports.erp import CaseStanding, ChangePage, Erp, ErpChange, ErpChangeKind
from crossdock.ports.events import EventSender
from crossdock.ports.json_types import JsonObject
from crossdock.ports.ledger import Ledger
from crossdock.ports.mailbox import FetchedMail, FetchPage, FolderCursor, Mailbox, MailPlace
from crossdock.ports.policies import Policies, PolicySource
from crossdock.ports.records import (
    ApiKey,
    CaseWrite,
    InboxEntry,
    InboxResult,
    InboxState,
    JournalDraft,
    JournalEntry,
    LedgerCase,
    NewFact,
    OutboxRow,
    OutboxState,
    PolicyVersion,
    PurgeBefore,
    Purged,
    Recording,
    RequestSlot,
    RequestState,
    Settlement,
    TimedFact,
)

__all__ = [
    "ApiKey",
    "CaseStanding",
    "CaseWrite",
    "ChangePage",
    "Clock",
    "Erp",
    "ErpChange",
    "ErpChangeKind",
    "EventSender",
    "FetchPage",
    "FetchedMail",
    "FolderCursor",
    "InboxEntry",
    "InboxResult",
    "InboxState",
    "JournalDraft",
    "JournalEntry",
    "JsonObject",
    "Ledger",
    "LedgerCase",
    "MailPlace",
    "Mailbox",
    "NewFact",
    "OutboxRow",
    "OutboxState",
    "Policies",
    "PolicySource",
    "PolicyVersion",
    "PurgeBefore",
    "Purged",
    "Recording",
    "RequestSlot",
    "RequestState",
    "Settlement",
    "TimedFact",
]
