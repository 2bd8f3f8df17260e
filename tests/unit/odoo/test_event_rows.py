"""An event row that none of our actions wrote stops nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.changes import _event
from crossdock.ports import ErpChangeKind


def row(**changed: Any) -> dict[str, Any]:
    """Return a row of *Apply*, as Odoo tells it."""
    return {
        "id": 3,
        "create_date": "2026-11-23 09:00:00",
        "create_uid": [6, "Bea Buyer"],
        names.EVENT_KIND: "applied",
        names.EVENT_VALUES: '{"state": {"old": "new", "new": "resolved"}}',
        names.EVENT_COMPANY: [1, "Weser"],
        names.EVENT_CASE_KEY: "k1",
        names.EVENT_LINE: 9,
        **changed,
    }


def test_a_row_of_ours_is_a_change() -> None:
    change = _event(row())

    assert change is not None
    assert (change.kind, change.values) == (ErpChangeKind.APPLIED, {"new": "resolved"})


@pytest.mark.parametrize("odd", [{names.EVENT_KIND: "invented"}, {names.EVENT_VALUES: "{no json"}])
def test_a_row_of_another_hand_is_logged_and_left_out(
    odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert _event(row(**odd)) is None
    assert "none of ours" in caplog.text
