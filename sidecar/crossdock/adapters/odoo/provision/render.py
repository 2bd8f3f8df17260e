"""Views are written once, in the words of Odoo 19; this renders them for older versions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

if TYPE_CHECKING:
    from crossdock.adapters.odoo.versions import Dialect

_CONDITIONS: Final = ("invisible", "readonly", "required")
_PLAIN: Final = frozenset({"0", "1", "True", "False", "true", "false"})
_OPERATORS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_NEGATED: Final = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
}


def render(arch: str, dialect: Dialect) -> str:
    """Return the arch in the version's syntax."""
    root = etree.fromstring(arch, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    if root.tag == "form" and not dialect.has_expressions:
        _add_fields_of_conditions(root)
    for element in list(root.iter()):
        _rename_list(element, dialect)
        if not dialect.has_expressions:
            _conditions_to_attrs(element)
        if element.tag == "chatter" and not dialect.has_chatter_tag:
            _chatter_to_div(element)
        if element.get("t-name") == "card" and not dialect.has_kanban_card:
            _card_to_box(element)
    if root.tag == "search" and dialect.has_search_group_attributes:
        for group in root.iter("group"):
            group.set("expand", "0")
            group.set("string", "Group By")
    etree.indent(root)
    return etree.tostring(root, encoding="unicode")


def same_xml(left: str, right: str) -> bool:
    """Tell whether two arches say the same, whatever their white space."""
    return _canonical(left) == _canonical(right)


def to_domain(expression: str) -> list[Any]:
    """Return the domain of a view expression made of names, comparisons, `and`, `or`, `not`."""
    return _domain(ast.parse(expression.strip(), mode="eval").body, negate=False)


def _canonical(text: str) -> str:
    root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    for element in root.iter():
        element.text = " ".join((element.text or "").split()) or None
        element.tail = " ".join((element.tail or "").split()) or None
    return etree.tostring(root, method="c14n").decode()


def _rename_list(element: Any, dialect: Dialect) -> None:
    if element.tag == "list":
        element.tag = dialect.list_tag
    if element.tag == "xpath":
        element.set("expr", element.get("expr", "").replace("/list", f"/{dialect.list_tag}"))


def _add_fields_of_conditions(root: Any) -> None:
    """Add fields that only conditions name: before 17 a form has to hold them itself."""
    used: set[str] = set()
    for element in root.iter():
        for name in _CONDITIONS:
            expression = element.get(name)
            if expression and expression not in _PLAIN:
                used |= {node.id for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)}
    shown = {field.get("name") for field in root.iter("field")}
    for name in sorted(used - shown):
        root.find("sheet").insert(0, etree.Element("field", name=name, invisible="1"))


def _conditions_to_attrs(element: Any) -> None:
    if element.get("column_invisible") in _PLAIN:
        element.set("invisible", element.attrib.pop("column_invisible"))
    attrs = {
        name: to_domain(element.attrib.pop(name))
        for name in (*_CONDITIONS, "column_invisible")
        if element.get(name) and element.get(name) not in _PLAIN
    }
    if attrs:
        element.set("attrs", repr(attrs))


def _chatter_to_div(element: Any) -> None:
    element.tag = "div"
    element.set("class", "oe_chatter")
    for name in ("message_follower_ids", "activity_ids", "message_ids"):
        etree.SubElement(element, "field", name=name)


def _card_to_box(element: Any) -> None:
    element.set("t-name", "kanban-box")
    box = etree.Element("div", {"class": "oe_kanban_card oe_kanban_global_click"})
    box.extend(list(element))
    element.append(box)


def _domain(node: ast.expr, *, negate: bool) -> list[Any]:
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _domain(operand, negate=not negate)
        case ast.BoolOp(op=op, values=values):
            parts = [_domain(value, negate=negate) for value in values]
            both = isinstance(op, ast.And) != negate
            return ["&" if both else "|"] * (len(parts) - 1) + [leaf for part in parts for leaf in part]
        case ast.Name(id=name):
            return [(name, "=" if negate else "!=", False)]
        case ast.Attribute(value=ast.Name(id="parent"), attr=name):
            return [(f"parent.{name}", "=" if negate else "!=", False)]
        case ast.Compare(left=ast.Name(id=name), ops=[operator], comparators=[right]):
            word = _OPERATORS[type(operator)]
            value = ast.literal_eval(right)
            value = list(value) if isinstance(value, tuple) else value
            return [(name, _NEGATED[word] if negate else word, value)]
    raise ValueError(f"cannot say this as a domain: {ast.unparse(node)}")
