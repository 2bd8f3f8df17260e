"""Who is not this order's authenticated supplier changes nothing of what that supplier proposed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.mails import OTHER_SUPPLIER, SENT, delay
from tests.unit.flows.flow_world import LINE

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

UNVERIFIED = {"authenticated": None}
NOT_VERIFIED = [UNVERIFIED, {"sender": OTHER_SUPPLIER}]
IDS = ["our server says nothing", "another supplier"]


def write(world: World, day: str, **who: object) -> None:
    """Let somebody move line 1 to another day, ten minutes after the last one."""
    count = len(world.exceptions()[0].attachments) if world.exceptions() else 0
    world.receive(delay(day, sent=SENT + timedelta(minutes=10 * count), **who))
    world.deliver()


@pytest.mark.parametrize("who", NOT_VERIFIED, ids=IDS)
def test_of_an_unverified_word_the_open_case_keeps_what_the_supplier_proposed(
    world: World, who: dict[str, str | None]
) -> None:
    write(world, "15 December 2026")
    before = world.only_exception().record

    write(world, "24 December 2026", **who)

    held = world.only_exception()
    assert (held.record.proposed_date, held.record.title) == (date(2026, 12, 15), before.title)
    assert (held.record.occurrence_count, len(held.attachments)) == (2, 2)
    assert "Not taken over, for its sender is not verified" in held.notes[-1]
    assert "2026-12-24" in held.notes[-1]
    assert held.record.recommended_action.startswith("Somebody who is not verified has written, too")
    world.erp.apply(held.record.case_key)
    promise = world.erp.promise(LINE)
    assert promise is not None
    assert promise.promised_date == date(2026, 12, 15)


def test_the_suppliers_next_word_replaces_its_last_one_and_ends_the_warning(world: World) -> None:
    write(world, "15 December 2026")
    write(world, "24 December 2026", **UNVERIFIED)
    write(world, "17 December 2026")

    record = world.only_exception().record
    assert (record.proposed_date, record.occurrence_count) == (date(2026, 12, 17), 3)
    assert "not verified" not in record.recommended_action


@pytest.mark.parametrize("who", [{}, UNVERIFIED], ids=["verified", "not verified either"])
def test_a_case_of_an_unverified_word_takes_the_next_one(world: World, who: dict[str, None]) -> None:
    write(world, "15 December 2026", **UNVERIFIED)

    write(world, "24 December 2026", **who)

    assert world.only_exception().record.proposed_date == date(2026, 12, 24)
