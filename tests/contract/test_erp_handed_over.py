"""One suite for every ERP, sixth part: who owns an exception now, after people handed it over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import erp_cases as cases
from erp_cases import all_sent

if TYPE_CHECKING:
    from erp_world import World

    from crossdock.domain.exception_case import ExceptionRecord


def _opened(world: World) -> ExceptionRecord:
    case = replace(cases.record(world.new_order()), user_id=world.buyer_id)
    all_sent(world.erp.deliver([cases.opening(case)], {}))
    return case


def _owners(world: World, *case_keys: str) -> dict[str, int | None]:
    owners = world.erp.case_owners(case_keys)
    return {key: owner.id if owner else None for key, owner in owners.items()}


def test_the_owner_of_an_exception_is_who_has_it_now(world: World) -> None:
    kept, given, left = _opened(world), _opened(world), _opened(world)
    lead = world.erp.open_orders().default_owner_id
    world.hand_over(given.case_key, lead)
    world.hand_over(left.case_key, None)

    owners = _owners(world, kept.case_key, given.case_key, left.case_key, "no-such-case")

    assert owners == {kept.case_key: world.buyer_id, given.case_key: lead, left.case_key: None}
    standing = world.erp.case_standing(given.case_key)
    assert standing is not None
    assert standing.user_id == lead


def test_an_owner_is_told_as_the_buyer_of_an_order_is(world: World) -> None:
    case = _opened(world)
    buyer = world.erp.open_orders().buyers[world.buyer_id]

    owner = world.erp.case_owners([case.case_key])[case.case_key]

    assert owner is not None
    assert (owner.id, owner.name, owner.email) == (buyer.id, buyer.name, buyer.email)


def test_nobody_is_asked_about_no_case(world: World) -> None:
    assert world.erp.case_owners([]) == {}


def test_an_update_leaves_the_new_owner(world: World) -> None:
    case = _opened(world)
    lead = world.erp.open_orders().default_owner_id
    world.hand_over(case.case_key, lead)

    all_sent(world.erp.deliver([cases.update(replace(case, occurrence_count=2))], {}))

    assert _owners(world, case.case_key) == {case.case_key: lead}
