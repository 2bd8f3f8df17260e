"""`format=flowed` (RFC 3676): soft line breaks are the mail program's, not the author's."""

from __future__ import annotations


def unflow(text: str, *, delsp: bool = False) -> str:
    """Return the text with soft breaks joined; quoted and plain lines are never joined."""
    paragraphs: list[tuple[int, str]] = []
    open_depth = -1
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:]
        body = body[1:] if body.startswith(" ") else body
        is_soft = body.endswith(" ") and body != "-- "
        body = body[:-1] if is_soft and delsp else body
        if depth == open_depth:
            paragraphs[-1] = (depth, paragraphs[-1][1] + body)
        else:
            paragraphs.append((depth, body))
        open_depth = depth if is_soft else -1
    return "\n".join((">" * depth + " " if depth else "") + body for depth, body in paragraphs)
