"""Arbitrary facts for property tests: readings, senders, rules, and all that a decision looks at."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from crossdock.domain.policy import Mode, ToleranceRule
from crossdock.domain.reading import Alert, ChangeKind, LineRef
from tests.builders import (
    AGREED,
    PO,
    SUPPLIER,
    a_change,
    a_given,
    a_line,
    a_reading,
    a_sender,
    a_snapshot,
    an_alert,
    an_order,
)

SENDERS = st.one_of(
    st.none(),
    st.builds(
        a_sender,
        supplier_id=st.sampled_from([None, SUPPLIER.id, 8]),
        authenticated=st.sampled_from([True, False, None]),
    ),
)
STATEMENTS = st.lists(
    st.one_of(
        st.builds(LineRef, po=st.just(PO), line=st.integers(1, 3)),
        st.builds(a_change, st.dates(AGREED - timedelta(9), AGREED + timedelta(9)), line=st.integers(1, 3)),
        st.builds(
            a_change, st.integers(0, 200).map(Decimal), st.just(ChangeKind.QUANTITY), line=st.integers(1, 3)
        ),
        st.builds(a_change, st.none(), st.just(ChangeKind.CANCELLATION), line=st.integers(1, 3)),
        st.builds(an_alert, st.sampled_from(Alert), line=st.sampled_from([None, 1, 2])),
    ),
    max_size=5,
)
READINGS = st.builds(
    lambda statements, sender, review: a_reading(*statements, sender=sender, needs_review=review),
    STATEMENTS,
    SENDERS,
    st.booleans(),
)
RULES = st.builds(
    ToleranceRule,
    name=st.just("any"),
    days_late=st.integers(0, 5),
    days_early=st.integers(0, 5),
    quantity_percent=st.integers(0, 20).map(Decimal),
)
GIVENS = st.builds(
    lambda reading, rule, mode, waived: a_given(
        reading,
        rule=rule,
        mode=mode,
        trust_unauthenticated=waived,
        snapshot=a_snapshot(an_order(a_line(1), a_line(2))),
    ),
    READINGS,
    RULES,
    st.sampled_from(Mode),
    st.booleans(),
)
