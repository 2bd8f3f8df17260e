"""A slow Odoo: callers get a bounded answer, and threads stay free for those who do not need Odoo."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.entrypoints.http.patience import Patience
from tests.http.conftest import ORDERS, a_mail, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.http.conftest import World

WAIT_S = 0.2


class SlowErp:
    """An ERP that answers nobody until it is let go."""

    def __init__(self, erp: MemoryErp) -> None:
        self._erp = erp
        self.asked = threading.Semaphore(0)
        self.times_asked = 0
        self.fast = threading.Event()
        self.broken: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        """Return what the ERP has."""
        return getattr(self._erp, name)

    def ping(self) -> None:
        """Answer late."""
        self._wait()

    def purchase_snapshot(self, query: Any) -> Any:
        """Answer late."""
        self._wait()
        return self._erp.purchase_snapshot(query)

    def has_company(self, company_id: int) -> bool:
        """Answer late."""
        self._wait()
        return self._erp.has_company(company_id)

    def _wait(self) -> None:
        self.times_asked += 1
        self.asked.release()
        assert self.fast.wait(30), "nobody let the ERP go"
        if self.broken is not None:
            raise self.broken


@pytest.fixture
def slow(world: World) -> Iterator[SlowErp]:
    """Give an Odoo that is slow, before which only one request may wait."""
    erp = SlowErp(world.erp)
    world.patience = Patience(seats=1, wait_s=WAIT_S)
    world.use(erp=erp)
    yield erp
    erp.fast.set()


def decided(world: World, inbox_id: int) -> bool:
    """Wait until the mail is decided."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        entry = world.ledger.inbox_entry(inbox_id)
        if entry is not None and entry.outcome is not None:
            return True
        time.sleep(0.01)
    return False


def test_a_decision_that_takes_long_is_answered_as_stored_and_goes_on(world: World, slow: SlowErp) -> None:
    answer = world.post_mail(a_mail()).json

    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("stored", "decision_follows")
    slow.fast.set()
    assert decided(world, answer["inbox_id"])
    assert world.post_mail(a_mail()).json["outcome"] not in ("stored", "duplicate")


def test_while_one_is_late_others_are_stored_at_once(world: World, slow: SlowErp) -> None:
    world.post_mail(a_mail(1))

    assert slow.asked.acquire(timeout=30)
    asked = slow.times_asked
    answer = world.post_mail(a_mail(2), idempotency_key="k2").json

    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("stored", "decision_follows")
    assert slow.times_asked == asked  # so nothing was waited for
    slow.fast.set()
    assert decided(world, 1)
    assert world.call("POST", "/v1/inbox-sweeps").json["done"] == 1


def test_a_case_that_is_asked_for_waits_no_longer_either(world: World, slow: SlowErp) -> None:
    answer = world.post_exception().json

    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("stored", "decision_follows")
    slow.fast.set()
    assert decided(world, 1)


def test_who_has_waited_for_the_company_does_not_wait_for_the_decision_too(
    world: World, slow: SlowErp
) -> None:
    world.patience = Patience(seats=2, wait_s=WAIT_S)
    world.use(erp=slow)

    answer = world.post_exception(company_id=99).json

    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("stored", "decision_follows")
    assert slow.times_asked == 1
    slow.fast.set()


@pytest.mark.parametrize(
    "path", ["inbox-sweeps", "odoo-change-sweeps", "outbox-deliveries", "mailboxes/purchasing/fetches"]
)
def test_a_job_that_finds_no_seat_is_told_to_come_again(world: World, slow: SlowErp, path: str) -> None:
    world.post_mail(a_mail())

    response = world.call("POST", f"/v1/{path}")

    problem_of(response, 503, "busy")
    assert int(response.headers["Retry-After"]) > 0
    slow.fast.set()


def test_a_late_decision_that_fails_leaves_the_mail_stored(
    world: World, slow: SlowErp, logged: list[Any]
) -> None:
    answer = world.post_mail(a_mail()).json
    slow.broken = KeyboardInterrupt  # what no flow catches

    slow.fast.set()

    end = time.monotonic() + 30
    while not any(record.getMessage() == "late work failed" for record in logged):
        assert time.monotonic() < end
        time.sleep(0.01)
    entry = world.ledger.inbox_entry(answer["inbox_id"])
    assert entry is not None
    assert entry.outcome is None


def test_a_seat_is_given_back_whatever_happens() -> None:
    patience = Patience(seats=1, wait_s=5)

    def fail() -> None:
        raise ValueError("on purpose")

    for _ in range(3):
        with pytest.raises(ValueError, match="on purpose"):
            patience.in_time(fail)
        with pytest.raises(ValueError, match="on purpose"), patience.seat():
            fail()

    assert patience.in_time(lambda: "done") == "done"


def test_a_seat_is_given_back_where_no_thread_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    patience = Patience(seats=1, wait_s=5)

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as without_threads:
        without_threads.setattr(threading.Thread, "start", refuse)
        with pytest.raises(RuntimeError, match="new thread"):
            patience.in_time(lambda: "never")

    assert patience.in_time(lambda: "done") == "done"


class Watched(Patience):
    """Keeps until when each wait lasts."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: list[float | None] = []

    def in_time(self, work: Callable[[], Any], *, until: float | None = None) -> Any:
        """Wait as ever."""
        self.ends.append(until)
        return super().in_time(work, until=until)


def test_a_request_that_looks_at_odoo_twice_has_one_wait_for_both(world: World) -> None:
    orders = [{**ORDERS["orders"][0], "company_id": 2}]
    watched = world.patience = Watched()
    world.use(erp=MemoryErp.from_orders({**ORDERS, "orders": orders}, clock=world.clock))

    answer = world.post_exception(company_id=2).json

    assert answer["outcome"] == "opened"
    company, decision = watched.ends
    assert company == decision is not None


def test_two_waits_of_one_request_keep_its_caller_no_longer_than_one() -> None:
    """An asked-for case of another company waits for that company, then for its decision."""
    patience = Patience(seats=4, wait_s=0.5)
    in_time = patience.of_one_request()
    end = threading.Event()
    assert in_time(lambda: end.wait(0.3)) is False
    began = time.monotonic()

    assert in_time(lambda: end.wait(30)) is None

    end.set()
    assert time.monotonic() - began < 0.45
