"""How the versions of Odoo differ, as a table. 14 and 19 are tested here; 15 by its reference only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FLOOR: Final = 14
CEILING: Final = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The words of one version of Odoo."""

    version: int

    @property
    def groups_field(self) -> str:
        """The field that holds groups on users, menus, views and actions."""
        return "group_ids" if self.version >= 19 else "groups_id"

    @property
    def group_users(self) -> str:
        """The users of a group."""
        return "user_ids" if self.version >= 19 else "users"

    @property
    def has_privileges(self) -> bool:
        """Whether groups hang under `res.groups.privilege` (else under a module category)."""
        return self.version >= 19

    @property
    def list_tag(self) -> str:
        """The root tag of a list view, and its word in `view_mode`."""
        return "list" if self.version >= 18 else "tree"

    @property
    def has_expressions(self) -> bool:
        """Whether views take `invisible="expression"` (else `attrs` with domains)."""
        return self.version >= 17

    @property
    def has_chatter_tag(self) -> bool:
        """Whether `<chatter/>` exists (else a div with the three fields)."""
        return self.version >= 18

    @property
    def has_kanban_card(self) -> bool:
        """Whether the kanban template is called `card` (else `kanban-box`)."""
        return self.version >= 18

    @property
    def has_search_group_attributes(self) -> bool:
        """Whether a search view's group takes `expand` and `string`."""
        return self.version < 19

    @property
    def has_automation(self) -> bool:
        """Whether rules are provisioned (on 14 they break concurrent writes; 15, 16: not proven)."""
        return self.version >= 17

    @property
    def line_unit(self) -> str:
        """The unit of measure on purchase lines."""
        return "product_uom_id" if self.version >= 19 else "product_uom"

    @property
    def tracked_field(self) -> str:
        """The field that a tracking value is about."""
        return "field_id" if self.version >= 17 else "field"

    @property
    def has_unit_categories(self) -> bool:
        """Whether units of measure stand in categories, and a product has one of its own for purchases."""
        return self.version < 19

    @property
    def supplierinfo_partner(self) -> str:
        """The vendor on a vendor price."""
        return "name" if self.version < 16 else "partner_id"

    @property
    def partner_buyer(self) -> str | None:
        """The user who buys from a vendor, where contacts have one."""
        return "buyer_id" if self.version >= 17 else None

    @property
    def picking_moves(self) -> str:
        """The moves of a transfer."""
        return "move_lines" if self.version < 16 else "move_ids"

    @property
    def order_done_state(self) -> str | None:
        """The state of a locked purchase order (19 has a flag `locked` instead)."""
        return None if self.version >= 19 else "done"

    @property
    def is_locked(self) -> str:
        """Whether a purchase order, in our actions' `order`, is locked."""
        return f"order.state == '{self.order_done_state}'" if self.order_done_state else "order.locked"


def dialect(version: int) -> Dialect:
    """Return the words of that major version; outside of the tested range the nearest known ones."""
    return Dialect(version=max(FLOOR, version))
