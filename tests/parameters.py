"""Which values of a parameter `make test` runs; `make soak` runs all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stack.fixtures import ODOOS

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet


def variants(*values: object) -> list[ParameterSet]:
    """Return values of a parameter that are variants of another value (see the marker `variant`)."""
    return [pytest.param(value, marks=pytest.mark.variant) for value in values]


each_odoo = pytest.mark.parametrize("screens", ODOOS, indirect=True)
"""For a screen that `make test` looks at on Odoo 14 too."""
