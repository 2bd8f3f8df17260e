"""The keys of states that are polled: a change read twice has one, another within the same second its own."""

from __future__ import annotations

from typing import Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.changes import ChangeReader
from crossdock.adapters.odoo.cursor import start_at

SECOND, BUYER, OURS = "2026-11-23 09:00:00", 7, 5
CURSOR = start_at(SECOND).to_text()


class Odoo:
    """An Odoo with one exception, whose clock stands: all that happens lies in one second."""

    uid = OURS

    def __init__(self) -> None:
        self.state, self.writer = "new", OURS
        self.messages: list[dict[str, Any]] = []

    def set_state(self, state: str, user: int = BUYER) -> None:
        """Change the state; a person's change is tracked by a message of the same transaction."""
        self.state, self.writer = state, user
        if user != OURS:
            self.messages.append({"res_id": 1, "create_uid": [user, "Buyer"], "create_date": SECOND})

    def search_read(self, model: str, *_: Any, **__: Any) -> list[dict[str, Any]]:
        """Return what there is, newest first."""
        if model == "mail.message":
            return self.messages[::-1]
        if model != names.EXCEPTION:
            return []
        empty = {"x_company_id": [1, "Us"], "x_purchase_line_id": False, names.RESOLUTION_CODE: False}
        row = {"id": 1, "x_case_key": "k", "x_state": self.state, "write_uid": [self.writer, "Somebody"]}
        return [{**empty, **row, "write_date": SECOND}]

    def keys(self) -> set[str]:
        """Return the keys of what one sweep tells."""
        reader = ChangeReader(self, polls_lines=False, zone=None)
        return {change.key for change in reader.read(CURSOR, limit=200).changes}


def test_a_change_read_twice_has_the_same_key() -> None:
    odoo = Odoo()
    odoo.set_state("on_hold")

    assert odoo.keys() == odoo.keys()
    assert len(odoo.keys()) == 1


def test_a_state_that_is_set_again_within_the_second_of_a_sweep_is_another_change() -> None:
    odoo = Odoo()
    seen = []
    for state in ("on_hold", "in_progress", "on_hold"):
        odoo.set_state(state)
        seen.append(odoo.keys())

    assert [len(keys) for keys in seen] == [1, 1, 1]
    assert len(set.union(*seen)) == 3


def test_a_case_that_we_reopened_and_a_person_closes_again_within_a_second_is_told_again() -> None:
    odoo = Odoo()
    odoo.set_state("resolved")
    first = odoo.keys()
    odoo.set_state("new", user=OURS)
    odoo.set_state("resolved")

    assert odoo.keys() & first == set()
