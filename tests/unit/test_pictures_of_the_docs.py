"""The pictures in docs/img show the workflows and views as they are."""

from __future__ import annotations

import pytest

from tests.pictures import FOLDER, SHOWN, digest_of, kept


def test_it_is_known_what_each_picture_shows() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == SHOWN.keys()


@pytest.mark.parametrize("picture", SHOWN)
def test_a_picture_shows_what_is_there_now(picture: str) -> None:
    assert kept(FOLDER).get(picture) == digest_of(picture), "what it shows has changed: run make screenshots"
