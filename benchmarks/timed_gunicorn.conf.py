"""gunicorn's own configuration, plus lines in the log: when a mail is taken up, and a case's delivery begins.

All other borders that `bench_mail_to_exception.py` needs are told by the sidecar as it is.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_REAL = Path(__file__).resolve().parents[1] / "sidecar" / "gunicorn.conf.py"
exec(compile(_REAL.read_text(), str(_REAL), "exec"), globals())
_log = logging.getLogger("bench")


def _tell_of_mails_taken_up() -> None:
    from crossdock.adapters.sql.ledger import SqlLedger

    real = SqlLedger.lease_inbox

    def telling(self: Any, inbox_id: int, **times: Any) -> Any:
        leased = real(self, inbox_id, **times)
        if leased is not None:
            _log.info("mail taken up", extra={"inbox_id": inbox_id})
        return leased

    SqlLedger.lease_inbox = telling


def _tell_of_deliveries() -> None:
    from crossdock.adapters.odoo.erp import OdooErp
    from crossdock.domain.effect import OpenException

    real = OdooErp.deliver

    def telling(self: Any, effects: Sequence[Any], blobs: Any) -> Any:
        for effect in effects:
            if isinstance(effect.body, OpenException):
                of_case = {"correlation_id": effect.body.record.correlation_id}
                _log.info("delivery begins", extra=of_case)
        return real(self, effects, blobs)

    OdooErp.deliver = telling


_tell_of_mails_taken_up()
_tell_of_deliveries()
