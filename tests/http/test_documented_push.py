"""The mail that docs/INSTALL.md pushes by hand is taken as it stands there, and read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.samples import load_orders

if TYPE_CHECKING:
    from tests.http.conftest import World

INSTALL = Path(__file__).parents[2] / "docs" / "INSTALL.md"
PUSH = re.compile(r"cat > late\.eml <<'MAIL'\n(?P<mail>.*?\n)MAIL\ncurl (?P<curl>.*?)\n```", re.DOTALL)


def test_the_documented_mail_is_taken_and_read_with_the_sample_orders(world: World) -> None:
    world.use(erp=MemoryErp.from_orders(load_orders(world.clock.now().date()), clock=world.clock))
    push = PUSH.search(INSTALL.read_text())
    assert push is not None
    headers = dict(re.findall(r"-H '([\w-]+): ([^']+)'", push["curl"]))

    response = world.call("POST", "/v1/supplier-mails", data=push["mail"], headers=headers)

    assert push["curl"].endswith("/v1/supplier-mails")
    assert response.json["outcome"] == "exception", response.text
    assert "P00106 line 1: 28 days late" in response.json["reasons"][0]["text"]
