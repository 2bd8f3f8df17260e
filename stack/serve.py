"""A set of components under one folder: served until a signal, reached from other processes."""

from __future__ import annotations

import json
import os
import secrets
import signal
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from stack.dovecot import Dovecot
from stack.errors import StackError
from stack.hold import hold
from stack.n8n import N8n
from stack.odoo import Odoo
from stack.ports import free_port
from stack.postgres import Postgres
from stack.shell import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager

    from stack.process import Process

HOME_VARIABLE = "CROSSDOCK_STACK_HOME"
TICK_SECONDS = 0.3
COMPONENTS = ("postgres", "odoo19", "odoo14", "dovecot", "n8n")
OTHER_PORTS = ("sidecar", "n8n_broker")
STATE_FILE = "stack.json"


@dataclass(slots=True, kw_only=True)
class State:
    """What another process needs to reach the components under `home`."""

    postgres_password: str = field(default_factory=lambda: secrets.token_hex(16))
    ports: dict[str, int] = field(default_factory=dict)
    durable: bool = False
    technical_password: str = ""
    api_key: str = ""
    api_key_scopes: str = ""
    signing_secret: str = ""


def default_home() -> Path:
    """Where components keep their data: `$CROSSDOCK_STACK_HOME`, else a place service users can enter."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given)
    if os.geteuid() == 0:
        return Path("/var/lib/crossdock/stack")
    return Path.home() / ".local/share/crossdock/stack"


class Stack:
    """The components under one folder; ports and passwords stay the same from start to start."""

    def __init__(
        self,
        home: Path,
        *,
        ports: Mapping[str, int] | None = None,
        durable: bool | None = None,
        postgres_password: str | None = None,
    ) -> None:
        self.home = home
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.state = read_state(home)
        self.state.ports.update(ports or {})
        if durable is not None:
            self.state.durable = durable
        if postgres_password:
            self.state.postgres_password = postgres_password
        for name in (*COMPONENTS, *OTHER_PORTS):
            self.state.ports.setdefault(name, free_port())
        write_state(home, self.state)

    def postgres(self) -> Postgres:
        """The cluster, started or not."""
        return Postgres(
            home=self.home / "postgres",
            port=self.state.ports["postgres"],
            password=self.state.postgres_password,
            durable=self.state.durable,
        )

    def odoo(self, version: int) -> Odoo:
        """The Odoo of a series, started or not; its databases can be made either way."""
        name = f"odoo{version}"
        return Odoo(
            self.postgres(),
            version,
            home=self.home / name,
            port=self.state.ports[name],
            db="odoo" if version == 19 else name,
        )

    def dovecot(self) -> Dovecot:
        """The IMAP server, started or not."""
        return Dovecot(home=self.home / "dovecot", port=self.state.ports["dovecot"])

    def n8n(self) -> N8n:
        """n8n with our package of nodes, which is built when its sources have changed."""
        ports = self.state.ports
        return N8n(home=self.home / "n8n", port=ports["n8n"], broker_port=ports["n8n_broker"])

    def component(self, name: str) -> Process:
        """A component by its name."""
        if name == "postgres":
            return self.postgres()
        if name == "dovecot":
            return self.dovecot()
        if name == "n8n":
            return self.n8n()
        if name.startswith("odoo"):
            return self.odoo(int(name.removeprefix("odoo")))
        raise StackError(f"unknown component {name!r}; known: {', '.join(COMPONENTS)}")

    def start(self, names: Iterable[str]) -> list[Process]:
        """Start components in the order given; stop the started ones when one fails."""
        started: list[Process] = []
        try:
            for name in names:
                component = self.component(name)
                started.append(component.start())
                say(f"{name} answers on 127.0.0.1:{component.port}, log {component.log_path}")
        except BaseException:
            stop(started)
            raise
        return started

    def hold(self) -> AbstractContextManager[None]:
        """Hold this stack's folder: a second start beside a running one is refused."""
        return hold(self.home, "a stack", f"stop it, or give {HOME_VARIABLE}=/another/folder")

    def serve(self, names: Iterable[str]) -> None:
        """Start components and keep them until SIGTERM or SIGINT."""
        with self.hold():
            started = self.start(names)
            try:
                until_stopped(started)
            finally:
                stop(started)


def until_stopped(components: Iterable[Process], tick: Callable[[], None] = lambda: None) -> None:
    """Call `tick` every moment until SIGTERM or SIGINT; raise `StackError` when a component ends before."""
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    while not done.wait(TICK_SECONDS):
        tick()
        for component in components:
            if not component.is_running():
                raise StackError(f"{component.name} ended by itself; its log says:\n{component.log_tail()}")


def stop(components: Iterable[Process]) -> None:
    """Stop components, the last started first."""
    for component in reversed(list(components)):
        component.stop()


def read_state(home: Path) -> State:
    """Read what an earlier start left under `home`, else a new state."""
    path = home / STATE_FILE
    return State(**json.loads(path.read_text())) if path.exists() else State()


def write_state(home: Path, state: State) -> None:
    """Keep the state for later starts and other processes, readable by its owner alone."""
    text = json.dumps(asdict(state), indent=2) + "\n"
    path = home / STATE_FILE
    if path.exists() and path.read_text() == text:
        return
    fresh = home / f".{STATE_FILE}.{os.getpid()}"
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    fresh.rename(path)
