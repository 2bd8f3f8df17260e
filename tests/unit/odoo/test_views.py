"""What the views name must be what the service says."""

from __future__ import annotations

import ast
from importlib.resources import files

import pytest
from lxml import etree

from crossdock.adapters.odoo.choices import SUB_CATEGORIES
from crossdock.domain.wording import READ_BY_PEOPLE


def view(name: str) -> etree._Element:
    """Return a view as it is written."""
    folder = files("crossdock.adapters.odoo.provision") / "views"
    return etree.fromstring((folder / f"{name}.xml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("separator", "wanted"),
    [("The Mail", READ_BY_PEOPLE), ("Evidence", {name for name, _ in SUB_CATEGORIES} - READ_BY_PEOPLE)],
)
def test_each_case_shows_its_mail_or_its_evidence(separator: str, wanted: set[str]) -> None:
    [block] = view("exception_form").xpath(f"//separator[@string='{separator}']/..")
    hidden = compile(block.get("invisible"), "invisible", "eval")

    shown = {
        name
        for name, _ in SUB_CATEGORIES
        if not eval(hidden, {"x_evidence": "Dear team", "x_sub_category": name})
    }

    assert shown == wanted


def test_the_filter_for_messages_finds_what_people_have_to_read() -> None:
    [found] = view("exception_search").xpath("//filter[@name='messages']")
    [(_, _, named)] = ast.literal_eval(found.get("domain"))

    assert set(named) == READ_BY_PEOPLE
