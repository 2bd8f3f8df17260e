"""Check a document against its JSON Schema, and say in plain words what to change."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from crossdock.adapters.policies.yaml_text import Document

SCHEMAS = Path(__file__).parents[2] / "policies" / "schema"

_KINDS = {"object": "a mapping (name: value)", "array": "a list (- …)", "integer": "a whole number"}


@cache
def validator(schema_file: str) -> Draft202012Validator:
    """Return the validator of a shipped schema."""
    schema = json.loads((SCHEMAS / schema_file).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def check_schema(document: Document, schema_file: str) -> None:
    """Add every difference from the schema to the document's problems, in the file's order."""
    errors = validator(schema_file).iter_errors(document.value)
    for error in sorted(errors, key=lambda found: document.line(tuple(found.absolute_path))):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = sorted(error.schema["properties"])
            for name in sorted(set(error.instance) - set(known)):
                document.complain((*path, name), _unknown(name, known))
        else:
            document.complain(path, _say(error))
    # a schema tells each missing name apart, our sentence tells them all
    document.problems[:] = dict.fromkeys(document.problems)


def _unknown(name: str, known: list[str]) -> str:
    """Return what to do about a name that does not exist."""
    near = get_close_matches(name, known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return f"there is no such name; {meant}"


def _say(error: ValidationError) -> str:
    """Return a schema error in plain words, with the schema's description where there is one."""
    wanted: Any = error.validator_value
    found: Any = error.instance
    match error.validator:
        case "required":
            missing = [name for name in wanted if name not in found]
            return f"{missing[0]} is missing" if len(missing) == 1 else f"missing: {', '.join(missing)}"
        case "enum":
            text = f"{_show(error.instance)} is none of {', '.join(wanted)}"
        case "type":
            text = f"{_show(error.instance)} is not {_KINDS.get(wanted, f'a {wanted}')}"
        case "format" if wanted == "date":
            text = f"{_show(error.instance)} is not a day of the calendar"
        case "minimum" | "maximum":
            text = f"{_show(error.instance)} is out of bounds, the {error.validator} is {wanted}"
        case "exclusiveMinimum":
            text = "0 % beside an absolute limit would allow nothing; leave the percent out"
        case _:
            text = error.message
    about = error.schema.get("description") if isinstance(error.schema, dict) else None
    return f"{text} ({about.rstrip('.')})" if about else text


def _show(value: object) -> str:
    """Return a value as it stands in the file, shortened."""
    match value:
        case None:
            return "nothing"
        case bool():
            text = str(value).lower()
        case dict():
            text = "a mapping"
        case list():
            text = "a list"
        case _:
            text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
