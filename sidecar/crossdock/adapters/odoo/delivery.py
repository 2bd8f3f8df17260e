"""Carry out effects: in waves, so that streams keep their order and Odoo gets batches."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from crossdock.adapters.odoo.effects import Desk
from crossdock.adapters.odoo.effects_chatter import (
    attach_mails,
    hasten_activities,
    post_notes,
    schedule_activities,
)
from crossdock.adapters.odoo.effects_exceptions import close_exceptions, open_exceptions, update_exceptions
from crossdock.adapters.odoo.effects_lines import write_promises
from crossdock.adapters.odoo.rpc_errors import OdooBusy, OdooUnknown
from crossdock.domain.effect import Receipt, ReceiptStatus
from crossdock.domain.errors import ErpRefused, ErpUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.domain.effect import PlannedEffect

    Handler = Callable[[Desk, Sequence[PlannedEffect]], list[Receipt]]

log = logging.getLogger(__name__)

BATCHED: Mapping[str, Handler] = {
    "open_exception": open_exceptions,
    "update_exception": update_exceptions,
    "close_exception": close_exceptions,
    "finish_closing": close_exceptions,
    "post_note": post_notes,
    "attach_mail": attach_mails,
    "schedule_activity": schedule_activities,
    "hasten_activity": hasten_activities,
    "write_promise": write_promises,
}
AFTER_A_FAILURE = "not tried: an earlier effect of this stream failed"


class Delivery:
    """One call of `deliver`."""

    def __init__(
        self, session: OdooSession, effects: Sequence[PlannedEffect], blobs: Mapping[str, bytes]
    ) -> None:
        self._desk = Desk(session, blobs)
        self._effects = effects
        self._receipts: dict[int, Receipt] = {}
        self._stopped: set[str] = set()
        self._away: str | None = None

    def run(self) -> list[Receipt]:
        """Carry out all effects; return one receipt each, in their order."""
        for wave in waves(self._effects):
            by_kind: dict[str, list[int]] = defaultdict(list)
            for index in wave:
                effect = self._effects[index]
                if effect.stream in self._stopped:
                    self._answer(index, ReceiptStatus.RETRY, AFTER_A_FAILURE)
                else:
                    by_kind[effect.body.kind].append(index)
            for kind, indexes in by_kind.items():
                self._carry_out(kind, indexes)
        return [self._receipts[index] for index in range(len(self._effects))]

    def _carry_out(self, kind: str, indexes: list[int]) -> None:
        """Carry out the effects of one kind in this wave."""
        if kind in BATCHED:
            self._attempt(BATCHED[kind], indexes)
        else:
            for index in indexes:
                self._answer(index, ReceiptStatus.REFUSED, f"Odoo is not the target of {kind}")

    def _attempt(self, handler: Handler, indexes: list[int]) -> None:
        """Call a handler and turn what it raises into receipts."""
        if self._away is not None:
            self._answer_all(indexes, ReceiptStatus.UNREACHABLE, self._away)
            return
        batch = [self._effects[index] for index in indexes]
        try:
            for index, receipt in zip(indexes, handler(self._desk, batch), strict=True):
                self._keep(index, receipt)
        except OdooUnknown as error:
            self._answer_all(indexes, ReceiptStatus.UNKNOWN, error.message)
            self._away = "not tried: Odoo timed out earlier in this delivery"
        except OdooBusy as error:
            self._answer_all(indexes, ReceiptStatus.RETRY, error.message)
        except ErpUnavailable as error:
            self._answer_all(indexes, ReceiptStatus.UNREACHABLE, error.message)
            self._away = error.message
        except ErpRefused as error:
            self._isolate(handler, indexes, ReceiptStatus.REFUSED, error.message)
        except Exception as error:  # a bug that one effect brings to light must not hold up the others
            log.exception("delivering an effect crashed", extra={"kind": batch[0].body.kind})
            self._isolate(handler, indexes, ReceiptStatus.RETRY, f"crashed: {type(error).__name__}")

    def _isolate(self, handler: Handler, indexes: list[int], status: ReceiptStatus, error: str) -> None:
        """Halve a batch of which one is bad, and nobody said which; a single one has its answer."""
        if len(indexes) == 1:
            self._answer(indexes[0], status, error)
            return
        middle = len(indexes) // 2
        self._attempt(handler, indexes[:middle])
        self._attempt(handler, indexes[middle:])

    def _answer_all(self, indexes: Sequence[int], status: ReceiptStatus, error: str) -> None:
        for index in indexes:
            self._answer(index, status, error)

    def _answer(self, index: int, status: ReceiptStatus, error: str) -> None:
        self._keep(index, Receipt(key=self._effects[index].key, status=status, error=error))

    def _keep(self, index: int, receipt: Receipt) -> None:
        self._receipts[index] = receipt
        if receipt.status is not ReceiptStatus.SENT:
            self._stopped.add(self._effects[index].stream)


def waves(effects: Sequence[PlannedEffect]) -> list[list[int]]:
    """Return the effects' indexes in waves: the n-th of every stream is in the n-th wave."""
    found: list[list[int]] = []
    depth: dict[str, int] = defaultdict(int)
    for index, effect in enumerate(effects):
        wave = depth[effect.stream]
        depth[effect.stream] += 1
        if wave == len(found):
            found.append([])
        found[wave].append(index)
    return found
