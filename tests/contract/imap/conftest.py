"""Fixtures of the contract tests: a real mailbox, and a proxy before it that misbehaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from imap_faults import Faults, FaultyImap
from mailbox_world import ImapWorld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crossdock.adapters.imap import ImapMailbox
    from stack.dovecot import Dovecot


@pytest.fixture
def imap_world(dovecot: Dovecot) -> ImapWorld:
    """An empty real mailbox."""
    return ImapWorld(dovecot)


@pytest.fixture
def faults() -> Faults:
    """What the proxy does; nothing at first."""
    return Faults()


@pytest.fixture
def through(imap_world: ImapWorld, faults: Faults) -> Iterator[Callable[..., ImapMailbox]]:
    """Make a mailbox that is reached through the misbehaving proxy."""
    with FaultyImap(imap_world.dovecot.port, faults) as proxy:
        yield lambda **options: imap_world.reader(port=proxy.port, **options)
    assert faults.closed == faults.connections
