"""Shared by all tests: real components come as lazy fixtures from `stack.fixtures`."""

from __future__ import annotations

import os

os.environ["CROSSDOCK_ENV_FILE"] = ""  # a developer's own .env must not change what is tested

pytest_plugins = ["stack.fixtures"]
