"""JSON, as far as types can say."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
