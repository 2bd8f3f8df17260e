"""`make demo`: the sidecar under gunicorn on SQLite and the memory ERP, fed with our own sample mails."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossdock.samples import load_mails
from stack.client import Client
from stack.errors import CommandFailed, StackError
from stack.hold import hold
from stack.ports import free_port
from stack.probe import answers as answers_page
from stack.serve import until_stopped
from stack.shell import say
from stack.sidecar import REPOSITORY, Sidecar
from stack.telling import reasons_told

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = REPOSITORY / ".demo"
POLICIES = REPOSITORY / "sidecar" / "crossdock" / "samples" / "policies"
SCOPES = (
    "mails:write,exceptions:read,exceptions:write,outbox:deliver,sweeps:run,"
    "journal:read,dead_letters:read,metrics:read"
)
PREFERRED_PORT = 8000
DEMO = "demo"


def main() -> int:
    """Start, send, show, and stay up until Ctrl-C (`DEMO_EXIT=1` ends at once)."""
    with hold(HOME, "a demo", "stop it first"):
        _run()
    return 0


def _run() -> None:
    began = time.monotonic()
    for leftover in ("state", "sidecar"):
        shutil.rmtree(HOME / leftover, ignore_errors=True)
    variables = {
        "CROSSDOCK_STATE_DIR": str(HOME / "state"),
        "CROSSDOCK_ERP": "memory",
        "CROSSDOCK_POLICIES_DIR": str(POLICIES),
        "CROSSDOCK_AUTHSERV_ID": "mx.demo.example",
    }
    key = make_key({**os.environ, **variables}, name="demo", scopes=SCOPES)
    with Sidecar(variables, home=HOME / "sidecar", port=_port()) as sidecar:
        client = Client(sidecar.url, key)
        answers = _send_all(client)
        _show(answers)
        opened = len(client.get("/v1/exceptions?state=open&limit=100")["exceptions"])
        say(_summary(len(answers), opened, time.monotonic() - began), who=DEMO)
        if os.environ.get("DEMO_EXIT") != "1":
            _invite(sidecar, key)
            print("Ctrl-C ends the demo.", flush=True)
            until_stopped([sidecar])
            say("the demo is over", who=DEMO)


def _summary(mails: int, opened: int, seconds: float) -> str:
    """Return what came of it all, and how long that took from the start."""
    return (
        f"{mails} mails in {seconds:.0f} s: {opened} exceptions are open for a human; what was within "
        "tolerance went on by itself."
    )


def crossdock(environment: Mapping[str, str], *arguments: str) -> str:
    """Run the `crossdock` command and return what it printed. Raises `CommandFailed` with its own words."""
    command = [str(Path(sys.prefix) / "bin" / "crossdock"), *arguments]
    own = {**environment, "CROSSDOCK_ENV_FILE": ""}  # nobody's .env changes the demo
    done = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CommandFailed(
            f"`crossdock {' '.join(arguments[:2])}` says: {done.stderr.strip() or done.stdout.strip()}"
        )
    return str(done.stdout)


def make_key(environment: Mapping[str, str], *, name: str, scopes: str) -> str:
    """Make an API key and return it."""
    return (
        crossdock(environment, "keys", "create", "--name", name, "--scopes", scopes).strip().splitlines()[-1]
    )


def _port() -> int:
    """Return 8000 where it is free, so that the printed URLs are the usual ones."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PREFERRED_PORT))
        except OSError:
            return free_port()
    return PREFERRED_PORT


def _send_all(client: Client) -> list[tuple[str, dict[str, Any]]]:
    mails = load_mails(datetime.datetime.now(datetime.UTC).date())
    answers = []
    for number, (name, raw) in enumerate(mails, start=1):
        _progress(f"[{number:2}/{len(mails)}] sending {name} …")
        answers.append((name, client.send_mail(raw, key=name)))
    _progress("")
    say(f"{len(mails)} sample mails sent over HTTP; each was stored, read, decided and recorded.", who=DEMO)
    return answers


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)


def _show(answers: list[tuple[str, dict[str, Any]]]) -> None:
    """Print one block of the table per message, wrapped to the terminal's width."""
    total = max(90, min(160, shutil.get_terminal_size((120, 40)).columns))
    widths = [22, 34, total - 22 - 34 - 15 - 9, 15]
    rule = "+-" + "-+-".join("-" * width for width in widths) + "-+"
    print(rule)
    _row(["message", "understood", "decided, and why", "exception"], widths)
    print(rule.replace("-", "="))
    for name, answer in answers:
        _row([name, _understood(answer), _decided(answer), _exceptions(answer)], widths)
        print(rule)


def _row(cells: list[str], widths: list[int]) -> None:
    wrapped = [
        [line for part in cell.split("\n") for line in (textwrap.wrap(part, width) or [""])]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for index in range(max(len(lines) for lines in wrapped)):
        parts = [lines[index] if index < len(lines) else "" for lines in wrapped]
        print("| " + " | ".join(f"{part:{width}}" for part, width in zip(parts, widths, strict=True)) + " |")


def _understood(answer: dict[str, Any]) -> str:
    reading = answer.get("reading") or {}
    orders = ", ".join(reading.get("purchase_orders") or reading.get("unknown_references") or ["no order"])
    intent = str(reading.get("intent", "?")).replace("_", " ")
    lines = [f"{intent} ({reading.get('language', '?')}): {orders}"]
    lines += [f"line {ref['line']} confirmed" for ref in reading.get("confirmed", [])]
    for change in reading.get("changes", []):
        to = change["to"]
        if isinstance(to, list):
            to = " + ".join(f"{part['quantity']} on {part['date'] or '?'}" for part in to)
        lines.append(f"line {change['line']} {change['kind']}" + (f" → {to}" if to is not None else ""))
    return "\n".join(lines)


def _decided(answer: dict[str, Any]) -> str:
    question = (answer.get("reading") or {}).get("question")
    asked = [f"To ask the supplier: {question}"] if question else []
    return "\n".join([answer["outcome"].replace("_", " ").upper(), *reasons_told(answer), *asked])


def _exceptions(answer: dict[str, Any]) -> str:
    return "\n".join(ref["name"] for ref in answer.get("exceptions", [])) or "–"


def _invite(sidecar: Sidecar, key: str) -> None:
    """Tell how to go on, once what is named there answers."""
    docs = f"{sidecar.url}/docs"
    if not answers_page(docs):
        raise StackError(f"{docs} does not answer; {sidecar.log_path} says:\n{sidecar.log_tail()}")
    print(
        f"\nThe API is open to try at {docs}  (Authorize with this demo key: {key})\n"
        f"  curl -H 'Authorization: Bearer {key}' '{sidecar.url}/v1/exceptions?state=open'\n"
        f"Its log is {sidecar.log_path}",
        flush=True,
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(f"{DEMO}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
