"""`python -m stack.workflows format|http|check`."""

from __future__ import annotations

import argparse
import sys

from stack.errors import StackError
from stack.workflows.files import FOLDER, TWINS, formatted, read, sources, text_of
from stack.workflows.rules import problems
from stack.workflows.twins import NO_TWIN, needs_package, twins


def main() -> int:
    """Run one command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m stack.workflows", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        (
            "format",
            format_files,
            "format n8n-workflows/*.json in place (as downloaded from n8n's editor, too)",
        ),
        ("http", write_twins, "generate n8n-workflows/http/ anew"),
        ("check", check, "tell which rules the workflows break"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    try:
        return int(parser.parse_args().run())
    except StackError as error:
        print(f"stack.workflows: {error}", file=sys.stderr)
        return 1


def format_files() -> int:
    """Format the workflows that people write."""
    for path in sources():
        text = text_of(formatted(read(path), path.stem))
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(f"formatted {path.relative_to(FOLDER.parent)}")
    return 0


def write_twins() -> int:
    """Write the twins, and remove those whose workflow is gone."""
    made = twins()
    TWINS.mkdir(exist_ok=True)
    for stale in set(TWINS.glob("*.json")) - made.keys():
        stale.unlink()
    for path, twin in made.items():
        path.write_text(text_of(twin), encoding="utf-8")
    for source in sources():
        if needs_package(read(source)):
            print(f"{source.stem}: {NO_TWIN}")
    print(f"{len(made)} twins in {TWINS.relative_to(FOLDER.parent)}")
    return 0


def check() -> int:
    """Tell what is wrong with the workflows and their twins."""
    found = [
        f"{path.relative_to(FOLDER.parent)}: {problem}"
        for path in [*sources(), *sorted(TWINS.glob("*.json"))]
        for problem in problems(read(path))
    ]
    print("\n".join(found) or "all workflows hold to the rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
