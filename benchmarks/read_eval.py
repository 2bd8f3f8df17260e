"""Read a labelled set of mails with the rules alone and write the readings for its scorer.

Usage: python benchmarks/read_eval.py SET_DIR READINGS.json [--only-plain] [--authserv-id ID]

SET_DIR holds purchase_orders.json and messages/*.eml. Each message sees what `gather` would fetch: the orders
it names and the open orders of its sender's supplier. `--only-plain` leaves out mails with attachments.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot, Supplier
from crossdock.reading.label import to_label
from crossdock.reading.mail.interpret import interpret
from crossdock.reading.mail.parse import parse
from crossdock.reading.mail.references import references


def load_snapshot(data: dict[str, Any]) -> PurchaseSnapshot:
    """Return the set's open orders as a snapshot."""
    suppliers = tuple(
        Supplier(
            id=index,
            name=row["name"],
            emails=tuple(row["emails"]),
            domains=tuple(row["domains"]),
            language=row["language"],
            ref=row["id"],
        )
        for index, row in enumerate(data["suppliers"], start=1)
    )
    ids = {s.ref: s.id for s in suppliers}
    orders = tuple(
        PurchaseOrder(
            id=index,
            name=row["name"],
            company_id=1,
            supplier_id=ids[row["supplier"]],
            currency=row["currency"],
            order_date=date.fromisoformat(row["order_date"]),
            lines=tuple(_line(line, index) for line in row["lines"]),
        )
        for index, row in enumerate(data["orders"], start=1)
    )
    as_of = datetime.combine(date.fromisoformat(data["today"]), datetime.min.time(), UTC)
    return PurchaseSnapshot(as_of=as_of, orders=orders, suppliers=suppliers)


def _line(row: dict[str, Any], order_id: int) -> PurchaseOrderLine:
    return PurchaseOrderLine(
        line=row["line"],
        purchase_line_id=order_id * 100 + row["line"],
        sku=row["sku"],
        supplier_sku=row["supplier_sku"],
        description=row["description"],
        quantity=Decimal(str(row["quantity"])),
        unit=row["unit"],
        unit_price=Decimal(str(row["unit_price"])),
        date_planned=date.fromisoformat(row["date_planned"]),
        received=Decimal(0),
    )


def main() -> int:
    """Read every message of the set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("set_dir", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--only-plain", action="store_true")
    parser.add_argument("--authserv-id")
    args = parser.parse_args()
    data = json.loads((args.set_dir / "purchase_orders.json").read_text("utf-8"))
    today = date.fromisoformat(data["today"])
    snapshot = load_snapshot(data)
    readings = {}
    for path in sorted((args.set_dir / "messages").glob("*.eml")):
        content = parse(path.read_bytes(), authserv_id=args.authserv_id)
        if args.only_plain and any(not a.is_inline for a in content.attachments):
            continue
        references(content)
        readings[path.stem] = to_label(interpret(content, snapshot, today=today))
    args.readings.write_text(json.dumps(readings, indent=1, ensure_ascii=False), "utf-8")
    print(f"{len(readings)} readings in {args.readings}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
