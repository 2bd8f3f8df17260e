"""The supplier of the end-to-end tests, and the mail that they write."""

from __future__ import annotations

import datetime
import uuid
from email.message import EmailMessage
from typing import TYPE_CHECKING

from crossdock.samples import AUTHSERV_ID

if TYPE_CHECKING:
    from tests.e2e.world import Ordered

SUPPLIER_DOMAIN = "lindenau.example"
SUPPLIER_ADDRESS = f"sales@{SUPPLIER_DOMAIN}"
SUPPLIER = {
    "id": "S90",
    "name": "Schraubenwerk Lindenau GmbH",
    "emails": [SUPPLIER_ADDRESS],
    "domains": [SUPPLIER_DOMAIN],
    "language": "en",
    "currency": "EUR",
}


def delay_mail(order: Ordered, day: datetime.date, *, message_id: str | None = None, **headers: str) -> bytes:
    """Return an authenticated supplier's mail: this order's line comes on another day."""
    message = EmailMessage()
    message["Authentication-Results"] = f"{AUTHSERV_ID}; dmarc=pass header.from={SUPPLIER_DOMAIN}"
    message["From"] = f"Lindenau Sales <{SUPPLIER_ADDRESS}>"
    message["To"] = "purchasing@weser-handel.example"
    message["Date"] = datetime.datetime.now(datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    message["Message-ID"] = message_id or f"<{uuid.uuid4().hex}@{SUPPLIER_DOMAIN}>"
    message["Subject"] = f"Delay of your order {order.name}"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(
        f"Dear Bea,\n\nunfortunately our supplier of raw material let us down. Line 1 of your order "
        f"{order.name} will be delivered on {day:%d %B %Y}.\n\nWe are sorry for the trouble.\n\n"
        f"Kind regards,\nUwe Lindner\nSchraubenwerk Lindenau GmbH\n"
    )
    return message.as_bytes()
