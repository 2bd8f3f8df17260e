"""From what was said about a line to what it means: accepted, changed, to be raised, to be asked back."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from crossdock.reading.mail.doubt_texts import DOUBT_TEXTS
from crossdock.reading.mail.said import Said, day_of, distinct
from crossdock.reading.mail.statement import Scope

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from crossdock.domain.reading import Evidence
    from crossdock.reading.mail.line_view import LineView

# Alerts beside which nothing is left to ask about a line.
_GONE = {Alert.SUPPLIER_CANCELLATION, Alert.SUBSTITUTION, Alert.QUALITY_ISSUE}


@dataclass(slots=True)
class Verdict:
    """What one line's view comes to."""

    changes: list[Change] = field(default_factory=list)
    alerts: list[RaisedAlert] = field(default_factory=list)
    confirmed: LineRef | None = None
    confirmed_by: Said | None = None
    problems: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    """Bad news about everything: explained where a line tells of some, else in doubt."""
    tells_bad_news: bool = False


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
        if view.cancelled and not view.substitutes and not self.comes_after_all():
            self.judge_cancellation()
        else:
            self.judge_substitution()
            self.judge_values()
            self.judge_lost_cancellation()
            self.judge_price_move()
        if view.quality and not view.is_lifted:
            self.alert(Alert.QUALITY_ISSUE, view.quality[-1].evidence)
        for code, said in view.standing_limits:
            self.limit(code, said)
        # a later day that is named without a word of delay is no answer to bad news
        told = self.raised if view.late else self.raised - {Alert.SUPPLIER_DELAY}
        is_split = any(change.kind is ChangeKind.SPLIT for change in self.verdict.changes)
        self.verdict.tells_bad_news = bool(told) or is_split
        for said in (*view.denied, *view.excuses):
            self.judge_denial(said)
        if view.unread and not (self.verdict.changes or self.verdict.alerts):
            self.limit("not_understood", view.unread[-1])
        self.judge_confirmation()
        return self.verdict

    def limit(self, code: str, said: Said) -> None:
        """Take a line for not confirmed; what was said of everything is asked back once."""
        self.is_contradicted = True
        self.doubt(code, said.evidence, is_general=said.scope is Scope.WHOLE)

    def judge_denial(self, said: Said) -> None:
        """Ask back what is said not to be possible, unless the line's case tells of it already."""
        if said.scope in (Scope.WHOLE, Scope.OTHERS):
            self.verdict.unread.append(self.problem("denied", said.evidence, is_general=True))
        elif not self.raised & _GONE and (said.scope is Scope.NAMED or not self.verdict.tells_bad_news):
            self.limit("denied", said)

    @property
    def raised(self) -> set[Alert]:
        """Return the categories of all that is raised."""
        return {alert.category for alert in self.verdict.alerts}

    def comes_after_all(self) -> bool:
        """Return whether a day of delivery speaks against a cancellation: one that is as sure."""
        view = self.view
        surest = max(said.confidence for said in view.cancelled)
        return bool(view.parts) or any(said.confidence >= surest for said in view.dates)

    def judge_cancellation(self) -> None:
        said = self.view.cancelled[-1]
        self.change(ChangeKind.CANCELLATION, self.view.ordered, None, said)
        self.alert(Alert.SUPPLIER_CANCELLATION, said.evidence)

    def judge_lost_cancellation(self) -> None:
        """Ask back where a line is cancelled and a day of delivery is named for it as well."""
        if self.view.cancelled and not self.view.substitutes:
            self.contradict(self.view.cancelled)
            if not self.verdict.changes:
                self.alert(Alert.SUPPLIER_CANCELLATION, self.view.cancelled[-1].evidence)

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
        said = distinct(self.view.dates)
        deviating = [s for s in said if s.value != self.view.agreed_date]
        if len(deviating) > 1:
            self.contradict(deviating)
            if any(day_of(s) > self.view.agreed_date for s in deviating):
                self.alert(Alert.SUPPLIER_DELAY, deviating[-1].evidence)
        elif deviating and len(said) > 1:
            self.contradict([deviating[0]])
            if day_of(deviating[0]) > self.view.agreed_date:
                self.alert(Alert.SUPPLIER_DELAY, deviating[0].evidence)
        elif deviating:
            self.date_change(deviating[0])
        elif self.view.late and not self._is_settled():
            evidence = self.view.late[-1].evidence
            self.alert(Alert.SUPPLIER_DELAY, evidence)
            self.doubt("late_without_date", evidence)

    def _is_settled(self) -> bool:
        """Return whether "late" was answered: by a day, by another item, or by what is said of this line.

        A confirmation answers only a "late" that was said of everything: "Sorry for the delay. Line 2 is
        confirmed as ordered."
        """
        view = self.view
        says_of_it = any(said.scope is not Scope.WHOLE for said in view.confirmed)
        is_general = all(said.scope is Scope.WHOLE for said in view.late)
        return bool(view.restated or view.substitutes) or (is_general and says_of_it)

    def date_change(self, said: Said) -> None:
        day = day_of(said)
        self.change(ChangeKind.DATE, self.view.agreed_date, day, said)
        if day > self.view.agreed_date:
            self.alert(Alert.SUPPLIER_DELAY, said.evidence)

    def judge_quantity(self) -> None:
        said = [s for s in distinct(self.view.quantities) if s.value != self.view.ordered]
        if len(said) > 1:
            self.contradict(said)
            self.alert(Alert.QUANTITY_VARIANCE, said[-1].evidence)
        elif said:
            self.change(ChangeKind.QUANTITY, self.view.ordered, said[0].value, said[0])
            self.alert(Alert.QUANTITY_VARIANCE, said[0].evidence)

    def judge_price(self) -> None:
        said = [s for s in distinct(self.view.prices) if s.value != self.view.line.unit_price]
        if len(said) > 1:
            self.contradict(said)
            self.alert(Alert.PRICE_VARIANCE, said[-1].evidence)
        elif said:
            self.change(ChangeKind.PRICE, self.view.line.unit_price, said[0].value, said[0])
            self.alert(Alert.PRICE_VARIANCE, said[0].evidence)

    def judge_price_move(self) -> None:
        """Ask for the price where another one is spoken of and none is told, of a line that still comes."""
        moves = [] if self.raised & {Alert.PRICE_VARIANCE, *_GONE} else self.view.price_moves
        if moves:
            self.doubt("price_unclear", moves[-1].evidence, is_general=moves[-1].scope is Scope.WHOLE)

    def judge_confirmation(self) -> None:
        view = self.view
        blocked = self.verdict.changes or self.verdict.alerts or self.is_contradicted
        told = [*view.restated, *view.confirmed]
        if told and not blocked:
            self.verdict.confirmed = LineRef(
                po=view.key[0],
                line=view.key[1],
                purchase_line_id=view.line.purchase_line_id,
                basis=self._basis_of_agreed(),
                names_day=view.names_day,
            )
            self.verdict.confirmed_by = told[-1]

    def _basis_of_agreed(self) -> DateBasis:
        """Return `ship` where the agreed day was only said to be the day of shipping."""
        bases = {said.basis for said in self.view.dates if said.value == self.view.agreed_date}
        return DateBasis.SHIP if bases == {DateBasis.SHIP} else DateBasis.ARRIVAL

    def contradict(self, said: list[Said]) -> None:
        self.is_contradicted = True
        self.doubt("contradiction", said[-1].evidence)

    def doubt(self, code: str, evidence: Evidence, *, is_general: bool = False) -> None:
        self.verdict.problems.append(self.problem(code, evidence, is_general=is_general))

    def problem(self, code: str, evidence: Evidence, *, is_general: bool) -> Problem:
        po, line = self.view.key
        place = po if is_general else f"{po} line {line}"
        return Problem(code=code, text=f"{place}: {DOUBT_TEXTS.get(code, code)}", evidence=evidence)

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


def _basis_of_last(parts: tuple[Part, ...]) -> DateBasis:
    """Return what the latest day of a split is about."""
    dated = [(part.date, part.basis) for part in parts if part.date is not None]
    return max(dated, key=lambda pair: pair[0], default=(None, DateBasis.ARRIVAL))[1]
