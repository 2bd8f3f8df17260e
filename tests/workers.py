"""Which tests share a worker: those of one Odoo, so that no worker starts two and provisions both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

OWN_SERVERS = ("tests/e2e/test_demo.py", "tests/e2e/test_stack_command.py")
FAULTS = (
    "tests/e2e/test_faults.py",
    "tests/e2e/test_ledger_locked_or_full.py",
    "tests/e2e/test_odoo_faults.py",
)
SCREENS = ("tests/e2e/test_odoo_form.py", "tests/e2e/test_odoo_presses.py", "tests/e2e/test_odoo_screens.py")
N8N = "tests/e2e/test_n8n_"
LONGEST_FIRST = ("faults", "n8n", "Odoo 14", "Odoo 19", "screens", "end to end")
"""Groups by the time that they take, n8n early as it mostly waits; xdist would go by the number of tests."""


class ByServer(LoadScopeScheduling):
    """Hands out groups, the longest first, then single tests to whoever is free."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        for group in reversed(LONGEST_FIRST):
            if group in self.workqueue:
                self.workqueue.move_to_end(group, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """Return the group of a test; a test that needs no Odoo is a group of its own.

    Told from the name alone, since that is all xdist's controller knows: a parameter names the server, or the
    test does. (`xdist_group` marks have no effect with pytest 9.2.)
    """
    path, _, _ = nodeid.partition("::")
    if path in OWN_SERVERS:
        return path
    if "odoo14" in nodeid or "odoo_14" in nodeid:
        return "Odoo 14"
    if path.startswith(N8N):
        return "n8n"
    if path in SCREENS:
        return "screens"
    if path in FAULTS:
        return "faults"
    if path.startswith("tests/e2e/"):
        return "end to end"
    return "Odoo 19" if "odoo" in nodeid else nodeid
