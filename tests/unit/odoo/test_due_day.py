"""The day that an exception is due on: the earlier of its to-do and its deadline, wherever it is shown."""

from __future__ import annotations

from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

import pytest
from lxml import etree

from crossdock.adapters.odoo.provision.computed_fields import computed

[CODE] = [item.values["compute"] for item in computed() if item.values.get("name") == "x_due_on"]
EARLY, LATE = date(2026, 12, 8), date(2026, 12, 10)


class Record(dict[str, Any]):
    """One record, as Odoo's evaluator knows it: read by attribute, written by item."""

    def __getattr__(self, name: str) -> Any:
        """Return a field."""
        return self[name]


def due(to_do: date | bool, deadline: date | bool, state: str = "new") -> Any:
    """Return what Odoo would compute; an empty field is False there."""
    last = datetime.combine(deadline, time(16)) if isinstance(deadline, date) else False
    record = Record(activity_date_deadline=to_do, x_resolution_due_at=last, x_state=state)
    exec(compile(CODE, "x_due_on", "exec"), {"self": [record]})
    return record["x_due_on"]


@pytest.mark.parametrize(
    ("to_do", "deadline", "wanted"),
    [
        (EARLY, LATE, EARLY),
        (LATE, EARLY, EARLY),
        (EARLY, False, EARLY),
        (False, LATE, LATE),
        (False, False, False),
    ],
)
def test_an_open_exception_is_due_by_the_earlier_of_to_do_and_deadline(
    to_do: date | bool, deadline: date | bool, wanted: date | bool
) -> None:
    assert due(to_do, deadline) == wanted


@pytest.mark.parametrize("state", ["resolved", "cancelled"])
def test_a_closed_exception_has_no_deadline_any_more(state: str) -> None:
    assert due(False, EARLY, state) is False
    assert due(LATE, EARLY, state) == LATE


@pytest.mark.parametrize("view", ["exception_list", "exception_form"])
def test_list_and_form_show_the_same_due_day(view: str) -> None:
    folder = files("crossdock.adapters.odoo.provision") / "views"
    tree = etree.fromstring((folder / f"{view}.xml").read_text(encoding="utf-8"))

    assert tree.xpath("//field[@name='x_due_on']/@widget") == ["remaining_days"]
    assert tree.xpath("//field[@name='activity_date_deadline']") == []
