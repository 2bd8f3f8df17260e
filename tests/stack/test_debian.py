"""Package lists are read as Debian writes them."""

from __future__ import annotations

import pytest

from stack import debian
from stack.errors import CannotInstall, StackError

PACKAGES = """\
Package: odoo
Version: 1
Filename: pool/odoo.deb
SHA256: aa

Package: odoo-19
Version: 19.0.0+dfsg-1
Depends: python3,
 python3-lxml
Description: Package: odoo-19 is mentioned here
Filename: pool/main/o/odoo/odoo-19_19.0.0+dfsg-1_all.deb
SHA256: bb
"""
RELEASE = """\
Origin: Example
MD5Sum:
 00 10 main/binary-amd64/Packages.xz
SHA256:
 11 10 main/binary-amd64/Packages
 22 10 main/binary-amd64/Packages.xz
SHA512:
 33 10 other
"""


def test_a_package_is_found_by_its_whole_name_also_at_the_end_of_the_list() -> None:
    found = debian.parse_packages(PACKAGES.splitlines(keepends=True), "odoo-19")

    assert found == debian.DebianFile(
        package="odoo-19",
        version="19.0.0+dfsg-1",
        path="pool/main/o/odoo/odoo-19_19.0.0+dfsg-1_all.deb",
        sha256="bb",
    )


def test_a_missing_package_is_none() -> None:
    assert debian.parse_packages(PACKAGES.splitlines(keepends=True), "odoo-1") is None


def test_the_strong_digest_of_the_very_file_is_taken_from_a_release() -> None:
    assert debian.parse_release(RELEASE, "main/binary-amd64/Packages.xz") == "22"


def test_a_file_that_a_release_does_not_list_is_an_error() -> None:
    with pytest.raises(StackError, match="does not list other"):
        debian.parse_release(RELEASE, "other")


@pytest.mark.parametrize(
    ("listed", "chosen"),
    [
        ("http://mirror.example/debian/ bookworm", "http://mirror.example/debian/"),
        ("http://mirror.example/debian bookworm", "http://mirror.example/debian/"),
        (
            "http://m.example/debian-security/ bookworm-security\nhttp://m.example/debian/ bookworm",
            "http://m.example/debian/",
        ),
    ],
)
def test_the_main_archive_is_chosen_among_apts_sources(listed: str, chosen: str) -> None:
    assert debian.choose_mirror(listed) == chosen


def test_no_main_archive_is_told() -> None:
    with pytest.raises(CannotInstall, match="names no Debian mirror"):
        debian.choose_mirror("http://m.example/debian-security/ bookworm-security")


def test_a_missing_package_names_itself_where_it_cannot_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(CannotInstall, match="not root; run as root: apt-get install no-such-package"):
        debian.ensure_debian_packages(["no-such-package"])
