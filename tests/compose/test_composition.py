"""docker-compose.yml: valid, safe to start as it stands, and made of settings that there are."""

from __future__ import annotations

import json
import os
import re
import ssl
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from crossdock.settings import Settings
from stack.n8n_install import VERSION as N8N
from stack.odoo_template import MODULES
from tests.compose.composition import EXAMPLE, FILE, ROOT, composition, example, make_secrets

SCHEMA = Path(__file__).with_name("schema") / "compose-spec.json"
TEXT = FILE.read_text()
PLAIN = composition(example())
SCALED = composition(example(scale=True))
SERVICES: dict[str, dict[str, Any]] = PLAIN["services"]
ONE_SHOT = {"odoo-init", "migrate", "provision", "deploy-workflows"}
SIDECARS = [name for name, service in SERVICES.items() if service["image"].startswith("crossdock-sidecar:")]
N8NS = [name for name, service in SERVICES.items() if service["image"].startswith("crossdock-n8n:")]


def mounted(text: str, secrets: Path) -> str:
    """Return a path inside a container as it is here."""
    return text.replace("/run/secrets", str(secrets)).replace("/etc/crossdock/policies", str(secrets))


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_secrets(tmp_path_factory.mktemp("composition") / "secrets")


@pytest.mark.parametrize("content", [PLAIN, SCALED], ids=["plain", "scale"])
def test_it_is_valid_by_the_compose_specification(content: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())

    problems = [
        f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(content)
    ]

    assert problems == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_without_root_and_with_bounds(name: str) -> None:
    service = SERVICES[name]

    assert str(service["user"]).partition(":")[0] not in ("", "0", "root")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_tells_its_health_and_comes_back(name: str) -> None:
    service = SERVICES[name]

    if name in ONE_SHOT:
        assert (service["restart"], service["healthcheck"]) == ("no", {"disable": True})
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_waits_for_can_be_waited_for(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        wanted = "service_completed_successfully" if needed in ONE_SHOT else "service_healthy"

        assert how == {"condition": wanted}, needed
        assert set(SERVICES[needed].get("profiles", [])) <= set(SERVICES[name].get("profiles", []))


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned(name: str) -> None:
    assert re.fullmatch(r"[\w/-]+:\d[\w.-]*", SERVICES[name]["image"])


def test_n8n_is_the_version_that_is_tested() -> None:
    assert {SERVICES[name]["image"] for name in N8NS} == {f"crossdock-n8n:{N8N}"}
    assert f"\nFROM n8nio/n8n:{N8N}\n" in (ROOT / "n8n-nodes" / "Dockerfile").read_text()


def test_odoo_gets_the_modules_that_the_stack_has() -> None:
    assert f"--init={MODULES[19]}\n" in (ROOT / "compose" / "make-odoo.sh").read_text()


def test_every_port_is_published_on_loopback() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_no_secret_stands_in_it() -> None:
    example_text = EXAMPLE.read_text()
    for name in re.findall(
        r"^\s*#?\s*(\w*(?:PASSWORD|SECRET|_KEY|DATABASE_URL)\w*)[:=]", TEXT + example_text, re.M
    ):
        assert name.endswith("_FILE"), name
    assert re.findall(r"://[^/\s]*:[^/\s]*@|whsec_|cdk_", TEXT + example_text) == []


def test_every_secret_is_a_file_that_the_script_makes(secrets: Path) -> None:
    declared = {name: entry["file"] for name, entry in PLAIN["secrets"].items()}
    used = {name for service in SERVICES.values() for name in service.get("secrets", [])}

    assert declared == {path.name: f"./secrets/{path.name}" for path in secrets.iterdir()}
    assert used == declared.keys()
    assert secrets.stat().st_mode & 0o077 == 0


def test_a_service_reads_only_secrets_that_it_is_given() -> None:
    for name, service in SERVICES.items():
        words = json.dumps(
            [service.get(key) for key in ("environment", "command", "entrypoint", "healthcheck")]
        )

        assert set(re.findall(r"/run/secrets/(\w+)", words)) <= set(service.get("secrets", [])), name


def test_secrets_that_are_there_stay(secrets: Path) -> None:
    before = {path.name: path.read_bytes() for path in secrets.iterdir()}

    make_secrets(secrets)

    assert {path.name: path.read_bytes() for path in secrets.iterdir()} == before


def test_neither_secrets_nor_their_file_can_be_committed_or_get_into_an_image() -> None:
    assert {"compose.env", "secrets/"} <= set((ROOT / ".gitignore").read_text().splitlines())
    allowed = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert allowed == ["!pyproject.toml", "!constraints.txt", "!README.md", "!LICENSE", "!sidecar"]


@pytest.mark.parametrize("name", SIDECARS)
def test_the_sidecar_takes_its_settings(name: str, secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [key for key in os.environ if key.upper().startswith("CROSSDOCK_")]:
        monkeypatch.delenv(variable)
    # the image's own, then compose.env, then what the composition says
    own = dict(re.findall(r"(CROSSDOCK_\w+)=(\S+)", (ROOT / "sidecar" / "Dockerfile").read_text()))
    for variable, value in (own | example() | SERVICES[name]["environment"]).items():
        if variable.startswith("CROSSDOCK_"):
            monkeypatch.setenv(variable, mounted(value, secrets))

    settings = Settings()

    settings.require_service()
    assert settings.ledger_place == "postgresql://postgres:5432/crossdock (CROSSDOCK_DATABASE_URL)"
    assert settings.events_signing_secret is not None
    box = settings.mailbox["purchasing"]
    assert box.password.get_secret_value() == (secrets / "mailbox_password").read_text()
    assert box.tls == "implicit"
    assert box.ca_file is not None
    ssl.create_default_context(cafile=box.ca_file)
    if name == "provision":
        assert settings.odoo_admin_access.login == "admin"


@pytest.mark.parametrize("name", N8NS)
def test_n8n_knows_each_of_its_variables(name: str) -> None:
    listed = Path(__file__).with_name(f"n8n-{N8N}-variables.txt").read_text().split()
    variables = {key.removesuffix("_FILE") for key in SERVICES[name]["environment"]}

    assert variables - set(listed) == {"TZ"}  # the operating system's


def test_every_n8n_process_is_the_same_image_under_the_same_settings() -> None:
    for services in (SERVICES, SCALED["services"]):
        same = [{key: services[name][key] for key in ("image", "environment", "secrets")} for name in N8NS]

        assert len(same) == 3
        assert all(each == same[0] for each in same)


def test_at_scale_n8n_queues_and_webhook_processors_take_what_the_sidecar_sends() -> None:
    environment = SCALED["services"]["n8n"]["environment"]
    allowed = SCALED["services"]["crossdock"]["environment"]["CROSSDOCK_EVENTS_ALLOWED_URLS"].split(",")

    assert environment["EXECUTIONS_MODE"] == "queue"
    assert str(environment["N8N_DISABLE_PRODUCTION_MAIN_PROCESS"]).lower() == "true"
    assert environment["N8N_WEBHOOK_URL"] + "webhook/" in allowed
    assert SERVICES["n8n"]["environment"]["N8N_WEBHOOK_URL"] + "webhook/" in allowed


def test_a_trigger_can_be_tried_in_the_editor_where_one_process_serves_all_of_n8n() -> None:
    allowed = SERVICES["crossdock"]["environment"]["CROSSDOCK_EVENTS_ALLOWED_URLS"].split(",")

    assert SERVICES["n8n"]["environment"]["N8N_WEBHOOK_URL"] + "webhook-test/" in allowed


def test_at_scale_two_sidecars_answer_to_one_name() -> None:
    pair = [SERVICES[name] for name in ("crossdock", "crossdock-2")]

    assert [service.get("profiles") for service in pair] == [None, ["scale"]]
    assert [service["networks"]["front"]["aliases"] for service in pair] == [["crossdock"], ["crossdock"]]
    assert pair[0]["volumes"][0] != pair[1]["volumes"][0]


def test_each_variable_of_the_example_is_asked_for() -> None:
    named = set(re.findall(r"^#? ?(\w+)=", EXAMPLE.read_text(), re.M))
    asked = set(re.findall(r"\$\{(\w+)", TEXT))

    assert asked - named == set()
    assert {name for name in named - asked if not name.startswith("CROSSDOCK_")} == {"COMPOSE_PROFILES"}
    assert [name for name in asked if name.startswith("CROSSDOCK_")] == []  # compose.env reaches the sidecar
