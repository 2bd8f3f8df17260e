"""One line of the sidecar's JSON log as people want to read it: which mail, which order, what came of it.

The log holds ids alone; the sidecar's API says what they stand for. Of a mail's text only a question that the
supplier asks is printed.
"""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from stack.client import Client, ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = frozenset({"at", "level", "logger", "event", "request_id", "stack", "flow", "span_id"})
COLOURS = {"warning": "33", "error": "31", "critical": "31;1"}
OUTCOMES = {
    "accepted": "accepted",
    "exception": "needs a human",
    "review": "needs a human to look",
    "no_action": "nothing to do",
    "stored": "stored, decided later",
    "duplicate": "known already",
}
MODES_THAT_WRITE = frozenset({"mode_propose", "mode_act"})
MAX_TEXT = 300
MAX_WHY = 180  # what comes of a mail stands behind the reasons, and must be seen


class Teller:
    """Puts log lines into words, asking the sidecar what their ids stand for."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._standing: dict[str, str] = {}
        self._words: dict[str, Callable[[dict[str, Any]], str | None]] = {
            "mailbox fetched": _fetched,
            "mail decided": self._decided,
            "inbox swept": _swept,
            "outbox delivered": _delivered,
            "odoo change followed": self._change,
            "odoo followed": lambda _: None,  # each change was told already
            "request answered": _refused,
            "policy version in force": _policies,
            "clock job waits": lambda entry: f"{entry.get('flow')} waits: {entry.get('code')}",
            "clock job goes on": lambda entry: f"{entry.get('flow')} goes on",
        }

    def readable(self, line: str) -> str | None:
        """Return a log line for people; None where it says nothing new to them."""
        try:
            entry: dict[str, Any] = json.loads(line)
        except ValueError:
            return printable(line) or None
        level = str(entry.get("level", "info"))
        if level == "debug" or str(entry.get("logger", "")).startswith("gunicorn"):
            return None
        try:
            told = self._words.get(str(entry.get("event")), _plainly)(entry)
        except (ClientError, OSError, KeyError):
            told = _plainly(entry)  # the sidecar is too busy to explain its log
        if told is None:
            return None
        text = f"{str(entry.get('at', ''))[11:19]}  {printable(told)}"
        return f"\033[{COLOURS[level]}m{text}\033[0m" if level in COLOURS and sys.stdout.isatty() else text

    def _decided(self, entry: dict[str, Any]) -> str:
        # a mail that is decided answers what was decided then
        answer = self._client.post("/v1/supplier-mails", {"inbox_id": entry["inbox_id"]})
        return told_mail(answer)

    def _change(self, entry: dict[str, Any]) -> str | None:
        if not entry.get("case_key"):
            return f"Odoo: an order line was changed ({entry.get('kind')})"
        case = self._client.get(f"/v1/exceptions/{entry['case_key']}")["exception"]
        how = f" ({case['resolution_code']})" if case["resolution_code"] else ""
        told = f"Odoo: exception {case['name']} “{case['title']}” is {case['state']}{how}"
        if self._standing.get(entry["case_key"]) == told:
            return None  # Odoo tells of each write: a button writes several times
        self._standing[entry["case_key"]] = told
        return told


def told_mail(answer: dict[str, Any]) -> str:
    """Return what became of a mail: which one, the outcome, why, and the exceptions that stand for it."""
    why = _cut("; ".join(reasons_told(answer)), MAX_WHY)
    refs = [
        f"exception {ref['name']} {'opened' if ref['is_new'] else 'updated'}" for ref in answer["exceptions"]
    ]
    outcome = OUTCOMES.get(answer["outcome"], answer["outcome"])
    told = f"{_which_mail(answer)}: {outcome}"
    return " → ".join([f"{told}: {why}" if why else told, *([", ".join(refs)] if refs else [])])


def reasons_told(answer: dict[str, Any]) -> list[str]:
    """Return why a mail was decided so, each reason once; of modes only those that write nothing."""
    told = (_why(reason) for reason in answer["reasons"] if reason["code"] not in MODES_THAT_WRITE)
    return list(dict.fromkeys(told))


def _why(reason: dict[str, Any]) -> str:
    """Return a reason; a supplier's question in its own words."""
    if reason["code"] != "supplier_question" or not reason["evidence"]:
        return str(reason["text"])
    return f"{reason['text'].removesuffix(' something')}: “{' '.join(reason['evidence'].split())}”"


def _which_mail(answer: dict[str, Any]) -> str:
    """Return what people know a mail by: its subject, else who wrote it; a number where neither was read."""
    if answer["subject"].strip():
        return f"mail “{answer['subject']}”"
    sender = ((answer.get("reading") or {}).get("sender") or {}).get("address")
    return f"mail without subject from {sender}" if sender else f"mail number {answer['inbox_id']}"


def printable(text: str) -> str:
    """Return text on one line without control characters, which a mail could aim at the terminal."""
    return _cut("".join(char if char.isprintable() else " " for char in text).strip(), MAX_TEXT)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _plainly(entry: dict[str, Any]) -> str:
    values = (f"{name}={value}" for name, value in entry.items() if name not in QUIET and value != "")
    return " ".join([str(entry.get("event", "")), *values])


def _refused(entry: dict[str, Any]) -> str | None:
    """Tell of a request that failed; what others ask and get says nothing about mails."""
    if int(entry["status"]) < HTTPStatus.BAD_REQUEST:
        return None
    return f"{entry['method']} {entry['route']} was answered {entry['status']}"


def _policies(entry: dict[str, Any]) -> str:
    return f"policies {str(entry['policy_version'])[:12]} are in force"


def _fetched(entry: dict[str, Any]) -> str:
    known = entry.get("known", 0)
    again = f", {_count(known, 'mail')} known already: nothing is doubled" if known else ""
    return f"inbox {entry.get('mailbox')}: {_count(entry.get('new', 0), 'new mail')}{again}"


def _swept(entry: dict[str, Any]) -> str | None:
    """Tell of facts that wait for Odoo; what another request has in hand just now will be told as a mail."""
    left = entry.get("left", 0)
    if not left or entry.get("outcome") != "erp_unavailable":
        return None
    return f"{_count(left, 'fact')} waiting for Odoo"


def _delivered(entry: dict[str, Any]) -> str:
    told = [f"delivered {_count(entry.get('sent', 0), 'effect')}"]
    if entry.get("failed"):
        told.append(f"{entry['failed']} to be repeated")
    if entry.get("dead"):
        told.append(f"{entry['dead']} given up (dead letters)")
    return ", ".join(told)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
