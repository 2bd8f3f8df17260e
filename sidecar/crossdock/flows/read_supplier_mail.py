"""A supplier's mail: store, parse, gather, interpret, decide, record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import MailAnswer
    from crossdock.flows.services import Services


def receive_mail(services: Services, raw: bytes, *, correlation_id: str, source: str = "http") -> MailAnswer:
    """Store a pushed mail and decide it if Odoo answers. The same mail again is `duplicate` with its answer.

    Raises `InvalidRequest` (code `not_a_mail`), `TooLarge`, `StorageUnavailable`.
    """
    raise NotImplementedError


def decide_mail(services: Services, inbox_id: int) -> MailAnswer:
    """Decide a stored mail; one that is decided answers what was decided then.

    Raises `NotFound`; answers outcome `stored` when Odoo is away or another process decides it now.
    """
    raise NotImplementedError
