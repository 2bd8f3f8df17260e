"""The cache builds an entry once and never shows half of one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from stack import cache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSDOCK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_an_entry_is_built_once() -> None:
    built = []

    def build(folder: Path) -> None:
        built.append(folder)
        (folder / "content").write_text("ready")

    first = cache.install_once("thing", "1.0", build)
    second = cache.install_once("thing", "1.0", build)

    assert first == second
    assert (first / "content").read_text() == "ready"
    assert len(built) == 1


def test_a_failed_build_leaves_nothing(root: Path) -> None:
    def build(folder: Path) -> None:
        (folder / "half").write_text("…")
        raise RuntimeError("no network")

    with pytest.raises(RuntimeError, match="no network"):
        cache.install_once("thing", "1.0", build)

    assert cache.versions("thing") == []
    assert [path for path in root.iterdir() if path.is_dir()] == []


def test_what_a_killed_build_left_is_swept_before_the_next(root: Path) -> None:
    leftover = root / ".thing@1.0.abc"
    leftover.mkdir(parents=True)

    cache.install_once("thing", "1.0", lambda folder: (folder / "content").touch())

    assert not leftover.exists()


def test_two_builders_at_once_build_one_entry() -> None:
    built = []
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        cache.install_once("thing", "1.0", built.append)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(built) == 1


def test_versions_are_told_apart_and_listed_by_age() -> None:
    cache.install_once("thing", "2.0+dfsg-1", lambda folder: None)
    cache.install_once("thing-template", "9", lambda folder: None)

    assert cache.versions("thing") == ["2.0+dfsg-1"]


def test_a_name_cannot_leave_the_cache(root: Path) -> None:
    assert cache.entry_path("../thing", "1/2").parent == root
