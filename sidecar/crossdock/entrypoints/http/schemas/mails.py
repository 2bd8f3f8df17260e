"""Supplier mails and mailboxes."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from crossdock.domain.decision import MailOutcome
from crossdock.entrypoints.http.schemas.common import Answer, Body, Limit, Request, RowId
from crossdock.entrypoints.http.schemas.reading import LineDecision, Reading


class StoredMail(Body):
    """A mail that a fetch stored."""

    inbox_id: RowId = Field(examples=[17])


class Owner(BaseModel):
    """Who works a case."""

    model_config = ConfigDict(from_attributes=True)

    user_id: int
    name: str
    email: str = Field(description="Empty where Odoo has none.")


class ExceptionRef(BaseModel):
    """A case that this answer speaks of."""

    model_config = ConfigDict(from_attributes=True)

    case_key: str = Field(description="Its id in `/v1/exceptions/{id}`.")
    name: str
    category: str
    sub_category: str
    po: str | None
    line: int | None
    is_new: bool
    owner: Owner | None = Field(description="Null where nobody has it, or only Odoo knows who does.")


class SupplierMailAnswer(Answer):
    """What became of a supplier's mail: how it was read, and what was decided line by line."""

    outcome: MailOutcome
    inbox_id: int
    subject: str = Field(description="The mail's own subject; empty while it is only stored.")
    attempts: int
    mode: str | None = Field(description="The mode that held: `off`, `observe`, `propose` or `act`.")
    reading: Reading | None = Field(description="Null while the mail is only stored.")
    decisions: list[LineDecision]
    exceptions: list[ExceptionRef]


class MailboxPath(Request):
    """A configured mailbox."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", json_schema_extra={"example": "purchasing"})


class FetchQuery(Request):
    """How many waiting mails to answer."""

    limit: Limit = 50


class WaitingMail(BaseModel):
    """A stored mail that waits for its decision."""

    model_config = ConfigDict(from_attributes=True)

    inbox_id: int
    attempts: int


class FetchAnswer(Answer):
    """New mails were stored; these wait for a decision, oldest first.

    `known` were stored before: further copies, and what is read again after a cut fetch. `partly_fetched`:
    some folders cannot be read, and `reasons` tell which and why; the mails of the others are here.
    """

    outcome: Literal["fetched", "partly_fetched", "nothing_new"]
    mailbox: str
    new: int
    known: int
    mails: list[WaitingMail]
