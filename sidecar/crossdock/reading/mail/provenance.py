"""Where each value of a reading stands in the mail, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.reading import Change, Intent, LineRef
    from crossdock.reading.mail.verdict import Verdict

SOURCE = "rules"


def provenance(
    intent: Intent, confirmed: tuple[LineRef, ...], changes: tuple[Change, ...], verdicts: Iterable[Verdict]
) -> tuple[Provenance, ...]:
    """Return one entry for the intent, each confirmed line and each change, by JSON pointer."""
    surest = max((change.confidence for change in changes), default=0.8)
    found = [Provenance(pointer="/intent", confidence=round(min(surest, 0.9), 2), source=SOURCE)]
    by_line = {verdict.confirmed: verdict.confirmed_by for verdict in verdicts if verdict.confirmed}
    for index, ref in enumerate(confirmed):
        said = by_line.get(ref)
        found.append(
            Provenance(
                pointer=f"/confirmed/{index}",
                confidence=round(said.confidence, 2) if said else 0.5,
                source=SOURCE,
                evidence=said.evidence if said else None,
            )
        )
    for index, change in enumerate(changes):
        found.append(
            Provenance(
                pointer=f"/changes/{index}",
                confidence=change.confidence,
                source=SOURCE,
                evidence=change.evidence,
            )
        )
    return tuple(found)
