"""Content and orders to a reading: what the supplier says about which line, and what is in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import count
from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert, ChangeKind, DateBasis, Intent, Problem, RaisedAlert, Reading
from crossdock.reading.mail.answered import answer_problems
from crossdock.reading.mail.clauses import clauses, table_rows
from crossdock.reading.mail.date_order import day_first
from crossdock.reading.mail.dates import DateContext
from crossdock.reading.mail.doubts import (
    attachment_problems,
    layout_problems,
    needs_review,
    order_problems,
    question_for,
    sender_problems,
    silence_problems,
    table_problems,
)
from crossdock.reading.mail.goods_in_doubt import passing_problems
from crossdock.reading.mail.intent import IntentFacts, also_of, automatic_intent, intent_of, may_state_terms
from crossdock.reading.mail.left_open import left_open, open_sentences
from crossdock.reading.mail.line_view import LineView
from crossdock.reading.mail.lines import LineFinder
from crossdock.reading.mail.orders_meant import OrdersMeant, orders_meant
from crossdock.reading.mail.provenance import provenance
from crossdock.reading.mail.questions import question_alerts
from crossdock.reading.mail.reasons import delay_reason
from crossdock.reading.mail.sentences import sentence_problems
from crossdock.reading.mail.statement import Scope, Statement, in_one_basis
from crossdock.reading.mail.statements import StatementReader
from crossdock.reading.mail.subject import read_subject
from crossdock.reading.mail.suspicion import suspicions
from crossdock.reading.mail.tracking import tracking_numbers
from crossdock.reading.mail.trust import sender_trust
from crossdock.reading.mail.understood import Understood
from crossdock.reading.mail.unmatched import is_unmatched, orders_by_products
from crossdock.reading.mail.verdict import judge
from crossdock.reading.mail.whole_plan import still_to_come, whole_views
from crossdock.reading.mail.words import Signal, words_for

if TYPE_CHECKING:
    from datetime import date

    from crossdock.domain.orders import PurchaseSnapshot
    from crossdock.domain.reading import Change, Evidence, LineRef, SenderTrust
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.lines import LineKey
    from crossdock.reading.mail.words import Words


MAX_TEXT = 60_000
"""No supplier writes more by hand; what is longer is read by a human."""


_ACCEPTS_NOTHING = frozenset({Intent.DISPATCH, Intent.INVOICE, Intent.BOUNCE, Intent.AUTO_REPLY})
_RECEIPT_WITH_TERMS = Problem(
    code="receipt_with_terms", text="A receipt that also tells of the order; does what it says hold?"
)


def interpret(
    content: MailContent, snapshot: PurchaseSnapshot, *, today: date, received: datetime | None = None
) -> Reading:
    """Return what the mail says about the orders of the snapshot. Never raises on content.

    `received` is when the mail reached us (end of `today` where that is not known): none was sent later.
    """
    if len(content.newest_text) > MAX_TEXT:
        cut = Problem(code="text_cut", text="The text is longer than what the rules read.")
        content = replace(
            content, newest_text=content.newest_text[:MAX_TEXT], problems=(*content.problems, cut)
        )
    sender = sender_trust(content, snapshot.suppliers)
    words = words_for(content.language)
    meant = orders_meant(content, snapshot, sender.supplier_id)
    if not meant.orders and not meant.unknown and words is not None:
        meant = orders_by_products(content, snapshot, sender.supplier_id, words)
    automatic = automatic_intent(content, words)
    understood = Understood()
    if words is not None and (automatic is None or may_state_terms(content, words)):
        sent = _day_of_sending(content, received or datetime.combine(today, time.max, UTC))
        understood = _understand(content, meant, words, today, sent)
        if automatic is not None and understood.says_something:
            # "We have received your order. Line 2 is sold out." is more than a receipt.
            automatic = None
            content = replace(content, problems=(*content.problems, _RECEIPT_WITH_TERMS))
    return _reading(content, sender, words, meant, automatic, understood)


def _day_of_sending(content: MailContent, received: datetime) -> date:
    """Return the author's own day of writing; a clock that runs ahead of ours counts for nothing."""
    is_told = content.date is not None and content.date <= received
    return content.date.date() if content.date is not None and is_told else received.date()


def _understand(
    content: MailContent, meant: OrdersMeant, words: Words, today: date, sent: date
) -> Understood:
    pieces = clauses(content.newest_text)
    finder = LineFinder(meant.orders, words, content.newest_text)
    context = DateContext(
        words=words,
        today=today,
        sent=sent,
        day_first=day_first(content, meant.orders),
    )
    reader = StatementReader(words, context, finder, meant.orders)
    places = count()
    statements = tuple(
        reader.read(piece, next(places))
        for clause in pieces
        for piece in ((clause,) if words.says(Signal.GREETING, clause.text) else reader.pieces(clause))
        if not words.says(Signal.GREETING, piece.text)
    )
    statements = in_one_basis(statements)
    views: dict[LineKey, LineView] = {
        (order.name, line.line): LineView(key=(order.name, line.line), line=line, currency=order.currency)
        for order in meant.orders
        for line in order.lines
    }
    wholes = whole_views(views)
    _hand_out(statements, views, content)
    _hand_out(statements, wholes, content)
    judged = (still_to_come(view, wholes.get(key)) for key, view in views.items())
    greetings = tuple(clause for clause in pieces if words.says(Signal.GREETING, clause.text))
    verdicts = tuple(judge(view) for view in judged)
    subject = read_subject(content, meant.orders, context)
    understood = Understood(statements=statements, verdicts=verdicts, greetings=greetings, subject=subject)
    return replace(understood, unclear=answer_problems(content, meant.orders, context, understood))


def _hand_out(
    statements: tuple[Statement, ...], views: dict[LineKey, LineView], content: MailContent
) -> None:
    """Give each statement to those of `views` that it is about."""
    named = {key for s in statements if s.scope in (Scope.NAMED, Scope.CARRIED) for key in s.lines}
    has_unread = bool(table_rows(content.newest_text)) or any(not a.is_inline for a in content.attachments)
    for statement in statements:
        if content.is_interleaved and statement.scope is not Scope.NAMED:
            continue
        tells_late = not (has_unread and statement.scope is Scope.WHOLE)
        for key in statement.lines:
            is_meant = statement.scope is not Scope.OTHERS or key not in named
            if key in views and (is_meant or statement.says(Signal.CONFIRM)):
                views[key].take(statement, tells_late=tells_late)
    if any(view.dates for view in views.values()):
        for view in views.values():
            view.excuses.clear()  # the day that is named is what they come to


def _reading(
    content: MailContent,
    sender: SenderTrust,
    words: Words | None,
    meant: OrdersMeant,
    automatic: Intent | None,
    understood: Understood,
) -> Reading:
    facts = _facts(content, words, meant, understood)
    intent = automatic or (intent_of(facts) if facts else Intent.OTHER)
    confirmed = () if intent in _ACCEPTS_NOTHING else understood.confirmed
    changes = understood.changes
    signs = suspicions(content, sender, is_about_order=bool(meant.orders) and automatic is None)
    alerts = _alerts(content, words, meant, intent, understood, signs)
    says_something = bool(confirmed or changes or alerts or understood.problems)
    own_problems = _problems(
        content, words, sender, meant, intent, automatic is not None, says_something=says_something
    )
    beside, open_ones = _beside(content, words, intent, confirmed, understood, alerts)
    problems = (*own_problems, *understood.problems, *beside, *signs)
    return Reading(
        intent=intent,
        language=content.language,
        also=also_of(facts, intent) if facts else (),
        purchase_orders=tuple(order.name for order in meant.orders),
        unknown_references=tuple(reference.text for reference in meant.unknown),
        confirmed=confirmed,
        changes=changes,
        exceptions=alerts,
        tracking_numbers=tracking_numbers(content.newest_text),
        delay_reason=delay_reason(alerts, understood.statements, words),
        needs_review=needs_review(problems, alerts, words, automatic),
        question=question_for(problems, alerts),
        basis=_basis_of(changes),
        sender=sender,
        problems=problems,
        provenance=provenance(intent, confirmed, changes, understood.verdicts),
        left_open=open_ones,
    )


def _basis_of(changes: tuple[Change, ...]) -> DateBasis:
    is_ship = bool(changes) and all(change.basis is DateBasis.SHIP for change in changes)
    return DateBasis.SHIP if is_ship else DateBasis.ARRIVAL


def _beside(
    content: MailContent,
    words: Words | None,
    intent: Intent,
    confirmed: tuple[LineRef, ...],
    understood: Understood,
    alerts: tuple[RaisedAlert, ...],
) -> tuple[tuple[Problem, ...], tuple[Evidence, ...]]:
    """Return what stands beside a confirmation or a change and was not understood, and what is left open."""
    if words is None:
        return (), ()
    sentences = open_sentences(content, words, understood)
    unclear = understood.unclear if confirmed else ()
    asked = sentence_problems(
        content,
        words,
        intent,
        confirmed=confirmed,
        told={c.evidence for c in understood.changes} | {a.evidence for a in alerts},
        asked={problem.evidence for problem in understood.problems},
        statements=understood.statements,
        greetings=understood.greetings,
        left_open=sentences,
        is_in_parts=any(change.kind is ChangeKind.SPLIT for change in understood.changes),
    )
    return (*unclear, *asked), left_open(content, words, understood, sentences)


def _alerts(
    content: MailContent,
    words: Words | None,
    meant: OrdersMeant,
    intent: Intent,
    understood: Understood,
    signs: tuple[Problem, ...],
) -> tuple[RaisedAlert, ...]:
    """Return everything to be raised, each once."""
    alerts = [*understood.alerts, *question_alerts(understood.statements, meant.orders, intent)]
    if signs:
        alerts.append(RaisedAlert(category=Alert.SUSPICIOUS_MESSAGE, evidence=signs[0].evidence))
    elif is_unmatched(content, words, meant, intent):
        alerts.append(RaisedAlert(category=Alert.UNMATCHED_MESSAGE))
    return tuple(dict.fromkeys(alerts))


def _problems(
    content: MailContent,
    words: Words | None,
    sender: SenderTrust,
    meant: OrdersMeant,
    intent: Intent,
    is_automatic: bool,
    *,
    says_something: bool,
) -> tuple[Problem, ...]:
    """Return what is wrong with the mail as a whole."""
    found = [
        *content.problems,
        *order_problems(meant),
        *sender_problems(content, sender, meant),
        *layout_problems(content),
    ]
    if words is not None:
        found += silence_problems(meant, intent, says_something=says_something)
    if meant.orders and not says_something:
        found += passing_problems(content, words, meant, intent)
    if not is_automatic:
        found += table_problems(content, meant, intent)
        found += attachment_problems(content, intent, words)
    return tuple(found)


def _facts(
    content: MailContent, words: Words | None, meant: OrdersMeant, understood: Understood
) -> IntentFacts | None:
    if words is None:
        return None
    return IntentFacts(
        content=content,
        words=words,
        statements=understood.statements,
        changes=understood.changes,
        alerts=understood.alerts,
        has_confirmed=bool(understood.confirmed),
        has_orders=bool(meant.orders),
    )
