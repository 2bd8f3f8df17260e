"""From what was said about a line to what it means: accepted, changed, to be raised, to be asked back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crossdock.domain.reading import (
    Alert,
    Change,
    ChangeKind,
    DateBasis,
    LineRef,
    Part,
    Problem,
    RaisedAlert,
)
from crossdock.reading.mail.line_view import Said

if TYPE_CHECKING:
    from decimal import Decimal

    from crossdock.domain.reading import Evidence
    from crossdock.reading.mail.line_view import LineView

# As sure as a value is that a clause about everything gives to a line.
_IN_PASSING = 0.8
# What a buyer can ask back, by problem code.
_DOUBT_TEXTS = {
    "line_ambiguous": "More than one line fits; which one is meant?",
    "date_vague": "The date is not exact; which day is meant?",
    "date_ambiguous": "Day and month can be read either way; which date is meant?",
    "weekday_clash": "Weekday and date do not fit each other; which one is right?",
    "quantity_ambiguous": "More than one quantity is given; which one holds?",
    "date_far": "The date is more than eight months late; which year is meant?",
    "conditional": "This holds only under a condition; what do we have to do?",
    "uncertain": "The supplier is not sure about this; what can be relied on?",
    "contradiction": "The message contradicts itself about this line; what holds?",
    "late_without_date": "The line is late, but no new date is given; when will it come?",
    "substitute_without_code": "Another item is offered without its code; which one is it?",
    "parts_do_not_add_up": "The parts do not add up to the ordered quantity; how many will come?",
    "price_unclear": "A price change is mentioned without a new unit price; what is it?",
}


@dataclass(slots=True)
class Verdict:
    """What one line's view comes to."""

    changes: list[Change] = field(default_factory=list)
    alerts: list[RaisedAlert] = field(default_factory=list)
    confirmed: LineRef | None = None
    confirmed_by: Said | None = None
    problems: list[Problem] = field(default_factory=list)


class _Judge:
    """Judges one line."""

    def __init__(self, view: LineView) -> None:
        self.view = view
        self.verdict = Verdict()
        self.is_contradicted = False

    def run(self) -> Verdict:
        view = self.view
        for code, evidence in dict(view.doubts).items():
            # "…reaches us next month, so the new date is 4 January": the exact date answers the vague one.
            if code != "date_vague" or not view.dates:
                self.doubt(code, evidence)
        if view.cancelled and not view.substitutes and not view.dates and not view.parts:
            self.judge_cancellation()
        else:
            self.judge_substitution()
            self.judge_values()
        if view.quality and not view.is_lifted:
            self.alert(Alert.QUALITY_ISSUE, view.quality[-1].evidence)
        self.judge_confirmation()
        return self.verdict

    def judge_cancellation(self) -> None:
        said = self.view.cancelled[-1]
        self.change(ChangeKind.CANCELLATION, self.view.ordered, None, said)
        self.alert(Alert.SUPPLIER_CANCELLATION, said.evidence)

    def judge_substitution(self) -> None:
        if not self.view.substitutes:
            return
        coded = [said for said in self.view.substitutes if said.value]
        said = coded[-1] if coded else self.view.substitutes[-1]
        self.alert(Alert.SUBSTITUTION, said.evidence)
        if coded:
            ordered = self.view.line.supplier_sku or self.view.line.sku
            self.change(ChangeKind.SUBSTITUTION, ordered, said.value, said)
        else:
            self.doubt("substitute_without_code", said.evidence)

    def judge_values(self) -> None:
        parts = self.view.split()
        if parts is not None:
            self.judge_split(parts)
        else:
            self.lone_part()
            self.judge_quantity()
            self.judge_date()
        self.judge_price()

    def lone_part(self) -> None:
        """Take a single part for what it is: so much is told, and nothing about what is left."""
        for part in self.view.parts:
            if part.quantity is not None:
                self.doubt("parts_do_not_add_up", part.evidence)
            elif part.day is not None:
                self.doubt("quantity_ambiguous", part.evidence)

    def judge_split(self, parts: tuple[Part, ...]) -> None:
        view, evidence = self.view, (self.view.parts or self.view.dated_quantities)[-1].evidence
        total = sum((part.quantity for part in parts), view.ordered * 0)
        change = Change(
            po=view.key[0],
            line=view.key[1],
            kind=ChangeKind.SPLIT,
            from_value=view.ordered,
            to_value=parts,
            purchase_line_id=view.line.purchase_line_id,
            basis=_basis_of_last(parts),
            evidence=evidence,
            confidence=0.85,
        )
        self.verdict.changes.append(change)
        if total != view.ordered:
            self.alert(Alert.QUANTITY_VARIANCE, evidence)
            self.doubt("parts_do_not_add_up", evidence)
        is_late = any(part.date is not None and part.date > view.agreed_date for part in parts)
        undated = [part for part in view.parts if part.day is None and not part.is_now]
        if is_late or (undated and (view.late or len(undated) < len(view.parts))):
            self.alert(Alert.SUPPLIER_DELAY, evidence)

    def judge_date(self) -> None:
        said = _distinct(self.view.dates)
        deviating = [s for s in said if s.value != self.view.agreed_date]
        if len(deviating) > 1:
            self.contradict(deviating)
            if any(_day(s) > self.view.agreed_date for s in deviating):
                self.alert(Alert.SUPPLIER_DELAY, deviating[-1].evidence)
        elif deviating and (self._keeps(deviating[0]) or len(said) > 1):
            self.contradict([deviating[0]])
            if _day(deviating[0]) > self.view.agreed_date:
                self.alert(Alert.SUPPLIER_DELAY, deviating[0].evidence)
        elif deviating:
            self.date_change(deviating[0])
        elif self.view.late and not self._is_settled():
            evidence = self.view.late[-1].evidence
            self.alert(Alert.SUPPLIER_DELAY, evidence)
            self.doubt("late_without_date", evidence)

    def _is_settled(self) -> bool:
        """Return whether "late" was answered: the agreed date stands, or something else changed instead."""
        return bool(self.view.dates or self.view.substitutes or self.view.confirmed)

    def _keeps(self, said: Said) -> bool:
        """Return whether the mail also says, for this very line, that all is as ordered."""
        return any(
            c.confidence >= said.confidence
            and c.evidence.text != said.evidence.text
            and c.value == "as_ordered"
            for c in self.view.confirmed
        )

    def date_change(self, said: Said) -> None:
        day = _day(said)
        self.change(ChangeKind.DATE, self.view.agreed_date, day, said)
        if day > self.view.agreed_date:
            self.alert(Alert.SUPPLIER_DELAY, said.evidence)

    def judge_quantity(self) -> None:
        said = [s for s in _distinct(self.view.quantities) if s.value != self.view.ordered]
        if len(said) > 1:
            self.contradict(said)
            self.alert(Alert.QUANTITY_VARIANCE, said[-1].evidence)
        elif said:
            self.change(ChangeKind.QUANTITY, self.view.ordered, said[0].value, said[0])
            self.alert(Alert.QUANTITY_VARIANCE, said[0].evidence)

    def judge_price(self) -> None:
        said = [s for s in _distinct(self.view.prices) if s.value != self.view.line.unit_price]
        if len(said) > 1:
            self.contradict(said)
            self.alert(Alert.PRICE_VARIANCE, said[-1].evidence)
        elif said:
            self.change(ChangeKind.PRICE, self.view.line.unit_price, said[0].value, said[0])
            self.alert(Alert.PRICE_VARIANCE, said[0].evidence)

    def judge_confirmation(self) -> None:
        view = self.view
        is_late = view.late and not view.restated
        blocked = self.verdict.changes or self.verdict.alerts or self.is_contradicted or is_late
        told = [*view.restated, *view.confirmed]
        if told and not blocked:
            self.verdict.confirmed = LineRef(
                po=view.key[0],
                line=view.key[1],
                purchase_line_id=view.line.purchase_line_id,
                basis=self._basis_of_agreed(),
            )
            self.verdict.confirmed_by = told[-1]

    def _basis_of_agreed(self) -> DateBasis:
        """Return `ship` where the agreed day was only said to be the day of shipping."""
        bases = {said.basis for said in self.view.dates if said.value == self.view.agreed_date}
        return DateBasis.SHIP if bases == {DateBasis.SHIP} else DateBasis.ARRIVAL

    def contradict(self, said: list[Said]) -> None:
        self.is_contradicted = True
        self.doubt("contradiction", said[-1].evidence)

    def doubt(self, code: str, evidence: Evidence) -> None:
        po, line = self.view.key
        text = _DOUBT_TEXTS.get(code, code)
        self.verdict.problems.append(Problem(code=code, text=f"{po} line {line}: {text}", evidence=evidence))

    def alert(self, category: Alert, evidence: Evidence) -> None:
        if all(alert.category is not category for alert in self.verdict.alerts):
            po, line = self.view.key
            self.verdict.alerts.append(
                RaisedAlert(
                    category=category,
                    po=po,
                    line=line,
                    purchase_line_id=self.view.line.purchase_line_id,
                    evidence=evidence,
                )
            )

    def change(
        self, kind: ChangeKind, old: date | Decimal | str, new: date | Decimal | str | None, said: Said
    ) -> None:
        self.verdict.changes.append(
            Change(
                po=self.view.key[0],
                line=self.view.key[1],
                kind=kind,
                from_value=old,
                to_value=new,
                purchase_line_id=self.view.line.purchase_line_id,
                basis=said.basis if kind is ChangeKind.DATE else DateBasis.ARRIVAL,
                evidence=said.evidence,
                confidence=round(said.confidence, 2),
            )
        )


def judge(view: LineView) -> Verdict:
    """Return what the view of one line comes to."""
    return _Judge(view).run()


def _day(said: Said) -> date:
    """Return the day of an entry of `LineView.dates`."""
    if not isinstance(said.value, date):
        raise TypeError(said.value)
    return said.value


def _basis_of_last(parts: tuple[Part, ...]) -> DateBasis:
    """Return what the latest day of a split is about."""
    dated = [(part.date, part.basis) for part in parts if part.date is not None]
    return max(dated, key=lambda pair: pair[0], default=(None, DateBasis.ARRIVAL))[1]


def _distinct(said: list[Said]) -> list[Said]:
    """Return one entry per value, the surest; what is said in passing gives way to what is said by name."""
    best = max((s.confidence for s in said), default=0.0)
    by_value: dict[object, Said] = {}
    for entry in said:
        if entry.confidence <= _IN_PASSING < best:
            continue
        known = by_value.get(entry.value)
        if known is None or entry.confidence > known.confidence:
            by_value[entry.value] = entry
    return list(by_value.values())
