"""Modules and aspects of a definition document: read with their defaults, written back in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import assert_never

from app.domain.definition_node import Node
from app.domain.numbers import show
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Band,
    CatalogueItem,
    Count,
    Criterion,
    Deduction,
    Detail,
    Judged,
    Measured,
    Module,
    OnStop,
    Panel,
    Section,
    Time,
    Value,
    When,
    Zero,
    sums,
)
from app.errors import Refusal

MOST_JUDGES = 99
NIL = Fraction(0)
DROP_FROM = 5
"""A panel this large drops one highest and one lowest mark unless its definition says otherwise."""


def read_sections(round_node: Node) -> tuple[Section, ...]:
    """The sections of the occupation's standard that a round's aspects are counted by, ids unique."""
    sections = []
    for node in round_node.tables("section"):
        section_id = node.text("id").strip()
        sections.append(Section(section_id, _name(node, section_id), node.number("maximum", None, least=NIL)))
        node.finish()
    _unique((section.id for section in sections), round_node.at("section"))
    return tuple(sections)


def _name(node: Node, identity: str) -> str:
    """A name without outer blanks; the id where there is none."""
    return node.text("name", identity)


def read_modules(round_node: Node) -> tuple[Module, ...]:
    """The modules of a round, ids unique, conditions naming modules that exist and never going in a circle."""
    modules = tuple(_read_module(node) for node in round_node.tables("module"))
    place = round_node.at("module")
    _unique((m.id for m in modules), place)
    _unique((a.id for m in modules for a in m.aspects), f"{place}.aspects")
    _check_conditions(modules, place)
    return modules


def _unique(names: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refusal("definition.double", place=place, text=name)
        seen.add(name)


def _check_conditions(modules: tuple[Module, ...], place: str) -> None:
    needs = {m.id: {a.when.module for a in m.aspects if a.when is not None} for m in modules}
    for module_id, wanted in needs.items():
        for other in sorted(wanted - needs.keys()):
            raise Refusal("definition.when_unknown", place=f"{place}[{module_id}]", text=other)
    while needs:
        free = [module_id for module_id, wanted in needs.items() if not wanted & needs.keys()]
        if not free:
            raise Refusal("definition.when_circle", place=place, text="、".join(needs))
        for module_id in free:
            del needs[module_id]


def _read_module(node: Node) -> Module:
    module_id = node.text("id").strip()
    if ":" in module_id:
        raise Refusal("definition.id", place=node.at("id"), text=module_id[:40])
    aspects = tuple(read_aspect(part) for part in node.tables("aspects"))
    if not aspects:
        raise Refusal("definition.missing_key", place=node.at("aspects"))
    criteria = tuple(_read_criterion(part) for part in node.tables("criteria"))
    known = {criterion.id for criterion in criteria}
    named = dict.fromkeys(a.criterion for a in aspects if a.criterion and a.criterion not in known)
    module = Module(
        id=module_id,
        name=_name(node, module_id),
        maximum=node.number("maximum", sums(aspects)[0], least=NIL),
        aspects=aspects,
        criteria=criteria + tuple(Criterion(name, name) for name in named),
    )
    node.finish()
    return module


def _read_criterion(node: Node) -> Criterion:
    name = node.text("name", "")
    criterion_id = node.text("id", name).strip()
    if not criterion_id:
        raise Refusal("definition.missing_key", place=node.at("id"))
    criterion = Criterion(
        criterion_id, name or criterion_id, node.number("maximum", None, least=NIL), node.text("day", "").strip()
    )
    node.finish()
    return criterion


def read_aspect(node: Node) -> Aspect:
    """One aspect with every key of its kind. Refuses with a `definition.*` code whose place is the key's path."""
    aspect_id = node.text("id").strip()
    kind = node.choice("kind", AspectKind, None)
    if kind is None:
        raise Refusal("definition.missing_key", place=node.at("kind"))
    open_ended = kind in (AspectKind.DEDUCTION, AspectKind.TIME)
    maximum = node.number("maximum", None, least=NIL) if open_ended else node.needed("maximum", least=NIL)
    when = node.table("when") if node.has("when") else None
    aspect = Aspect(
        id=aspect_id,
        name=_name(node, aspect_id),
        kind=kind,
        maximum=maximum,
        detail=_READERS[kind](node),
        criterion=node.text("criterion", "").strip(),
        decimals=node.decimals("decimals", None),
        factor=node.number("factor", None),
        when=None if when is None else When(when.text("module").strip(), when.needed("at_least")),
        note=node.text("note", "").strip(),
        requirement=node.text("requirement", "").strip(),
        section=node.text("section", "").strip(),
    )
    if when is not None:
        when.finish()
    node.finish()
    _check_range(aspect, node)
    return aspect


def _check_range(aspect: Aspect, node: Node) -> None:
    if aspect.maximum is not None and aspect.minimum > aspect.maximum:
        raise node.wrong("minimum", f"… {show(aspect.maximum)}")


def _read_value(node: Node) -> Detail:
    return Value(node.number("minimum", NIL), _step(node, None))


def _step(node: Node, default: Fraction | None) -> Fraction | None:
    step = node.number("step", default, least=NIL)
    if step is not None and (step == 0 or 1000 % step.denominator):
        raise node.wrong("step", "0.001 …")
    return step


def _read_panel(node: Node) -> Detail:
    judges = node.whole("judges", least=1, most=MOST_JUDGES)
    average = node.choice("average", Average, Average.MEAN)
    stated = node.has("drop_high") or node.has("drop_low")
    usual = int(not stated and judges >= DROP_FROM and average is Average.MEAN)
    high, low = (node.whole(key, usual, most=judges) for key in ("drop_high", "drop_low"))
    if high + low >= judges:
        raise node.wrong("drop_high" if high else "drop_low", f"< {judges}")
    return Panel(
        judges=judges,
        step=_step(node, Fraction(1, 10)) or Fraction(1, 10),
        minimum=node.number("minimum", NIL),
        drop_high=high,
        drop_low=low,
        average=average,
        spread=node.number("spread", None, least=NIL),
        few=node.whole("few", 4, most=MOST_JUDGES),
    )


def _read_judged(node: Node) -> Detail:
    levels = tuple(text.strip() for text in node.texts("levels")) or ("0", "1", "2", "3")
    if not 2 <= len(levels) <= 101:
        raise node.wrong("levels", "2 … 101")
    judges = node.whole("judges", least=1, most=MOST_JUDGES)
    return Judged(judges, levels, node.number("spread", Fraction(1), least=NIL))


def _read_measured(node: Node) -> Detail:
    bands = []
    for part in node.tables("bands"):
        bands.append(Band(part.needed("within", least=NIL), part.needed("share", least=NIL, most=Fraction(1))))
        part.finish()
    detail = Measured(
        nominal=node.number("nominal", NIL),
        unit=node.text("unit", "").strip(),
        bands=tuple(sorted(bands, key=lambda band: band.within)),
        met=node.flag("met", False),
    )
    if detail.met == bool(bands):
        raise Refusal("definition.measured", place=node.at("bands"))
    return detail


def _read_count(node: Node) -> Detail:
    return Count(node.needed("points"))


def _read_deduction(node: Node) -> Detail:
    items = []
    for part in node.tables("catalogue"):
        item_id = part.text("id").strip()
        zero = part.choice("zero", Zero, None)
        points = part.number("points", NIL, least=NIL) if zero else part.needed("points", least=NIL)
        items.append(CatalogueItem(item_id, _name(part, item_id), points, zero))
        part.finish()
    if not items:
        raise Refusal("definition.missing_key", place=node.at("catalogue"))
    _unique((item.id.casefold() for item in items), node.at("catalogue"))
    return Deduction(tuple(items))


def _read_time(node: Node) -> Detail:
    bonus = node.number("bonus", NIL, least=NIL)
    if bonus and not node.has("maximum"):  # what can be won must be part of the sums
        raise Refusal("definition.missing_key", place=node.at("maximum"))
    return Time(
        limit_minutes=node.needed("limit_minutes", least=NIL),
        unit_seconds=node.whole("unit_seconds", 60, least=1),
        points=node.number("points", NIL, least=NIL),
        cap=node.number("cap", None, least=NIL),
        stop_minutes=node.number("stop_minutes", None, least=NIL),
        on_stop=node.choice("on_stop", OnStop, OnStop.KEEP),
        bonus=bonus,
    )


_READERS: dict[AspectKind, Callable[[Node], Detail]] = {
    AspectKind.VALUE: _read_value,
    AspectKind.PANEL: _read_panel,
    AspectKind.JUDGED: _read_judged,
    AspectKind.MEASURED: _read_measured,
    AspectKind.COUNT: _read_count,
    AspectKind.DEDUCTION: _read_deduction,
    AspectKind.TIME: _read_time,
}


def write_modules(modules: tuple[Module, ...]) -> list[dict[str, object]]:
    """The modules as a document, every default spelled out."""
    return [
        {
            "id": module.id,
            "name": module.name,
            "maximum": show(module.maximum),
            "criteria": [_plain(id=c.id, name=c.name, maximum=c.maximum, day=c.day or None) for c in module.criteria],
            "aspects": [_write_aspect(aspect) for aspect in module.aspects],
        }
        for module in modules
    ]


def write_sections(sections: tuple[Section, ...]) -> list[dict[str, object]]:
    """The sections as a document."""
    return [_plain(id=section.id, name=section.name, maximum=section.maximum) for section in sections]


def _plain(**pairs: object) -> dict[str, object]:
    """The pairs without the None ones, numbers as decimal texts."""
    return {
        key: show(value) if isinstance(value, Fraction) else value for key, value in pairs.items() if value is not None
    }


def _write_aspect(aspect: Aspect) -> dict[str, object]:
    when = aspect.when
    return _plain(
        id=aspect.id,
        name=aspect.name,
        kind=aspect.kind.value,
        maximum=aspect.maximum,
        criterion=aspect.criterion or None,
        decimals=aspect.decimals,
        factor=aspect.factor,
        when=None if when is None else _plain(module=when.module, at_least=when.at_least),
        note=aspect.note or None,
        requirement=aspect.requirement or None,
        section=aspect.section or None,
        **_write_detail(aspect.detail),
    )


def _write_detail(detail: Detail) -> dict[str, object]:
    if isinstance(detail, Value):
        return {"minimum": detail.minimum, "step": detail.step}
    if isinstance(detail, Panel):
        return {
            "judges": detail.judges,
            "step": detail.step,
            "minimum": detail.minimum,
            "drop_high": detail.drop_high,
            "drop_low": detail.drop_low,
            "average": detail.average.value,
            "spread": detail.spread,
            "few": detail.few,
        }
    if isinstance(detail, Judged):
        return {"judges": detail.judges, "levels": list(detail.levels), "spread": detail.spread}
    if isinstance(detail, Measured):
        bands = [_plain(within=band.within, share=band.share) for band in detail.bands]
        return {"nominal": detail.nominal, "unit": detail.unit, "bands": bands, "met": detail.met}
    if isinstance(detail, Count):
        return {"points": detail.points}
    if isinstance(detail, Deduction):
        return {"catalogue": [_write_item(item) for item in detail.catalogue]}
    if isinstance(detail, Time):
        return {
            "limit_minutes": detail.limit_minutes,
            "unit_seconds": detail.unit_seconds,
            "points": detail.points,
            "cap": detail.cap,
            "stop_minutes": detail.stop_minutes,
            "on_stop": detail.on_stop.value,
            "bonus": detail.bonus,
        }
    assert_never(detail)


def _write_item(item: CatalogueItem) -> dict[str, object]:
    return _plain(id=item.id, name=item.name, points=item.points, zero=item.zero.value if item.zero else None)
