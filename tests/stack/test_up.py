"""What `make stack` says before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack.up import waits_to_expect

HOME = Path("/srv/stack")


@pytest.mark.parametrize(
    ("is_new", "is_installed", "told"),
    [
        (False, True, []),
        (True, True, ["first start with this home (/srv/stack): about"]),
        (
            True,
            False,
            ["first start on this machine: about", "first start with this home (/srv/stack): about"],
        ),
    ],
)
def test_a_start_that_takes_minutes_says_so_up_front(
    is_new: bool, is_installed: bool, told: list[str]
) -> None:
    lines = waits_to_expect(HOME, is_new=is_new, is_installed=is_installed)

    assert [line[: len(text)] for line, text in zip(lines, told, strict=True)] == told
