"""The cursor of the change sweep: a window in Odoo's own time, read source by source in pages."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from crossdock.adapters.odoo.values import from_time, to_time

OVERLAP = timedelta(minutes=15)
"""`write_date` is the start of a transaction: one that runs this long is still seen after its commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a sweep stands. All times are Odoo's, so that clocks need not agree.

    `floor`: nothing older is told. `base`: newest time of the sweeps done; the window starts `OVERLAP`
    before it. `seen`: newest time in the running sweep, the next `base`. `source`, `after`: the page.
    """

    floor: str
    base: str
    seen: str
    source: int = 0
    after: int = 0

    @property
    def since(self) -> str:
        """Return the start of the window; only `>=` means the same on all versions."""
        return max(self.floor, from_time(to_time(self.base) - OVERLAP))

    def see(self, stamp: str, record_id: int) -> Cursor:
        """Return the cursor after one more row of the present source."""
        return replace(self, seen=max(self.seen, stamp[:19]), after=record_id)

    def next_source(self, count: int) -> Cursor:
        """Return the cursor at the start of the next source, after the last one of a new sweep."""
        if self.source + 1 < count:
            return replace(self, source=self.source + 1, after=0)
        return replace(self, base=self.seen, source=0, after=0)

    def to_text(self) -> str:
        """Return the cursor as text to keep."""
        return json.dumps(asdict(self), separators=(",", ":"))


def from_text(text: str) -> Cursor:
    """Return a cursor that was kept."""
    return Cursor(**json.loads(text))


def start_at(stamp: str) -> Cursor:
    """Return the cursor of a sweep that tells nothing from before `stamp`."""
    return Cursor(floor=stamp[:19], base=stamp[:19], seen=stamp[:19])
