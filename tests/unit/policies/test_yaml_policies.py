"""Policy files: what they say, and what is wrong with them."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.policies import SHIPPED, YamlPolicies, check
from crossdock.domain.errors import PolicyInvalid
from crossdock.domain.policy import Mode, ModeRule, ToleranceRule

if TYPE_CHECKING:
    from pathlib import Path

MODES = """\
rules:
  - name: Nordic acts
    flow: read_supplier_mail
    company_id: 1
    supplier: Nordic AS
    mode: act
    cut_over: 2026-03-01
  - name: the rest is off
    mode: off
examples:
  - name: Nordic acts from March on
    given: {flow: read_supplier_mail, company_id: 1, supplier: nordic as, said_on: 2026-03-01}
    expect: {rule: Nordic acts, mode: act, before_cut_over: false}
  - name: everybody else is off
    given: {flow: track_shipment, company_id: 1, said_on: 2026-03-01}
    expect: {mode: off}
"""
TOLERANCES = """\
rules:
  - name: Kabel Nord
    supplier: V-7
    days_late: 1
    quantity_percent: 2.5
    price_absolute: 0.005
  - name: the rest
examples:
  - name: a drum is cut
    given: {company_id: 1, supplier_ref: v-7, open_quantity: 100, proposed_quantity: 102.5}
    expect: {rule: Kabel Nord, quantity_within: true}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both files."""
    (tmp_path / "modes.yaml").write_text(MODES, encoding="utf-8")
    (tmp_path / "tolerances.yaml").write_text(TOLERANCES, encoding="utf-8")
    return tmp_path


def parse_modes(text: str) -> None:
    """Parse a text of modes."""
    YamlPolicies().parse({"modes.yaml": text})


def problems(text: str, file: str = "modes.yaml") -> list[str]:
    """Return what is wrong with a text."""
    with pytest.raises(PolicyInvalid) as caught:
        YamlPolicies().parse({file: text})
    return caught.value.message.split("\n")


def with_rule(rule: str, *, file: str = "modes.yaml") -> str:
    """Return a text whose second line is one rule in flow style."""
    given = "{company_id: 1}" if file != "modes.yaml" else (
        "{flow: read_supplier_mail, company_id: 1, said_on: 2026-01-01}"
    )  # fmt: skip
    return f"rules:\n  - {rule}\nexamples:\n  - {{name: e, given: {given}, expect: {{rule: r}}}}\n"


def test_the_shipped_files_are_right_and_let_nothing_act() -> None:
    policies, content = YamlPolicies().load()

    assert check() == []
    assert {rule.mode for rule in policies.modes} == {Mode.OBSERVE}
    assert set(content) == {"modes.yaml", "tolerances.yaml"}
    assert all(
        rule.days_late == rule.quantity_percent == rule.price_percent == 0 for rule in policies.tolerances
    )


def test_the_commented_examples_of_the_shipped_files_are_right_too(tmp_path: Path) -> None:
    for file in SHIPPED.glob("*.yaml"):
        head, mark, rules = file.read_text(encoding="utf-8").partition("\nrules:\n")
        lines = [
            line.replace("  # ", "  ", 1) if line.startswith(("  # - ", "  #   ")) else line
            for line in rules.splitlines()
        ]
        (tmp_path / file.name).write_text(head + mark + "\n".join(lines) + "\n", encoding="utf-8")

    policies = YamlPolicies(tmp_path).parse(
        {file.name: file.read_text(encoding="utf-8") for file in tmp_path.glob("*.yaml")}
    )

    assert [rule.name for rule in policies.modes] == [
        "Nordic Fasteners acts",
        "company 2 is not live",
        "everything is observed",
    ]
    assert policies.tolerances[0].name == "Kabel Nord cuts from the drum"


def test_rules_are_read_exactly(folder: Path) -> None:
    policies, _ = YamlPolicies(folder).load()

    assert policies.modes == (
        ModeRule(
            name="Nordic acts",
            mode=Mode.ACT,
            flow="read_supplier_mail",
            company_id=1,
            supplier="Nordic AS",
            cut_over=date(2026, 3, 1),
        ),
        ModeRule(name="the rest is off", mode=Mode.OFF),
    )
    assert policies.tolerances == (
        ToleranceRule(
            name="Kabel Nord",
            supplier="V-7",
            days_late=1,
            quantity_percent=Decimal("2.5"),
            price_absolute=Decimal("0.005"),
        ),
        ToleranceRule(name="the rest"),
    )


def test_stored_text_gives_the_same_set_and_version(folder: Path) -> None:
    policies, content = YamlPolicies(folder).load()

    assert YamlPolicies(folder).parse(content) == policies
    assert len(policies.version) == 64


def test_the_version_follows_the_content_and_not_its_looks(folder: Path) -> None:
    version = YamlPolicies(folder).load()[0].version
    looks = {"modes.yaml": "# a comment\n" + MODES, "tolerances.yaml": TOLERANCES.replace("2.5", "2.50")}
    other = {"modes.yaml": MODES, "tolerances.yaml": TOLERANCES.replace("days_late: 1", "days_late: 2")}

    assert YamlPolicies().parse(looks).version == version
    assert YamlPolicies().parse(other).version != version


def test_a_set_that_was_stored_before_a_file_existed_can_still_be_used() -> None:
    assert YamlPolicies().parse({"modes.yaml": MODES}).tolerances == ()


@pytest.mark.parametrize(
    ("_case", "rule", "words"),
    [
        ("a name", "{name: r, mode: act, suplier: X}", "no such name; did you mean supplier?"),
        ("unknown flow", "{name: r, mode: act, flow: read}", "flow: read is none of read_supplier_mail"),
        ("unknown mode", "{name: r, mode: on}", "rules[0].mode: on is none of off, observe, propose, act"),
        ("no mode", "{name: r}", "rules[0]: mode is missing"),
        ("a day that is none", "{name: r, mode: act, cut_over: 2026-02-30}", "2026-02-30 is not a day"),
        ("text for a number", "{name: r, mode: act, company_id: one}", "one is not a whole number"),
        ("a company below 1", "{name: r, mode: act, company_id: 0}", "company_id: 0 is out of bounds"),
        ("an empty supplier", "{name: r, mode: act, supplier: ' '}", "rules[0].supplier"),
        ("a reserved name", "{name: default, mode: act}", "'default' is what no rule is called"),
        ("a key twice", "{name: r, mode: act, mode: off}", "mode: stands twice, first in line 2"),
        ("an anchor", "&a {name: r, mode: *a}", "anchors and aliases are not used here"),
        ("a tag", "{name: r, mode: !!python/name:os.system x}", "tag:yaml.org,2002:python/name:os.system"),
        ("no YAML", "{name: r, mode: [", "this is not YAML"),
        ("a control character", "{name: \x00, mode: act}", "the character #x0000 is not text"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_named_with_file_line_and_path(_case: str, rule: str, words: str) -> None:
    found = problems(with_rule(rule))

    assert any(words in problem for problem in found), found
    assert all(problem.startswith("modes.yaml:") for problem in found)


@pytest.mark.parametrize(
    ("_case", "rule", "words"),
    [
        ("half a day", "{name: r, days_late: 0.5}", "days_late: 0.5 is not a whole number"),
        ("a negative day", "{name: r, days_early: -1}", "days_early: -1 is out of bounds"),
        ("more than all", "{name: r, price_percent: 101}", "price_percent: 101 is out of bounds"),
        ("0 % beside", "{name: r, quantity_percent: 0, quantity_absolute: 5}", "leave the percent out"),
        ("infinity", "{name: r, price_absolute: .inf}", "price_absolute: .inf is not a number"),
        ("true for a number", "{name: r, price_percent: true}", "price_percent: true is not a number"),
    ],
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_refused(_case: str, rule: str, words: str) -> None:
    found = problems(with_rule(rule, file="tolerances.yaml"), "tolerances.yaml")

    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    "text", ["", "rules", "[]", "rules: {}\nexamples: []", "rules:\n  - 5\nexamples: [5]"]
)
def test_text_of_another_shape_is_refused(text: str) -> None:
    assert problems(text)


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    found = problems("rules:\n  - {name: a, mode: x}\n  - {mode: act}\nexamples:\n  - {name: e}\n")

    assert [problem.split(":")[1] for problem in found] == ["2", "3", "5"]


def test_a_rule_behind_a_broader_one_is_refused_with_both_lines() -> None:
    first, second = problems(MODES.replace("rules:\n", "rules:\n  - {name: all act, mode: act}\n"))

    assert first == (
        "modes.yaml:3: rules[1]: rule 'Nordic acts' can never match: rule 'all act' (line 2) stands before "
        "it and takes all that it could match; put the more specific rule first"
    )
    assert second.startswith("modes.yaml:9: rules[2]: rule 'the rest is off' can never match")


def test_two_rules_of_one_name_are_refused() -> None:
    assert "another rule is called 'Nordic acts' too (line 2)" in problems(
        MODES.replace("the rest is off", "Nordic acts")
    )[0]  # fmt: skip


def test_an_example_that_fails_says_what_the_rules_say(folder: Path) -> None:
    (folder / "modes.yaml").write_text(
        MODES.replace("expect: {mode: off}", "expect: {mode: act}"), encoding="utf-8"
    )

    assert check(folder) == [
        "modes.yaml:16: examples[1].expect.mode: example 'everybody else is off' expects act, "
        "the rules say off (rule 'the rest is off')"
    ]
    with pytest.raises(PolicyInvalid, match="expects act"):
        YamlPolicies(folder).load()


def test_an_example_that_asks_what_its_facts_do_not_tell_is_refused() -> None:
    (problem,) = problems(TOLERANCES.replace("quantity_within: true", "date_within: true"), "tolerances.yaml")

    assert problem.startswith("tolerances.yaml:10: examples[0].given: missing: agreed_date, proposed_date")


def test_a_missing_file_a_stray_file_and_a_missing_folder_are_told(folder: Path, tmp_path: Path) -> None:
    (folder / "tolerances.yaml").rename(folder / "tolerance.yaml")

    missing, stray = check(folder)

    assert missing.startswith("tolerances.yaml: is missing in")
    assert stray == "tolerance.yaml: nobody reads this file; known here: modes.yaml, tolerances.yaml"
    assert "there is no such folder" in check(tmp_path / "nowhere")[0]


def test_a_file_of_another_encoding_is_told_and_a_byte_order_mark_is_fine(folder: Path) -> None:
    (folder / "modes.yaml").write_bytes(b"\xef\xbb\xbf" + MODES.encode())
    assert check(folder) == []

    (folder / "modes.yaml").write_bytes(MODES.replace("Nordic", "Nördic").encode("latin-1"))
    assert "is not UTF-8 text" in check(folder)[0]


def test_the_shipped_folder_can_be_copied_and_used(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "policies")

    assert YamlPolicies(tmp_path / "policies").load() == YamlPolicies().load()
