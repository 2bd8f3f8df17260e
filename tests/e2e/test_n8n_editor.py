"""What integration staff see in n8n's editor: workflow 10, the node's panel, a credential that is tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from stack.n8n import OWNER, PASSWORD
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.tabs import TABS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from stack.browser import LaunchOptions
    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

NODE = "[data-test-id=canvas-node]"
SIZE = (1600, 900)


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


def test_the_workflow_is_seen_whole_with_its_notes(editor: Page, images: Path) -> None:
    expect(editor.locator(NODE, has_text="Read supplier mail").first).to_be_visible()
    editor.keyboard.press("1")  # fits the workflow into the window
    expect(editor.get_by_text("Purpose.").first).to_be_visible()
    assert editor.get_by_text("Install this node").count() == 0
    editor.screenshot(path=images / "n8n-read-supplier-mail.png")


def test_the_nodes_panel_offers_the_mailbox(editor: Page, images: Path) -> None:
    editor.locator(f'{NODE}[data-node-name="Fetch new mails"]').dblclick()

    expect(editor.get_by_text("Mailbox", exact=True).first).to_be_visible(timeout=30_000)
    editor.screenshot(path=images / "n8n-node.png")


def test_the_credential_is_tested_when_it_is_opened(flows: Flows, editor: Page, images: Path) -> None:
    editor.goto(f"{flows.n8n.url}/home/credentials/{flows.credential_id()}", wait_until="domcontentloaded")

    expect(editor.get_by_text("Connection tested successfully").first).to_be_visible(timeout=60_000)
    editor.screenshot(path=images / "n8n-credential.png")
