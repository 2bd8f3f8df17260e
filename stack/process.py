"""A server process of ours: started, watched, stopped, and never left behind."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from stack.errors import NotReady, StackError
from stack.ports import HOST, free_port, is_taken
from stack.shell import TAIL_LINES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from stack.users import Account

POLL_SECONDS = 0.05
PORT_SECONDS = 5.0


class Process:
    """One server in a process group of its own; subclasses say how it is started and probed."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    stop_seconds: ClassVar[float] = 10.0
    ready_seconds: ClassVar[float] = 60.0

    def __init__(self, *, home: Path | None = None, port: int | None = None) -> None:
        self.home = home or scratch_folder(self.name)
        self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.port = port or free_port()
        self.log_path = self.home / f"{self.name}.log"
        self._popen: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str | Path]:
        """The command line that runs the server in the foreground."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """The whole environment of the server."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.home),
        }

    def account(self) -> Account | None:
        """The account that the server runs as; None is the present one."""
        return None

    def prepare(self) -> None:
        """Make what the server needs before its first and every later start."""

    def is_ready(self) -> bool:
        """Tell whether the server answers now."""
        raise NotImplementedError

    def start(self, deadline: float | None = None) -> Self:
        """Start the server and wait until it answers, at most `deadline` seconds."""
        if self.is_running():
            return self
        self.kill()  # one that ended by itself is reaped, and what it left in its group ends too
        self._await_free_port()
        self.prepare()
        account = self.account()
        try:
            with self.log_path.open("ab") as log:
                self._popen = subprocess.Popen(
                    [str(word) for word in self.command()],
                    env=dict(self.environment()),
                    cwd=self.home,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    **(account.process_arguments() if account else {}),
                )
        except FileNotFoundError as error:
            raise NotReady(f"{self.name} cannot start: {error}") from error
        _guard.watch(self, self._popen.pid)
        try:
            self.wait_ready(deadline)
        except BaseException:
            self.kill()
            raise
        return self

    def wait_ready(self, deadline: float | None = None) -> None:
        """Poll until the server answers; raise `NotReady` when it ended or `deadline` seconds passed."""
        limit = deadline if deadline is not None else self.ready_seconds
        end = time.monotonic() + limit
        while not (self.is_ready() and self.is_running()):
            if not self.is_running():
                raise NotReady(f"{self.name} ended while starting; {self.log_path} says:\n{self.log_tail()}")
            if time.monotonic() > end:
                raise NotReady(
                    f"{self.name} did not answer in {limit} s; {self.log_path} says:\n{self.log_tail()}"
                )
            time.sleep(POLL_SECONDS)

    def _await_free_port(self) -> None:
        """Wait for a predecessor to let go of the port: whoever else holds it would answer in our name."""
        end = time.monotonic() + PORT_SECONDS
        while is_taken(self.port):
            if time.monotonic() > end:
                raise StackError(f"{self.name} cannot start: another process answers on {HOST}:{self.port}")
            time.sleep(POLL_SECONDS)

    def is_running(self) -> bool:
        """Tell whether the server's process is alive."""
        if self._popen is None:
            return False
        # looks without reaping: the zombie keeps the group's id from being given to somebody else
        try:
            return os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    @property
    def pid(self) -> int:
        """The process id, which is the group's id too."""
        if self._popen is None:
            raise StackError(f"{self.name} is not started")
        return self._popen.pid

    def stop(self) -> None:
        """Stop the server in its own time, kill it when it takes too long; data and port stay."""
        if self._popen is None:
            return
        self._signal(self.stop_signal)
        end = time.monotonic() + self.stop_seconds
        while self.is_running() and time.monotonic() < end:
            time.sleep(POLL_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Send SIGKILL to the whole process group and wait for its end."""
        if self._popen is None:
            return
        self._signal(signal.SIGKILL)
        self._popen.wait()
        _guard.unwatch(self._popen.pid)
        self._popen = None

    def restart(self) -> Self:
        """Stop and start again on the same port with the same data."""
        self.stop()
        return self.start()

    def log_tail(self) -> str:
        """The last lines of the server's log."""
        if not self.log_path.exists():
            return ""
        return "\n".join(self.log_path.read_text(errors="replace").splitlines()[-TAIL_LINES:])

    def _signal(self, number: signal.Signals) -> None:
        """Signal the whole group, which may outlive its first process."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Guard:
    """Cleans up at exit, and tells the reaper what to clean up when there is no orderly exit."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._live: dict[int, Process] = {}
        self._folders: list[Path] = []
        self._reaper: subprocess.Popen[str] | None = None

    def watch(self, process: Process, group: int) -> None:
        """Take a started process under guard."""
        self._live[group] = process
        self._tell(f"group {group} {int(process.stop_signal)}")

    def unwatch(self, group: int) -> None:
        """Forget a process that ended."""
        self._live.pop(group, None)
        self._tell(f"ended {group}")

    def own(self, folder: Path) -> None:
        """Remove `folder` when this process ends."""
        self._folders.append(folder)
        self._tell(f"folder {folder}")

    def clean(self) -> None:
        """Stop all that is left, the last started first; a forked child does not."""
        if os.getpid() != self._owner:
            return
        for process in reversed(list(self._live.values())):
            process.stop()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        if self._reaper is not None:
            self._reaper.communicate()  # the end of its stream is its end

    def _tell(self, line: str) -> None:
        """Write a line to the reaper, started on first use."""
        if os.getpid() != self._owner:
            return
        if self._reaper is None:
            script = Path(__file__).with_name("reaper.py")
            self._reaper = subprocess.Popen(
                [sys.executable, "-I", str(script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
                cwd="/",
            )
            atexit.register(self.clean)
        if self._reaper.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._reaper.stdin.write(line + "\n")
                self._reaper.stdin.flush()


_guard = _Guard()


def scratch_folder(name: str) -> Path:
    """A folder that service users can enter and that goes away with this process."""
    folder = Path(tempfile.mkdtemp(prefix=f"crossdock-{name}-"))
    folder.chmod(0o755)
    if not os.environ.get("CROSSDOCK_KEEP_SCRATCH"):
        _guard.own(folder)
    return folder
