"""What all requests and answers share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, field_validator

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""A Decimal; a plain JSON number on the wire, never rounded through a float."""


def _storable(text: str) -> str:
    """Refuse lone surrogates: no database and no Odoo can hold them."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("this is not valid Unicode text") from error
    return text


Text = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=4000), AfterValidator(_storable)]
"""Text of a caller: bounded, and storable everywhere."""
ShortText = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200), AfterValidator(_storable)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
CompanyId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=200)]


_TOO_LARGE = 2**63


class Request(BaseModel):
    """What a caller sends; an unknown field is a mistake that is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Body(Request):
    """A JSON body: each value has the type that the schema names, so `true` is no number."""

    model_config = ConfigDict(strict=True)

    @field_validator("*", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        """Take `1.0` for the integer that it is in JSON."""
        if isinstance(value, Decimal) and -_TOO_LARGE < value < _TOO_LARGE and value == int(value):
            return int(value)
        return value


class Reason(BaseModel):
    """One reason: a stable code to branch on, a sentence for people, the text it stands on."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    text: str
    evidence: str | None


class Answer(BaseModel):
    """What every answer has."""

    model_config = ConfigDict(from_attributes=True)

    outcome: str
    correlation_id: str = Field(
        description="Joins everything that belongs to this fact; ask the journal for it."
    )
    reasons: list[Reason]


class FieldProblem(BaseModel):
    """What is wrong with one field: `pointer` into the body, or the `parameter`."""

    pointer: str | None = None
    parameter: str | None = None
    detail: str


class Problem(BaseModel):
    """An error (RFC 9457). Branch on `code`; `detail` says how to get on."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    outcome: str
    correlation_id: str
    request_id: str
    reasons: list[Reason]
    retry_after: int | None = Field(default=None, description="Seconds after which a repeat may succeed.")
    errors: list[FieldProblem] | None = None


_Answer = TypeVar("_Answer", bound=Answer)


def present(model: type[_Answer], answer: object) -> dict[str, Any]:
    """Return a flow's answer as the API tells it."""
    return model.model_validate(answer).model_dump(by_alias=True)
