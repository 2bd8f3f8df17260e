"""What the author says now, without what hangs below it."""

from __future__ import annotations

import pytest

from crossdock.reading.mail.newest_text import split_newest

NEW = "P00325 comes on 18 December."


@pytest.mark.parametrize(
    ("_case", "tail"),
    [
        ("quote marks", "> old text\n> more"),
        ("wrote, english", "On Mon, 2 Nov 2026 at 09:12, Ann Lee <ann@x.example> wrote:\n> old"),
        ("wrote, no marks", "On Mon, 2 Nov 2026 at 09:12, Ann Lee <ann@x.example> wrote:\n\nold text"),
        ("wrote, two lines", "On Mon, 2 Nov 2026 at 09:12, Ann Lee\n<ann@x.example> wrote:\n> old"),
        ("schrieb", "Am 02.11.2026 um 09:12 schrieb Anna Lee:\n> alt"),
        ("original message", "-----Original Message-----\nFrom: a\nold"),
        ("german original", "-----Ursprüngliche Nachricht-----\nVon: a\nalt"),
        ("outlook block", "From: Ann <a@x.example>\nSent: Monday\nTo: B\nSubject: C\n\nold"),
        ("german block", "Von: Ann <a@x.example>\nGesendet: Montag\nAn: B\nBetreff: C\n\nalt"),
        ("bold block", "*From:* Ann <a@x.example>\n*Sent:* Monday\n*To:* B\n\nold"),
        ("signature", "-- \nAnn Lee\nDelivery times: 9 to 5"),
        ("regards", "Kind regards\nAnn Lee\nClosed 24/12/2026 to 04/01/2027"),
        ("grüße", "Mit freundlichen Grüßen\nA. Lee\nBetriebsurlaub 24.12.2026"),
        ("mfg", "MfG\nA. Lee"),
        ("mobile", "Sent from my iPhone"),
        ("mobile german", "Von meinem iPhone gesendet"),
        ("disclaimer", "This e-mail is confidential and intended solely for the addressee."),
        ("disclaimer german", "Diese E-Mail enthält vertrauliche Informationen."),
    ],
)
def test_history_signature_and_disclaimer_are_cut(_case: str, tail: str) -> None:
    split = split_newest(f"{NEW}\n\n{tail}")

    assert split.newest == NEW
    assert split.rest


def test_answers_between_quotes_are_kept_and_told() -> None:
    split = split_newest("Hi,\n> line 1?\nok\n> line 2?\nonly 20\n> line 3?\nfine")

    assert split.newest == "Hi,\nok\nonly 20\nfine"
    assert split.is_interleaved


def test_an_answer_below_one_quote_is_not_interleaved() -> None:
    split = split_newest("> is it fine?\n\nYes, we confirm.")

    assert split.newest == "Yes, we confirm."
    assert not split.is_interleaved


@pytest.mark.parametrize(
    "text",
    [
        "From Monday on we deliver.\nTo be clear: all is fine.",
        "On 9 December we wrote you about it. The rest comes later.",
        "Regarding your order: all fine.\nBest quality as always, delivery on 9 December.",
        "Many thanks for your order P00325 of 2 November.\nWe confirm it.",
    ],
)
def test_prose_that_looks_like_a_tail_stays(text: str) -> None:
    assert split_newest(text).newest == text


def test_a_postscript_is_kept() -> None:
    assert "P.S." in split_newest(f"{NEW}\n\nRegards\nAnn\n\nP.S. Line 2 is cancelled.").newest
