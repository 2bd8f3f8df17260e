"""The images' Dockerfiles, by hadolint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HADOLINT = Path(sys.prefix) / "bin" / "hadolint"


@pytest.mark.parametrize("file", ["sidecar/Dockerfile", "n8n-nodes/Dockerfile"])
def test_hadolint_has_nothing_to_say(file: str) -> None:
    done = subprocess.run([HADOLINT, "--no-color", ROOT / file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_hadolint_speaks_up(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian\nRUN cd /tmp\n")

    done = subprocess.run([HADOLINT, tmp_path / "Dockerfile"], capture_output=True, text=True, check=False)

    assert "DL3006" in done.stdout  # an image without a version
    assert done.returncode == 1


def test_the_image_of_n8n_goes_on_as_its_user() -> None:
    lines = (ROOT / "n8n-nodes" / "Dockerfile").read_text().splitlines()
    served = lines[lines.index("FROM n8nio/n8n:2.40.7") :]

    assert "COPY --from=build --chown=node:node /nodes /home/node/.n8n/nodes" in served
    assert "USER 1000" in served
