"""Views written for Odoo 19, rendered for older versions."""

from __future__ import annotations

import pytest
from lxml import etree

from crossdock.adapters.odoo.provision.render import render, same_xml, to_domain
from crossdock.adapters.odoo.provision.views import views
from crossdock.adapters.odoo.versions import dialect


@pytest.mark.parametrize(
    ("_case", "expression", "domain"),
    [
        ("truth", "x_a", [("x_a", "!=", False)]),
        ("falsehood", "not x_a", [("x_a", "=", False)]),
        ("membership", "x_a in ('b', 'c')", [("x_a", "in", ["b", "c"])]),
        ("both", "x_a == 'b' and not x_c", ["&", ("x_a", "=", "b"), ("x_c", "=", False)]),
        (
            "three",
            "x_a or x_b == 1 or x_c != 2",
            ["|", "|", ("x_a", "!=", False), ("x_b", "=", 1), ("x_c", "!=", 2)],
        ),
        ("a field of the record around", "not parent.x_a", [("parent.x_a", "=", False)]),
        ("negated both", "not (x_a and x_b > 3)", ["|", ("x_a", "=", False), ("x_b", "<=", 3)]),
        (
            "nested",
            "x_a and (x_b or x_c)",
            ["&", ("x_a", "!=", False), "|", ("x_b", "!=", False), ("x_c", "!=", False)],
        ),
    ],
)
def test_an_expression_becomes_a_domain(_case: str, expression: str, domain: list[object]) -> None:
    assert to_domain(expression) == domain


def test_what_a_domain_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot say this as a domain"):
        to_domain("len(x_a)")


def test_a_form_for_14_holds_the_fields_of_its_conditions() -> None:
    arch = "<form><sheet><field name='x_a' invisible='not x_b'/></sheet><chatter/></form>"

    rendered = etree.fromstring(render(arch, dialect(14)))

    assert [field.get("name") for field in rendered.iter("field")][:2] == ["x_b", "x_a"]
    assert rendered.find(".//field[@name='x_a']").get("attrs") == "{'invisible': [('x_b', '=', False)]}"
    assert rendered.find("div").get("class") == "oe_chatter"


@pytest.mark.parametrize("version", [14, 15, 16, 17, 18, 19])
def test_every_view_renders_in_the_words_of_every_version(version: int) -> None:
    texts = [item.values["arch"].text for item in views(dialect(version))]
    elements = [element for text in texts for element in etree.fromstring(text).iter()]
    tags = {element.tag for element in elements}

    assert ("list" in tags) == (version >= 18)
    assert ("tree" in tags) == (version < 18)
    assert ("chatter" in tags) == (version >= 18)
    assert any(element.get("attrs") for element in elements) == (version < 17)
    assert any(element.get("t-name") == "card" for element in elements) == (version >= 18)


def test_white_space_makes_no_other_view() -> None:
    assert same_xml("<a>\n  <b c='1'/>\n</a>", '<a><b c="1"/></a>')
    assert not same_xml("<a><b c='1'/></a>", "<a><b c='2'/></a>")
