"""gunicorn's own configuration, plus one crash: the process group dies at a named step, once.

`CROSSDOCK_TEST_CRASH_AT` names the step, `CROSSDOCK_TEST_CRASH_FLAG` a file that exists once it happened.
`CROSSDOCK_TEST_POISON` names an order instead, each mail about which makes our code fail.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

_REAL = Path(__file__).resolve().parents[2] / "sidecar" / "gunicorn.conf.py"
exec(compile(_REAL.read_text(), str(_REAL), "exec"), globals())

_STEPS = {
    "before store": ("crossdock.adapters.sql.ledger", "SqlLedger", "store", "before"),
    "after store": ("crossdock.adapters.sql.ledger", "SqlLedger", "store", "after"),
    "before cursor": ("crossdock.adapters.sql.ledger", "SqlLedger", "save_cursor", "before"),
    "in decide": ("crossdock.adapters.odoo.erp", "OdooErp", "purchase_snapshot", "after"),
    "before record": ("crossdock.adapters.sql.ledger", "SqlLedger", "record", "before"),
    "after record": ("crossdock.adapters.sql.ledger", "SqlLedger", "record", "after"),
    "before deliver": ("crossdock.adapters.odoo.erp", "OdooErp", "deliver", "before"),
    "after deliver": ("crossdock.adapters.odoo.erp", "OdooErp", "deliver", "after"),
    "after settle": ("crossdock.adapters.sql.ledger", "SqlLedger", "settle_outbox", "after"),
    "before mark": ("crossdock.adapters.imap.mailbox", "ImapMailbox", "mark", "before"),
    "after mark": ("crossdock.adapters.imap.mailbox", "ImapMailbox", "mark", "after"),
}


def _crash() -> None:
    flag = Path(os.environ["CROSSDOCK_TEST_CRASH_FLAG"])
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        return
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _arm(step: str) -> None:
    import importlib

    module, owner, method, when = _STEPS[step]
    kind = getattr(importlib.import_module(module), owner)
    real = getattr(kind, method)

    def crashing(self: Any, *args: Any, **kwargs: Any) -> Any:
        if when == "before":
            _crash()
        answer = real(self, *args, **kwargs)
        if when == "after":
            _crash()
        return answer

    setattr(kind, method, crashing)


def _poison(order: str) -> None:
    from crossdock.adapters.odoo.erp import OdooErp

    real = OdooErp.purchase_snapshot

    def stumbling(self: Any, query: Any) -> Any:
        if order in query.references:
            raise RuntimeError("a bug that this mail brings to light")
        return real(self, query)

    OdooErp.purchase_snapshot = stumbling


if "CROSSDOCK_TEST_CRASH_AT" in os.environ:
    _arm(os.environ["CROSSDOCK_TEST_CRASH_AT"])
if "CROSSDOCK_TEST_POISON" in os.environ:
    _poison(os.environ["CROSSDOCK_TEST_POISON"])
