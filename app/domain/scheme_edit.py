"""Editing the scheme of a round as a tree: module → criterion → aspect, addressed by where a node stands.

A place is a tuple of numbers: (module,), (module, item) and (module, criterion, aspect). An item of a module is an
aspect or a criterion with its aspects. Every edit takes a round and gives the next one with the place of the node in
hand, or None where the edit makes no sense there. A maximum that was the sum of its parts stays that sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, assert_never

from app.domain.contest import Round
from app.domain.scheme import (
    Aspect,
    AspectKind,
    CatalogueItem,
    Count,
    Criterion,
    Deduction,
    Detail,
    Judged,
    Measured,
    Module,
    Panel,
    Time,
    Value,
    sums,
)

Place = tuple[int, ...]
Edited = tuple[Round, Place]
JUDGES, DROP_FROM = 5, 5
USUAL_MINUTES = Fraction(90)
NEW_NAMES = {"module": "新模块", "criterion": "新评分项", "aspect": "新评分点"}
NIL = Fraction(0)


@dataclass
class Group:
    """A criterion with its aspects; `follows`: its maximum is their sum."""

    criterion: Criterion
    aspects: list[Aspect]
    follows: bool


@dataclass
class Part:
    """A module with what it holds; `follows`: its maximum is the sum."""

    module: Module
    items: list[Aspect | Group]
    follows: bool


@dataclass(frozen=True)
class Node:
    """One line of the tree: its place, what stands there, what its parts add up to and what it should be."""

    place: Place
    what: Module | Criterion | Aspect
    found: Fraction
    wanted: Fraction | None

    @property
    def depth(self) -> int:
        """0 for a module; an aspect stands at 1 or 2."""
        return len(self.place) - 1


def nodes(part: Round) -> Iterator[Node]:
    """Every line of a round's tree, in the order of the sheet."""
    for number, module in enumerate(_open(part)):
        yield Node((number,), module.module, sums(_aspects(module))[0], module.module.maximum)
        for order, item in enumerate(module.items):
            if isinstance(item, Aspect):
                yield Node((number, order), item, item.full, item.maximum)
                continue
            yield Node((number, order), item.criterion, sums(item.aspects)[0], item.criterion.maximum)
            for last, aspect in enumerate(item.aspects):
                yield Node((number, order, last), aspect, aspect.full, aspect.maximum)


def node_at(part: Round, place: Place) -> Node | None:
    """The line at a place."""
    return next((one for one in nodes(part) if one.place == place), None)


def _open(part: Round) -> list[Part]:
    found = []
    for module in part.modules:
        items: list[Aspect | Group] = []
        groups: dict[str, Group] = {}
        known = {one.id: one for one in module.criteria}
        for aspect in module.aspects:
            if not aspect.criterion:
                items.append(aspect)
                continue
            if aspect.criterion not in groups:
                criterion = known.get(aspect.criterion, Criterion(aspect.criterion, aspect.criterion))
                groups[aspect.criterion] = Group(criterion, [], False)
                items.append(groups[aspect.criterion])
            groups[aspect.criterion].aspects.append(aspect)
        for group in groups.values():
            group.follows = group.criterion.maximum in sums(group.aspects)
        items += [Group(one, [], False) for one in module.criteria if one.id not in groups]
        found.append(Part(module, items, module.maximum in sums(module.aspects)))
    return found


def _aspects(part: Part) -> list[Aspect]:
    found: list[Aspect] = []
    for item in part.items:
        found += [item] if isinstance(item, Aspect) else item.aspects
    return found


def _close(part: Round, tree: Sequence[Part]) -> Round:
    modules = []
    for one in tree:
        aspects: list[Aspect] = []
        criteria: list[Criterion] = []
        for item in one.items:
            if isinstance(item, Aspect):
                aspects.append(replace(item, criterion="") if item.criterion else item)
                continue
            if not item.aspects:
                continue
            whole = sums(item.aspects)[0]
            criteria.append(replace(item.criterion, maximum=whole) if item.follows else item.criterion)
            aspects += [
                one_of if one_of.criterion == item.criterion.id else replace(one_of, criterion=item.criterion.id)
                for one_of in item.aspects
            ]
        maximum = sums(aspects)[0] if one.follows else one.module.maximum
        if aspects:
            modules.append(replace(one.module, aspects=tuple(aspects), criteria=tuple(criteria), maximum=maximum))
    return replace(part, modules=tuple(modules))


def _free(prefix: str, known: set[str]) -> str:
    return next(f"{prefix}{number}" for number in range(1, len(known) + 2) if f"{prefix}{number}" not in known)


def _module_id(tree: Sequence[Part]) -> str:
    known = {one.module.id for one in tree}
    letters = (chr(ord("A") + number) for number in range(26))
    return next((letter for letter in letters if letter not in known), "") or _free("M", known)


def _aspect_id(tree: Sequence[Part], module: str) -> str:
    return _free(module, {aspect.id for one in tree for aspect in _aspects(one)})


def _criterion_id(part: Part) -> str:
    known = {one.criterion.id for one in part.items if isinstance(one, Group)}
    return _free(f"{part.module.id}-", known)


def usual_detail(part: Round, kind: AspectKind) -> Detail:
    """What an aspect of a kind asks for when nothing is said: as the round's other aspects, else the default."""
    for aspect in part.aspects:
        if aspect.kind is kind and not isinstance(aspect.detail, Measured | Deduction):
            return aspect.detail
    judges = next((len(one.seats) for one in part.aspects if isinstance(one.detail, Panel | Judged)), JUDGES)
    drop = int(judges >= DROP_FROM)
    if kind is AspectKind.PANEL:
        return Panel(judges, drop_high=drop, drop_low=drop)
    if kind is AspectKind.JUDGED:
        return Judged(min(judges, 3))
    if kind is AspectKind.MEASURED:
        return Measured(met=True)
    if kind is AspectKind.COUNT:
        return Count(Fraction(1))
    if kind is AspectKind.DEDUCTION:
        return Deduction((CatalogueItem("1", "扣分项", Fraction(1)),))
    if kind is AspectKind.TIME:
        return Time(part.time_limit_minutes or USUAL_MINUTES, points=Fraction(1))
    if kind is AspectKind.VALUE:
        return Value(NIL, Fraction(1, 2))
    assert_never(kind)


def with_kind(part: Round, aspect: Aspect, kind: AspectKind) -> Aspect:
    """The aspect as another kind, with what is usual for it; id, name and maximum stay."""
    if kind is aspect.kind:
        return aspect
    open_ended = kind in (AspectKind.DEDUCTION, AspectKind.TIME)
    maximum = aspect.maximum if open_ended or aspect.maximum is not None else NIL
    return replace(aspect, kind=kind, detail=usual_detail(part, kind), maximum=maximum)


def _fresh(part: Round, tree: Sequence[Part], module: str, like: Aspect | None) -> Aspect:
    """An aspect to fill in: of the kind of its neighbour, worth nothing until somebody says what."""
    kind = like.kind if like is not None else AspectKind.PANEL
    detail = usual_detail(part, kind)
    if like is not None and not isinstance(like.detail, Measured | Deduction):
        detail = like.detail
    return Aspect(_aspect_id(tree, module), NEW_NAMES["aspect"], kind, NIL, detail)


def add_module(part: Round, after: int | None = None) -> Edited:
    """A module with one aspect more, behind a module or last."""
    tree = _open(part)
    place = len(tree) if after is None else after + 1
    name = _module_id(tree)
    module = Module(name, NEW_NAMES["module"], NIL, ())
    before = _aspects(tree[place - 1])[-1] if place else None
    tree.insert(place, Part(module, [_fresh(part, tree, name, before)], True))
    return _close(part, tree), (place,)


def add_criterion(part: Round, place: Place) -> Edited:
    """A criterion with one aspect more in the module of the node in hand, behind it."""
    tree = _open(part)
    home = tree[place[0]]
    order = place[1] + 1 if len(place) > 1 else len(home.items)
    name = _criterion_id(home)
    known = _aspects(home)
    aspect = _fresh(part, tree, home.module.id, known[-1] if known else None)
    home.items.insert(order, Group(Criterion(name, NEW_NAMES["criterion"]), [aspect], False))
    return _close(part, tree), (place[0], order)


def add_aspect(part: Round, place: Place) -> Edited:
    """An aspect more, behind the node in hand; in a criterion or module in hand, as its last."""
    tree = _open(part)
    home = tree[place[0]]
    if len(place) == 1:
        known = _aspects(home)
        home.items.append(_fresh(part, tree, home.module.id, known[-1] if known else None))
        return _close(part, tree), (place[0], len(home.items) - 1)
    item = home.items[place[1]]
    if isinstance(item, Group):
        order = place[2] + 1 if len(place) == 3 else len(item.aspects)
        item.aspects.insert(order, _fresh(part, tree, home.module.id, item.aspects[order - 1]))
        return _close(part, tree), (place[0], place[1], order)
    home.items.insert(place[1] + 1, _fresh(part, tree, home.module.id, item))
    return _close(part, tree), (place[0], place[1] + 1)


def add_sibling(part: Round, place: Place) -> Edited:
    """A node of the same sort behind the one in hand."""
    node = node_at(part, place)
    if node is None or isinstance(node.what, Module):
        return add_module(part, place[0] if place else None)
    return add_criterion(part, place) if isinstance(node.what, Criterion) else add_aspect(part, place)


def indent(part: Round, place: Place) -> Edited | None:
    """One level in: a module becomes a criterion of the module above, an aspect joins the criterion above it or opens
    one of its own. None where there is nothing above, or no deeper level."""
    tree = _open(part)
    if len(place) == 1:
        return _module_in(part, tree, place[0])
    home = tree[place[0]]
    item = home.items[place[1]]
    if len(place) == 3 or isinstance(item, Group):
        return None
    above = home.items[place[1] - 1] if place[1] else None
    if isinstance(above, Group):
        home.items.pop(place[1])
        above.aspects.append(item)
        return _close(part, tree), (place[0], place[1] - 1, len(above.aspects) - 1)
    home.items[place[1]] = Group(Criterion(_criterion_id(home), NEW_NAMES["criterion"]), [item], False)
    return _close(part, tree), (place[0], place[1], 0)


def _module_in(part: Round, tree: list[Part], number: int) -> Edited | None:
    if number == 0:
        return None
    gone, home = tree.pop(number), tree[number - 1]
    known = {one.criterion.id for one in home.items if isinstance(one, Group)}
    name = gone.module.id if gone.module.id not in known else _criterion_id(home)
    home.items.append(Group(Criterion(name, gone.module.name), _aspects(gone), False))
    return _close(part, tree), (number - 1, len(home.items) - 1)


def outdent(part: Round, place: Place) -> Edited | None:
    """One level out: an aspect leaves its criterion, a criterion or an aspect of a module becomes a module of its own.
    None for a module, and where the module would be left empty."""
    tree = _open(part)
    if len(place) == 1:
        return None
    home = tree[place[0]]
    item = home.items[place[1]]
    if len(place) == 3:
        assert isinstance(item, Group)  # only a criterion has a third level
        aspect = item.aspects.pop(place[2])
        order = place[1] + 1
        home.items.insert(order, aspect)
        return _close(part, tree), (place[0], order if item.aspects else place[1])
    if len(home.items) == 1:
        return None
    home.items.pop(place[1])
    name = _module_id(tree)
    if isinstance(item, Group):
        module = Module(name, item.criterion.name, item.criterion.maximum or NIL, ())
        tree.insert(place[0] + 1, Part(module, list(item.aspects), True))
    else:
        tree.insert(place[0] + 1, Part(Module(name, item.name, NIL, ()), [item], True))
    return _close(part, tree), (place[0] + 1,)


def move(part: Round, place: Place, step: int) -> Edited | None:
    """One up (-1) or down (1) among its like; an aspect or criterion at the edge of its module goes into the next one.
    None at the edge of the sheet, or where the module would be left empty."""
    tree = _open(part)
    if len(place) == 1:
        return (_close(part, tree), (place[0] + step,)) if _swap(tree, place[0], step) else None
    home = tree[place[0]]
    item = home.items[place[1]]
    if len(place) == 3:
        assert isinstance(item, Group)
        there = (place[0], place[1], place[2] + step)
        return (_close(part, tree), there) if _swap(item.aspects, place[2], step) else None
    if _swap(home.items, place[1], step):
        return _close(part, tree), (place[0], place[1] + step)
    number = place[0] + step
    if not 0 <= number < len(tree) or len(home.items) == 1:
        return None
    home.items.pop(place[1])
    other = tree[number]
    order = len(other.items) if step < 0 else 0
    other.items.insert(order, item)
    return _close(part, tree), (number, order)


def _swap(items: list[Any], place: int, step: int) -> bool:
    if not 0 <= place + step < len(items):
        return False
    items[place], items[place + step] = items[place + step], items[place]
    return True


def delete(part: Round, place: Place) -> Edited:
    """Without the node and all below it; a module that holds nothing goes too. The place is that of the next line."""
    tree = _open(part)
    if len(place) == 1:
        tree.pop(place[0])
    elif len(place) == 2:
        tree[place[0]].items.pop(place[1])
    else:
        item = tree[place[0]].items[place[1]]
        assert isinstance(item, Group)
        item.aspects.pop(place[2])
    done = _close(part, tree)
    known = [one.place for one in nodes(done)]
    later = next((one for one in known if one >= place), None)
    return done, later or (known[-1] if known else ())


def put(part: Round, place: Place, what: Module | Criterion | Aspect) -> Round:
    """The node at a place otherwise. A module's or criterion's own maximum, once stated, is its own."""
    tree = _open(part)
    home = tree[place[0]]
    if isinstance(what, Module):
        tree[place[0]] = Part(what, home.items, home.follows and what.maximum == home.module.maximum)
        return _renamed(_close(part, tree), home.module.id, what.id)
    item = home.items[place[1]]
    if isinstance(what, Criterion):
        assert isinstance(item, Group)
        follows = item.follows and what.maximum == item.criterion.maximum
        home.items[place[1]] = Group(what, item.aspects, follows)
    elif isinstance(item, Group):
        item.aspects[place[2]] = what
    else:
        home.items[place[1]] = what
    return _close(part, tree)


def _renamed(part: Round, old: str, new: str) -> Round:
    """Conditions that named a module follow it to its new id."""
    if old == new:
        return part

    def told(aspect: Aspect) -> Aspect:
        if aspect.when is None or aspect.when.module != old:
            return aspect
        return replace(aspect, when=replace(aspect.when, module=new))

    modules = tuple(replace(one, aspects=tuple(map(told, one.aspects))) for one in part.modules)
    return replace(part, modules=modules)


def allocated(part: Round) -> Fraction:
    """What all aspects of a round add up to, with their factors."""
    return sums(part.aspects)[0]
