"""The demo's data: our own orders and supplier mails, shifted so that they are sensible on any day.

Dates stand in the files as days from today: `"+21"` in `orders.json`, `{d:+21|%d %B}` in the mails. A day
that falls on a weekend moves to the Monday after it, in orders and mails alike. In a mail:

    {d:+21|%d %B}      a day; month and weekday names in English
    {d:+21|de|%d. %B}  the same with German names
    {d:+14>1|%d %B}    one working day after that day
    {kw:+28}           the number of the ISO week that holds the day
    {sent:-1|08:15}    the value of a Date header
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from importlib import resources
from typing import Any

AUTHSERV_ID = "mx.demo.example"
"""The authserv-id of the sample mails' Authentication-Results."""

_SATURDAY = 5
_OFFSET = re.compile(r"[+-]\d{1,3}")
_DAY = re.compile(
    r"\{d:(?P<offset>[+-]\d{1,3})(?:>(?P<later>\d))?(?:\|(?P<language>de))?\|(?P<format>[^{}|]+)\}"
)
_WEEK = re.compile(r"\{kw:(?P<offset>[+-]\d{1,3})\}")
_SENT = re.compile(r"\{sent:(?P<offset>[+-]\d{1,3})\|(?P<time>\d\d:\d\d)\}")
_CHARSET = re.compile(r"charset=\"?([\w-]+)", re.IGNORECASE)
_ZONE = timezone(timedelta(hours=1))
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def load_orders(today: date) -> dict[str, Any]:
    """Return the sample orders as of `today`, in the shape of the evaluation set's purchase_orders.json."""
    text = resources.files(__name__).joinpath("orders.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    data["today"] = today.isoformat()
    for order in data["orders"]:
        order["order_date"] = _shift(order["order_date"], today).isoformat()
        for line in order["lines"]:
            line["date_planned"] = _shift(line["date_planned"], today).isoformat()
    return data


def load_mails(today: date) -> list[tuple[str, bytes]]:
    """Return name and raw bytes of every sample mail as of `today`, in the order of their names."""
    folder = resources.files(__name__).joinpath("mails")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".eml")), key=lambda e: e.name)
    return [(entry.name.removesuffix(".eml"), render(entry.read_text("utf-8"), today)) for entry in files]


def has_places(text: str) -> bool:
    """Return whether a mail has places for dates, so that it must be rendered before it says anything."""
    return any(place.search(text) for place in (_DAY, _WEEK, _SENT))


def render(template: str, today: date) -> bytes:
    """Return a mail's bytes with its dates filled in, in the charset that it names, with CRLF line ends."""
    text = _DAY.sub(lambda m: _day(m, today), template)
    text = _WEEK.sub(lambda m: str(_shift(m["offset"], today).isocalendar().week), text)
    text = _SENT.sub(lambda m: _header(today + timedelta(days=int(m["offset"])), m["time"]), text)
    charset = _CHARSET.search(text)
    return text.replace("\n", "\r\n").encode(charset[1] if charset else "utf-8")


def _shift(offset: str, today: date) -> date:
    if not _OFFSET.fullmatch(offset):
        raise ValueError(f"not a number of days from today: {offset!r}")
    day = today + timedelta(days=int(offset))
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def _day(match: re.Match[str], today: date) -> str:
    day = _shift(match["offset"], today)
    for _ in range(int(match["later"] or 0)):
        day = _shift("+1", day)
    return _format(day, match["format"], match["language"] or "en")


def _format(day: date, pattern: str, language: str) -> str:
    # strftime would take the names from the machine's locale.
    month, weekday = _MONTHS[language].split()[day.month - 1], _WEEKDAYS[language].split()[day.weekday()]
    pattern = pattern.replace("%B", month).replace("%A", weekday)
    return day.strftime(pattern.replace("%-d", str(day.day)).replace("%-m", str(day.month)))


def _header(day: date, clock: str) -> str:
    return format_datetime(datetime.combine(day, time.fromisoformat(clock), _ZONE))
