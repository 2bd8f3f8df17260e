"""What the documentation names is there: pages and headings, commands with their options, metrics.

So are the pages that n8n's nodes and our other sources send people to.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from crossdock.cli import commands
from crossdock.cli.parser import build_parser
from crossdock.settings import MailboxSettings, Settings
from crossdock.telemetry.metrics import Figures, Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "stack/README.md", "n8n-nodes/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)")
PUBLISHED = re.compile(r"https://github\.com/crossdock/crossdock/blob/main/([\w./-]*\w)(?:#([\w-]+))?")
POINTING = ("n8n-nodes/nodes", "n8n-nodes/credentials", "n8n-workflows", "sidecar/crossdock")
SHELL = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(
    r"`CROSSDOCK_(?P<name>[A-Z_<>]+)` \((?P<figure>\d+) (?P<unit>\w+)\)"
    r"|\| (?P<kept>\d+) days[^|]*\| `CROSSDOCK_(?P<keeper>[A-Z_]+)` \|"
)
UNITS = {"MiB": 1024 * 1024}
COMMAND = re.compile(r"^ *(?:\.venv/bin/)?crossdock (.+)$", re.MULTILINE)
BARE = re.compile(r"^ *crossdock (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for name, anchor in LINK.findall(page.read_text()):
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), f"{name}#{anchor}"


def published_links() -> set[tuple[str, str]]:
    """Return each page of ours that sources link to as published, with the anchor."""
    sources = [path for folder in POINTING for path in (ROOT / folder).rglob("*")]
    texts = [path.read_text() for path in sources if path.suffix in (".ts", ".json", ".py", ".yaml")]
    return {link for text in texts for link in PUBLISHED.findall(text)}


def test_links_of_nodes_and_sources_lead_somewhere() -> None:
    links = published_links()

    assert {name for name, _ in links} >= {"docs/N8N.md"}
    for name, anchor in links:
        assert (ROOT / name).is_file(), name
        assert not anchor or anchor in anchors(ROOT / name), f"{name}#{anchor}"


def test_readme_fits_one_screen() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 70


def shown_commands() -> Iterator[str]:
    """Yield each `crossdock` command of the pages' shell examples, without its comment."""
    for page in PAGES:
        for block in SHELL.findall(page.read_text()):
            yield from COMMAND.findall(block)


@pytest.mark.parametrize("command", sorted(set(shown_commands())))
def test_commands_that_are_shown_exist_with_their_options(command: str) -> None:
    words = shlex.split(command, comments=True)

    assert build_parser(commands(words)).parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_shown_work_if_typed(page: Path) -> None:
    blocks = SHELL.findall(page.read_text())
    made = next((index for index, block in enumerate(blocks) if "crossdock() {" in block), len(blocks))

    assert [command for block in blocks[:made] for command in BARE.findall(block)] == []


def shown_figures() -> Iterator[tuple[str, int]]:
    """Yield each setting that a page names with a figure beside it, and that figure."""
    for page in PAGES:
        for found in FIGURE.finditer(page.read_text()):
            name, figure = found["name"] or found["keeper"], found["figure"] or found["kept"]
            yield name, int(figure) * UNITS.get(found["unit"], 1)


@pytest.mark.parametrize(("name", "figure"), sorted(set(shown_figures())))
def test_figures_beside_a_setting_are_its_default(name: str, figure: int) -> None:
    model, field = (MailboxSettings, name.partition(">__")[2]) if "__" in name else (Settings, name)

    assert model.model_fields[field.lower()].default == figure


def test_alerts_look_at_metrics_that_there_are() -> None:
    metrics = Metrics()
    metrics.watch_ledger(
        lambda: Figures(outbox={"dead": 0, "pending": 0, "leased": 0, "failed": 0}, inbox_undecided=0)
    )
    exposed = metrics.exposition().decode()

    rules = yaml.safe_load((ROOT / "docs/prometheus/rules.yml").read_text())["groups"][0]["rules"]
    used = {name for rule in rules for name in re.findall(r"crossdock_\w+", rule["expr"])} - {
        "crossdock_ready",
        "crossdock_all_up",  # modules of the blackbox exporter
    }

    assert used
    assert all(re.search(rf"^{name}[ {{]", exposed, re.MULTILINE) for name in used), used
