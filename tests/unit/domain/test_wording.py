"""What a case is called."""

from __future__ import annotations

from crossdock.domain.wording import LONGEST_TITLE, shortened


def test_a_title_of_any_length_is_cut_and_says_so() -> None:
    title = shortened("x" * 5_000)

    assert len(title) == LONGEST_TITLE
    assert title.endswith("…")


def test_a_title_that_fits_stays_as_it_is() -> None:
    assert shortened("x" * LONGEST_TITLE) == "x" * LONGEST_TITLE
