"""Provisioning a real Odoo: planned, applied twice, checked, removed without a trace, resumed after a cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.provision import StepKind
from crossdock.adapters.odoo.rpc_errors import OdooRefused, OdooUnreachable
from crossdock.adapters.odoo.session import OdooSession
from crossdock.adapters.odoo.versions import dialect
from stack.fixtures import ODOOS

if TYPE_CHECKING:
    from collections.abc import Callable

    from odoo_world import OdooWorld

    from stack.given import GivenOdoo
    from stack.odoo import Odoo

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
FORMER_GROUPS = ("sales_team.group_sale_salesman_all_leads", "stock.group_stock_user")
# what a custom model or field may leave behind, and how ours is told
TRACES = (
    ("ir.model", [("model", "like", "x_crossdock")]),
    ("ir.model.fields", ["|", ("name", "like", "x_crossdock"), ("model", "like", "x_crossdock")]),
    ("ir.model.data", [("module", "=", names.MODULE)]),
    ("ir.ui.view", ["|", ("name", "like", "crossdock"), ("model", "like", "x_crossdock")]),
    ("ir.ui.menu", [("name", "=", "Crossdock")]),
    ("res.groups", [("full_name", "like", "Crossdock")]),
    ("ir.actions.server", [("name", "like", "Crossdock")]),
    ("ir.actions.act_window", [("res_model", "like", "x_crossdock")]),
    ("ir.model.access", [("name", "like", "crossdock")]),
    ("ir.rule", [("name", "like", "crossdock")]),
    ("mail.message", [("model", "like", "x_crossdock")]),
    ("mail.activity", [("res_model", "like", "x_crossdock")]),
    ("mail.followers", [("res_model", "like", "x_crossdock")]),
    ("ir.attachment", [("res_model", "like", "x_crossdock")]),
)


@pytest.fixture(params=ODOOS)
def odoo(request: pytest.FixtureRequest) -> Odoo | GivenOdoo:
    """Return a server."""
    server: Odoo | GivenOdoo = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def bare(odoo: Odoo | GivenOdoo, odoo_copy: Callable[[Odoo | GivenOdoo], str]) -> OdooSession:
    """Return the administrator of a database that knows nothing of us."""
    return OdooSession(odoo.url, odoo_copy(odoo), odoo.admin_login, odoo.admin_password, timeout_s=300)


@pytest.fixture
def provisioned(odoo: Odoo | GivenOdoo, provisioned_copy: Callable[[Odoo | GivenOdoo], str]) -> OdooSession:
    """Return the administrator of a database in which `apply` was run once."""
    return OdooSession(odoo.url, provisioned_copy(odoo), odoo.admin_login, odoo.admin_password, timeout_s=300)


def _kinds(session: OdooSession) -> set[StepKind]:
    return {step.kind for step in provision.plan(session)} - {StepKind.NOTE}


def _traces(session: OdooSession) -> dict[str, int]:
    context = {"active_test": False}
    counts = {model: session.call(model, "search_count", domain, context=context) for model, domain in TRACES}
    return {model: count for model, count in counts.items() if count}


def _use(session: OdooSession) -> None:
    """Leave what daily work leaves: a case with note, activity, attachment, and a saved filter."""
    provision.create_technical_user(session, "crossdock", "Own-secret-7")
    service = OdooSession(session.url, session.database, "crossdock", "Own-secret-7", timeout_s=300)
    made = service.load(names.EXCEPTION, ["id", "x_title", "x_state"], [["crossdock.case_1", "One", "new"]])
    [case] = made.ids
    session.call(names.EXCEPTION, "message_post", [case], body="noted")
    session.call(names.EXCEPTION, "activity_schedule", [case], "mail.mail_activity_data_todo")
    attachment = {"name": "a.eml", "datas": "YQ==", "res_model": names.EXCEPTION, "res_id": case}
    session.call("ir.attachment", "create", [attachment])


def test_a_bare_odoo_knows_nothing_of_us(bare: OdooSession) -> None:
    assert _traces(bare) == {}
    assert StepKind.KEEP not in _kinds(bare)


def _remove_until_the_line_is_cut(session: OdooSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to remove everything, and lose Odoo when the models should go."""
    call = session.call

    def cut(model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        if (model, method) == ("ir.model", "unlink"):
            raise OdooUnreachable
        return call(model, method, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(session, "call", cut)
        with pytest.raises(OdooUnreachable):
            provision.remove(session)


def test_apply_twice_is_no_change_and_remove_leaves_nothing(
    provisioned: OdooSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = _kinds(provisioned)
    again = provision.apply(provisioned)
    _use(provisioned)
    _remove_until_the_line_is_cut(provisioned, monkeypatch)
    half = _kinds(provisioned)
    provision.remove(provisioned)

    assert StepKind.CREATE in half  # it can be looked at, so both `apply` and `remove` can go on from there
    assert once == {StepKind.KEEP}
    assert {step.kind for step in again} - {StepKind.NOTE} == {StepKind.KEEP}
    assert _traces(provisioned) == {}
    assert provisioned.call("purchase.order", "search_count", []) == 0
    assert StepKind.KEEP not in _kinds(provisioned)


def test_a_cut_run_is_taken_up_again(provisioned: OdooSession) -> None:
    domain = [("module", "=", names.MODULE), ("name", "like", "e")]
    lost = provisioned.call("ir.model.data", "search", domain)
    provisioned.call("ir.model.data", "unlink", lost)
    before = {model: count for model, count in _traces(provisioned).items() if model != "ir.model.data"}

    provision.apply(provisioned)

    assert _kinds(provisioned) == {StepKind.KEEP}
    after = {model: count for model, count in _traces(provisioned).items() if model != "ir.model.data"}
    assert after == before


def test_what_people_changed_is_shown_and_put_right(provisioned: OdooSession) -> None:
    [action] = provisioned.search_read(
        "ir.model.data", [("module", "=", "crossdock"), ("name", "=", "action_apply")], ("res_id",)
    )
    provisioned.call("ir.actions.server", "write", [action["res_id"]], {"code": "pass"})
    [team] = provisioned.search_read(names.TEAM, [], ("id",))
    provisioned.call(names.TEAM, "write", [team["id"]], {"x_name": "Einkauf"})

    changed = [step for step in provision.plan(provisioned) if step.kind is StepKind.CHANGE]
    findings = provision.check(provisioned)
    provision.apply(provisioned)

    [step] = changed
    assert step.name == "action_apply"
    assert "def cd_apply(case):" in step.detail
    assert [finding.code for finding in findings] == ["not_changed", "team_without_lead"]
    assert _kinds(provisioned) == {StepKind.KEEP}
    assert provisioned.search_read(names.TEAM, [], ("x_name",))[0]["x_name"] == "Einkauf"


def test_the_plan_says_what_is_polled_where_no_rule_is_made(real_world: OdooWorld) -> None:
    notes = [step.what for step in provision.plan(real_world.admin) if step.kind is StepKind.NOTE]

    if real_world.admin.version >= 17:
        assert notes == []
    else:
        assert "polling purchase.order.line" in notes[0]
        assert not any(step.name.startswith("automation_") for step in provision.plan(real_world.admin))


def test_the_services_login_has_the_rights_it_needs_and_no_more(real_world: OdooWorld) -> None:
    technical = real_world.session()

    assert provision.check(real_world.admin, technical) == []
    for model in (names.EVENT, names.TEAM, names.SETTING):
        assert not _may(technical, model, "create")
    assert not _may(technical, names.EXCEPTION, "unlink")
    for model in ("sale.order", "sale.order.line", "ir.actions.server", "ir.ui.view", "res.users"):
        assert not any(_may(technical, model, mode) for mode in ("write", "create", "unlink")), model
    assert not _may(technical, "ir.actions.server", "read")


def test_apply_takes_from_the_service_what_a_former_version_gave(real_world: OdooWorld) -> None:
    login = f"former-{real_world.technical}"
    provision.create_technical_user(real_world.admin, login, real_world.secret)
    service = OdooSession(real_world.url, real_world.database, login, real_world.secret)
    groups = [_group(real_world, name) for name in FORMER_GROUPS]
    field = dialect(real_world.admin.version).groups_field
    former = {field: [(4, group) for group in groups]}
    real_world.admin.call("res.users", "write", [service.uid], former)
    could_write = _may(service, "sale.order", "write")

    planned = [step for step in provision.plan(real_world.admin) if step.kind is StepKind.CHANGE]
    provision.apply(real_world.admin)

    assert could_write
    assert {step.name for step in planned} >= set(FORMER_GROUPS)
    assert all(login in step.what for step in planned)
    assert not _may(service, "sale.order", "write")
    assert provision.check(real_world.admin, service) == []


def _group(world: OdooWorld, xml_id: str) -> int:
    """Return the id of one of Odoo's groups."""
    module, _, name = xml_id.partition(".")
    domain = [("module", "=", module), ("name", "=", name)]
    [row] = world.admin.search_read("ir.model.data", domain, ("res_id",))
    return int(row["res_id"])


def test_check_tells_which_rights_are_missing(real_world: OdooWorld) -> None:
    nobody = _person(real_world, "nobody", ("base.group_user",))

    findings = provision.check(real_world.admin, nobody)

    assert any("may not write purchase.order.line" in finding.text for finding in findings)
    assert any(finding.code == "action_refused" for finding in findings)


def test_nobody_writes_or_deletes_events(real_world: OdooWorld) -> None:
    groups = ("purchase.group_purchase_manager", names.GROUP_MANAGER)

    for session in (_person(real_world, "boss", groups), real_world.buyer, real_world.session()):
        with pytest.raises(OdooRefused):
            session.call(names.EVENT, "create", [{"x_kind": "applied", "x_case_key": "forged"}])
        assert not any(_may(session, names.EVENT, mode) for mode in ("create", "write", "unlink"))


def test_managers_and_the_service_alone_read_the_decision_log(real_world: OdooWorld) -> None:
    kinds = {
        "user": ("base.group_user", names.GROUP_USER),
        "purchase manager": ("purchase.group_purchase_manager",),
        "manager": ("base.group_user", names.GROUP_MANAGER),
    }
    people = {name: _person(real_world, f"log-{name}", groups) for name, groups in kinds.items()}
    people |= {"buyer": real_world.buyer, "service": real_world.session()}

    readers = {name for name, person in people.items() if _may(person, names.EVENT, "read")}

    assert readers == {"manager", "service"}


def _person(world: OdooWorld, login: str, groups: tuple[str, ...]) -> OdooSession:
    """Return the login of a new user with these rights."""
    provision.create_user(world.admin, login, world.secret, login.title(), groups)
    return OdooSession(world.url, world.database, login, world.secret)


def _may(session: OdooSession, model: str, mode: str) -> bool:
    return bool(session.call(model, "check_access_rights", mode, raise_exception=False))
