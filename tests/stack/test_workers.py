"""Tests that need the same Odoo share a worker."""

from __future__ import annotations

import pytest

from tests.workers import group_of


@pytest.mark.parametrize(
    ("group", "nodeid"),
    [
        ("Odoo 19", "tests/contract/test_erp.py::test_x[odoo19-1]"),
        ("Odoo 19", "tests/contract/test_given_odoo.py::test_x"),
        ("Odoo 19", "tests/stack/test_components.py::test_odoo_19_has_the_modules"),
        ("Odoo 14", "tests/contract/test_erp.py::test_x[odoo14-1]"),
        ("Odoo 14", "tests/stack/test_components.py::test_odoo_14_has_the_modules"),
        ("Odoo 14", "tests/e2e/test_odoo_form.py::test_x[odoo14]"),
        ("screens", "tests/e2e/test_odoo_form.py::test_x[odoo19]"),
        ("faults", "tests/e2e/test_faults.py::test_x[odoo19-after store]"),
        ("end to end", "tests/e2e/test_mail_to_exception.py::test_x[odoo19]"),
        ("tests/e2e/test_demo.py", "tests/e2e/test_demo.py::test_x"),
        ("tests/contract/test_erp.py::test_x[memory]", "tests/contract/test_erp.py::test_x[memory]"),
    ],
)
def test_a_test_goes_with_those_of_its_server(group: str, nodeid: str) -> None:
    assert group_of(nodeid) == group
