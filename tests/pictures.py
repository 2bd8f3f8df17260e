"""The pictures in docs/img and what each shows: whoever changes that has to draw them anew.

The tests that draw keep a digest of that beside the pictures; a quick test compares it with what is there.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "img"
KEPT = "pictured.json"
_MAIL = ("n8n-workflows/10-read-supplier-mail.json",)
_VIEWS = "sidecar/crossdock/adapters/odoo/provision/views"
SHOWN = {
    "n8n-credential.png": ("n8n-nodes/credentials/CrossdockApi.credentials.ts",),
    "n8n-node.png": (*_MAIL, "n8n-nodes/nodes/Crossdock/resources/supplierMail.ts"),
    "n8n-read-supplier-mail.png": _MAIL,
    "n8n-read-supplier-mail-branches.png": _MAIL,
    "n8n-read-supplier-mail-failures.png": _MAIL,
    "odoo-exception-form.png": (f"{_VIEWS}/exception_form.xml",),
    "odoo-exceptions-list.png": (f"{_VIEWS}/exception_list.xml", f"{_VIEWS}/exception_search.xml"),
}
"""Each picture, with the files that say what is to be seen on it."""


def digest_of(picture: str) -> str:
    """Return the digest of what a picture shows, as it is in the sources now."""
    content = b"".join((ROOT / source).read_bytes() for source in SHOWN[picture])
    return hashlib.sha256(content).hexdigest()[:16]


def kept(folder: Path) -> dict[str, str]:
    """Return the digests of what the pictures in a folder show."""
    path = folder / KEPT
    return dict(json.loads(path.read_text())) if path.exists() else {}


def keep(folder: Path, drawn: list[str]) -> None:
    """Note that these pictures in a folder show what the sources say now."""
    told = {**kept(folder), **{picture: digest_of(picture) for picture in drawn}}
    (folder / KEPT).write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")
