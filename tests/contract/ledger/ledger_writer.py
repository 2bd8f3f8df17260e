"""A process to be killed: stores and decides facts for ever, and prints each key once it is recorded."""

from __future__ import annotations

import sys
from itertools import count

from ledger_makers import NOW, a_case, a_draft, a_fact, an_effect

from crossdock.adapters.sql import create_ledger
from crossdock.ports import InboxResult, InboxState, Recording


def main(url: str, name: str) -> None:
    """Write until somebody stops this process."""
    ledger = create_ledger(url)
    for number in count():
        key = f"{name}-{number}"
        entry, _ = ledger.store(a_fact(key), NOW)
        result = InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome="exception", answer={})
        ledger.record(
            Recording(
                result=result,
                cases=(a_case(key, case_key=key),),
                effects=(an_effect(key, stream=key),),
                journal=(a_draft(key),),
            ),
            NOW,
        )
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
