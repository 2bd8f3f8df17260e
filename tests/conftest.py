"""Shared by all tests: real components come as lazy fixtures from `stack.fixtures`."""

from __future__ import annotations

pytest_plugins = ["stack.fixtures"]
