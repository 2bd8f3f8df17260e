"""Give drafted cases their place among those that exist, with the effects that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crossdock.domain.case_drafts import SUPPLY
from crossdock.domain.effect import PlannedEffect
from crossdock.domain.exception_case import (
    CaseState,
    CaseSubject,
    PlacedCase,
    Placement,
    open_case_key,
    place,
)
from crossdock.domain.exception_effects import MailFile, case_effects, closing_effects
from crossdock.ports import CaseWrite, LedgerCase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import Buyer
    from crossdock.flows.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCases:
    """The cases that the ledger holds of some open-case keys."""

    open: dict[str, LedgerCase]
    closed: dict[str, LedgerCase]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """What to write for some cases: rows, effects, and where each landed."""

    writes: tuple[CaseWrite, ...] = ()
    effects: tuple[PlannedEffect, ...] = ()
    placed: tuple[PlacedCase, ...] = ()


def known_cases(services: Services, drafts: Sequence[ExceptionRecord], now: datetime) -> KnownCases:
    """Read the open and the lately closed cases of these drafts' keys."""
    since = now - timedelta(days=services.limits.reopen_days)
    found = KnownCases(open={}, closed={})
    for company_id in {draft.company_id for draft in drafts}:
        keys = [draft.dedup_key for draft in drafts if draft.company_id == company_id]
        found.open.update(services.ledger.open_cases(company_id, keys))
        found.closed.update(services.ledger.closed_cases(company_id, keys, since=since))
    return found


def as_owned_now(services: Services, known: KnownCases) -> tuple[KnownCases, dict[int, Buyer]]:
    """Return the cases with their owners of now, people may have handed them over, and who these are.

    A case whose exception Odoo has yet to get keeps the ledger's. Raises `ErpUnavailable`, `ErpRefused`.
    """
    found = [*known.open.values(), *known.closed.values()]
    owners = services.erp.case_owners([one.case.record.case_key for one in found])
    owned = KnownCases(
        open={key: _owned_by(one, owners) for key, one in known.open.items()},
        closed={key: _owned_by(one, owners) for key, one in known.closed.items()},
    )
    return owned, {owner.id: owner for owner in owners.values() if owner is not None}


def _owned_by(found: LedgerCase, owners: Mapping[str, Buyer | None]) -> LedgerCase:
    record = found.case.record
    if record.case_key not in owners:
        return found
    owner = owners[record.case_key]
    return with_owner(found, owner.id if owner else None)


def with_owner(found: LedgerCase, user_id: int | None) -> LedgerCase:
    """Return the case as this user's."""
    return replace(found, case=replace(found.case, record=replace(found.case.record, user_id=user_id)))


def line_case_key(*, company_id: int, purchase_line_id: int, sub_category: str, fact_key: str) -> str:
    """Return the open-case key of what suppliers say of an order line."""
    subject = CaseSubject(purchase_line_id=purchase_line_id, fact_key=fact_key)
    return open_case_key(company_id=company_id, category=SUPPLY, sub_category=sub_category, subject=subject)


def open_cases_of(services: Services, company_of: Mapping[str, int]) -> dict[str, LedgerCase]:
    """Read the open cases of these open-case keys, each with its company: one look per company."""
    found: dict[str, LedgerCase] = {}
    for company_id in set(company_of.values()):
        keys = [key for key, company in company_of.items() if company == company_id]
        found.update(services.ledger.open_cases(company_id, keys))
    return found


def plan_cases(
    drafts: Sequence[ExceptionRecord],
    known: KnownCases,
    *,
    fact_key: str,
    note: str,
    mail: MailFile | None,
    now: datetime,
) -> CasePlan:
    """Return rows and effects for drafted cases. Pure."""
    writes: list[CaseWrite] = []
    effects: list[PlannedEffect] = []
    placed_cases: list[PlacedCase] = []
    opened = {key: found.case for key, found in known.open.items()}
    closed = {key: found.case for key, found in known.closed.items()}
    for draft in drafts:
        placed = place(draft, open_cases=opened, closed_cases=closed)
        writes.append(CaseWrite(record=placed.record, version=_version(placed, known)))
        effects += case_effects(placed, fact_key=fact_key, note=note, mail=mail, now=now)
        placed_cases.append(placed)
    return CasePlan(writes=tuple(writes), effects=tuple(effects), placed=tuple(placed_cases))


def _version(placed: PlacedCase, known: KnownCases) -> int | None:
    if placed.placement is Placement.NEW:
        return None
    source = known.open if placed.placement is Placement.UPDATED else known.closed
    return source[placed.record.dedup_key].version


def plan_closing(
    found: LedgerCase,
    *,
    fact_key: str,
    resolution_code: str,
    note: str,
    now: datetime,
) -> CasePlan:
    """Return the row and the effect that resolve a case."""
    record = replace(found.case.record, state=CaseState.RESOLVED)
    write = CaseWrite(record=record, version=found.version, closed_at=now, resolution_code=resolution_code)
    effects = closing_effects(
        record, fact_key=fact_key, state="resolved", resolution_code=resolution_code, note=note
    )
    return CasePlan(writes=(write,), effects=tuple(effects))
