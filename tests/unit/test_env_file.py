"""`.env`: read by commands only, below the environment, with values as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crossdock.cli import main
from crossdock.settings import EnvironmentInvalid, Settings, use_env_file

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Work in an empty folder, with none of our names set."""
    monkeypatch.setenv("CROSSDOCK_ENV_FILE", "")  # so that it is as before when the test is over
    for name in list(os.environ):
        if name.upper().startswith("CROSSDOCK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = ".env") -> Path:
    """Write a file that only its owner may read."""
    path = folder / name
    path.touch(mode=0o600)
    path.write_text(text)
    return path


def test_a_stray_file_changes_nothing_but_commands(here: Path) -> None:
    write(here, "CROSSDOCK_BIND_PORT=8001\n")
    assert Settings().bind_port == 8000

    use_env_file()

    assert Settings().bind_port == 8001


def test_the_environment_wins(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "CROSSDOCK_BIND_PORT=8001\nCROSSDOCK_THREADS=3\n")
    monkeypatch.setenv("CROSSDOCK_BIND_PORT", "8002")
    use_env_file()

    assert (Settings().bind_port, Settings().threads) == (8002, 3)


def test_a_secret_in_the_environment_wins_over_a_file_of_the_same_secret(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, "CROSSDOCK_ODOO_PASSWORD_FILE=/not/there\n")
    monkeypatch.setenv("CROSSDOCK_ODOO_PASSWORD", "from the environment")
    use_env_file()

    password = Settings().odoo_password

    assert password is not None
    assert password.get_secret_value() == "from the environment"


def test_values_are_taken_as_they_stand(here: Path) -> None:
    box = "CROSSDOCK_MAILBOX__BUYING__"
    write(
        here,
        f"{box}HOST=mail.example\n{box}LOGIN=me\n"
        f"{box}PASSWORD='p#a ${{HOME}} $x \"q\"'\n"
        f"export {box}MARK_TARGET=$CrossdockTaken  # a comment\n"
        "OTHER_PROGRAMS=may share the file\n",
    )
    use_env_file()

    mailbox = Settings().mailbox["buying"]

    assert mailbox.password.get_secret_value() == 'p#a ${HOME} $x "q"'
    assert mailbox.mark_target == "$CrossdockTaken"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CROSSDOCK_CLOK=1\n", r"\.env: CROSSDOCK_CLOK is no setting; did you mean CROSSDOCK_CLOCK"),
        ("CROSSDOCK_CLOCK=1\nthis is 'no line\n", r"\.env, line 2: write NAME=value"),
        ("OTHER\nCROSSDOCK_BIND_PORT\n", r"\.env, line 2: write NAME=value"),
        ("export CROSSDOCK_BIND_PORT\n", r"\.env, line 1: write NAME=value"),
        ("CROSSDOCK_ODOO_PASSWORD_FILE=/not/there\n", r"\.env: CROSSDOCK_ODOO_PASSWORD_FILE: cannot read"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_place(here: Path, text: str, told: str) -> None:
    write(here, text)
    use_env_file()

    with pytest.raises(EnvironmentInvalid, match=told):
        Settings()


def test_a_file_that_windows_wrote_loses_no_setting(here: Path) -> None:
    write(here, "\ufeffCROSSDOCK_BIND_PORT=8001\r\nCROSSDOCK_THREADS=3\r\n")
    use_env_file()

    assert (Settings().bind_port, Settings().threads) == (8001, 3)


def test_a_file_that_is_named_must_be_there(here: Path) -> None:
    use_env_file(here / "other.env")

    with pytest.raises(EnvironmentInvalid, match=r"other\.env: cannot be read"):
        Settings()


def test_a_named_file_is_read_instead_of_the_one_that_lies_here(here: Path) -> None:
    write(here, "CROSSDOCK_BIND_PORT=8001\n")
    write(here, "CROSSDOCK_BIND_PORT=8003\n", "other.env")
    use_env_file(Path("other.env"))

    assert Settings().bind_port == 8003


def test_an_empty_name_lets_no_file_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "CROSSDOCK_BIND_PORT=8001\n")
    monkeypatch.setenv("CROSSDOCK_ENV_FILE", "")
    use_env_file()

    assert Settings().bind_port == 8000


def test_a_child_process_reads_the_same_file(here: Path) -> None:
    write(here, "CROSSDOCK_BIND_PORT=8001\n")
    use_env_file()
    code = "from crossdock.settings import Settings; print(Settings().bind_port)"

    done = subprocess.run([sys.executable, "-c", code], cwd="/", capture_output=True, text=True, check=True)

    assert done.stdout == "8001\n"


def test_secrets_that_everybody_can_read_are_warned_of(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(here, "CROSSDOCK_BIND_PORT=8001\n")
    assert main(["version"]) == 0
    assert capsys.readouterr().err == ""

    path.chmod(0o644)

    assert main(["version"]) == 0
    assert f"chmod 600 {path}" in capsys.readouterr().err


def test_the_option_may_stand_before_or_behind_the_command(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(here, "CROSSDOCK_CLOK=1\n", "other.env"))

    assert main(["--env-file", path, "keys", "list"]) == 2
    assert main(["keys", "list", "--env-file", path]) == 2
    assert capsys.readouterr().err.count("other.env: CROSSDOCK_CLOK is no setting") == 2


def test_the_example_is_the_file_that_can_be_copied(here: Path) -> None:
    lines = EXAMPLE.read_text().splitlines()
    write(
        here,
        "\n".join(line.removeprefix("# ") if "=" in line else line for line in lines if "_FILE=" not in line),
    )
    use_env_file()

    settings = Settings()

    assert settings.mailbox["purchasing"].mark_target == "$CrossdockTaken"
