"""What people ask about policies."""

from __future__ import annotations

from datetime import date

from crossdock.adapters.policies import YamlPolicies, diff, explain

MODES = """\
rules:
  - {name: parcels, flow: track_shipment, mode: act}
  - {name: Nordic acts, supplier: Nordic AS, mode: act, cut_over: 2026-03-01}
  - {name: the rest, mode: observe}
examples:
  - {name: e, given: {flow: track_shipment, company_id: 1, said_on: 2026-01-01}, expect: {rule: parcels}}
"""
TOLERANCES = """\
rules:
  - {name: company 2, company_id: 2, days_late: 9}
  - {name: drums, supplier: Nordic AS, quantity_percent: 2, quantity_absolute: 5, price_absolute: 0.005}
examples:
  - {name: e, given: {company_id: 2}, expect: {rule: company 2}}
"""
FILES = {"modes.yaml": MODES, "tolerances.yaml": TOLERANCES}


def test_explain_says_which_rules_hold_and_why_the_ones_before_do_not() -> None:
    policies = YamlPolicies().parse(FILES)

    lines = explain(
        policies, flow="read_supplier_mail", company_id=1, supplier="nordic as", said_on=date(2026, 2, 1)
    )

    assert lines == [
        f"policy version {policies.version}",
        "mode: act (rule 'Nordic acts'), but said before the cut-over of 2026-03-01: "
        "stored with outcome no_action",
        "  not rule 'parcels': it is for flow track_shipment",
        "tolerances: 0 days late, 0 days early, quantity 2 % and at most 5, price at most 0.005 "
        "(rule 'drums')",
        "  not rule 'company 2': it is for company 2",
    ]


def test_explain_says_default_where_no_rule_holds() -> None:
    lines = explain(
        YamlPolicies().parse({"tolerances.yaml": TOLERANCES}),
        flow="read_supplier_mail",
        company_id=1,
        said_on=date(2026, 2, 1),
    )

    assert lines[1:] == [
        "mode: observe (rule 'default')",
        "tolerances: 0 days late, 0 days early, quantity 0 %, price 0 % (rule 'default')",
        "  not rule 'company 2': it is for company 2",
        "  not rule 'drums': it is for supplier Nordic AS",
    ]


def test_the_same_content_has_no_difference() -> None:
    assert diff(FILES, {**FILES, "modes.yaml": "# a comment\n" + MODES}) == []


def test_diff_names_rules_that_came_went_changed_and_moved() -> None:
    lines = MODES.splitlines(keepends=True)
    new = "".join(
        [
            lines[0],
            lines[2].replace("act, cut_over: 2026-03-01", "propose"),
            lines[1],
            "  - {name: company 3, company_id: 3, mode: off}\n",
            *lines[4:],
        ]
    )

    assert diff(FILES, {**FILES, "modes.yaml": new}) == [
        "modes: rule 'the rest' is gone",
        "modes: rule 'Nordic acts': mode act → propose",
        "modes: rule 'Nordic acts': cut_over 2026-03-01 → (not set)",
        "modes: rule 'company 3' is new: mode off, company_id 3",
        "modes: the order is now 'Nordic acts', 'parcels', 'company 3'",
    ]


def test_diff_says_where_only_examples_differ() -> None:
    assert diff(FILES, {**FILES, "modes.yaml": MODES.replace("name: e,", "name: other,")}) == [
        "only examples or files without rules differ; every decision stays as it is"
    ]
