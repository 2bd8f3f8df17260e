"""What integration staff see in n8n's editor: workflow 10, the node's panel, a credential that is tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, expect

from stack.n8n import OWNER, PASSWORD
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.tabs import TABS
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from stack.browser import LaunchOptions
    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

NODE = "[data-test-id=canvas-node]"
SIZE = (1600, 900)
WHOLE: ViewportSize = {"width": 2200, "height": 1400}
NEAR = 8
"""Pixels."""


@pytest.fixture(scope="module")
def flows(world: World, n8n: N8n) -> Iterator[Flows]:
    with driven_by(n8n, world, "n8n_editor") as driven:
        yield driven


@pytest.fixture
def editor(flows: Flows, chromium: LaunchOptions) -> Iterator[Page]:
    """The editor of workflow 10, logged in as the owner."""
    with TABS.tab(chromium, (flows.n8n.url,), list, SIZE) as page:
        workflow = f"{flows.n8n.url}/workflow/{flows.ids()['10-read-supplier-mail']}"
        page.goto(workflow, wait_until="domcontentloaded")
        page.wait_for_selector(f"{NODE}, input[name=emailOrLdapLoginId]")
        if page.locator("input[name=emailOrLdapLoginId]").count():
            page.fill("input[name=emailOrLdapLoginId]", OWNER["email"])
            page.fill("input[name=password]", PASSWORD)
            page.click("[data-test-id=form-submit-button], button[type=submit]")
        page.wait_for_selector(NODE)
        yield page


def place_of(editor: Page, node: str) -> tuple[float, float]:
    """Return where a node stands in the window, once it has come to rest."""
    box = editor.locator(f'{NODE}[data-node-name="{node}"]')
    seen: list[tuple[float, float]] = []

    def rests() -> bool:
        found = box.bounding_box()
        seen.append((round(found["x"]), round(found["y"])) if found else (0, 0))
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    eventually(rests, what=f"{node} at rest")
    return seen[-1]


def picture(editor: Page, path: Path, node: str) -> None:
    """Take a picture without what n8n shows under the mouse, and while the canvas moves."""
    editor.mouse.move(editor.viewport_size["width"] / 3, 10)  # beside the workflow's name
    for shown in ("[data-test-id=canvas-edge-toolbar]", "[data-test-id=canvas-minimap]"):
        expect(editor.locator(f"{shown}:visible")).to_have_count(0)
    place_of(editor, node)
    editor.screenshot(path=path)


def test_the_workflow_is_seen_whole_with_its_notes(editor: Page, images: Path) -> None:
    editor.set_viewport_size(WHOLE)
    expect(editor.locator(NODE, has_text="Read supplier mail").first).to_be_visible()

    def fits() -> bool:
        editor.keyboard.press("1")  # fits the workflow into the window, as large as n8n knows it by then
        left, right = (place_of(editor, node)[0] for node in ("Every 10 seconds", "Next mail"))
        return right - left > WHOLE["width"] / 2

    eventually(fits, what="the workflow as large as the window")
    expect(editor.get_by_text("Purpose.").first).to_be_visible()
    assert editor.get_by_text("Install this node").count() == 0
    picture(editor, images / "n8n-read-supplier-mail.png", "Every 10 seconds")


@pytest.mark.parametrize(
    ("name", "node", "size", "corner"),
    [
        ("branches", "Loop over mails", {"width": 1780, "height": 1640}, (110, 495)),
        ("failures", "Open case: mailbox away", {"width": 1560, "height": 760}, (110, 355)),
    ],
)
def test_each_part_of_the_workflow_can_be_read(
    editor: Page, images: Path, name: str, node: str, size: ViewportSize, corner: tuple[int, int]
) -> None:
    """At n8n's own size: notes and the labels of outputs are legible, and n8n's buttons lie beside."""
    editor.set_viewport_size(size)
    editor.keyboard.press("0")

    def is_there() -> bool:
        away = [at - wanted for at, wanted in zip(place_of(editor, node), corner, strict=True)]
        editor.mouse.move(size["width"] / 2, size["height"] / 2)
        editor.mouse.wheel(*away)  # moves the canvas by a part of it
        return all(abs(by) < NEAR for by in away)

    eventually(is_there, what=f"{node} where the picture has it")
    picture(editor, images / f"n8n-read-supplier-mail-{name}.png", node)


def test_the_nodes_panel_offers_the_mailbox(editor: Page, images: Path) -> None:
    editor.locator(f'{NODE}[data-node-name="Fetch new mails"]').dblclick()

    expect(editor.get_by_text("Mailbox", exact=True).first).to_be_visible(timeout=30_000)
    editor.screenshot(path=images / "n8n-node.png")


def test_the_credential_is_tested_when_it_is_opened(flows: Flows, editor: Page, images: Path) -> None:
    editor.goto(f"{flows.n8n.url}/home/credentials/{flows.credential_id()}", wait_until="domcontentloaded")

    expect(editor.get_by_text("Connection tested successfully").first).to_be_visible(timeout=60_000)
    expect(editor.get_by_role("button", name="Retry", exact=True)).to_be_enabled()  # no test is under way
    expect(editor.locator("[aria-busy=true]:visible, .n8n-spinner:visible")).to_have_count(0)
    editor.screenshot(path=images / "n8n-credential.png")
