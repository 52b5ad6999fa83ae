"""What is wrong with a layout, all of it at once and element by element, and how it looks on people made up for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO

from app.documents import fonts
from app.documents.certificate import CertificatePress, fit_text
from app.documents.images import read_picture
from app.documents.layout import Element, ImageElement, Layout, QrElement, SealElement, TextElement, element_facts
from app.documents.layout import parse_element as parse
from app.documents.layout_file import plain_name
from app.documents.variables import SAMPLE, CertificateData
from app.errors import AppError, WrongCall

_FIXED = datetime(2000, 1, 1, tzinfo=UTC)  # a proof is no document: the same layout gives the same bytes
_ENGLISH = {
    "name": "Abdukerim Memtili Turghun",
    "contest": "National Vocational Skill Competition of the Nonferrous Metals Industry",
    "trade": "Industrial Robot Systems Operation",
    "group": "Workers and Staff",
    "award": "Excellence Prize",
    "issuers": "Organising Committee of the National Vocational Skill Competition",
}
LONGEST = replace(
    SAMPLE,
    name="阿卜杜克热木·买买提吐尔逊江",
    award="优秀组织个人奖",
    contest="全国有色金属行业职业技能竞赛暨示范省职工职业技能大赛",
    trade="工业机器人系统操作员",
    issuers=("示范省总工会", "示范省人力资源和社会保障厅", "示范省职工职业技能大赛组织委员会"),
    unit="示范省有色金属集团第一冶炼加工有限责任公司",
    delegation="示范省有色金属集团公司工会",
    group="职工（技师及以上）组",
    place=128,
    english=_ENGLISH,
)
TEAM = replace(SAMPLE, name="示范重型机械厂一队", members=("王建国", "马玉兰", "阿依古丽·买买提"), place=None)
PEOPLE: dict[str, CertificateData] = {"usual": SAMPLE, "longest": LONGEST, "team": TEAM}


@dataclass(frozen=True)
class Fault:
    """What is wrong with an element ("" for the layout itself). Not `grave`: it can be kept, but asks for a look."""

    element: str
    error: AppError
    grave: bool = True


def faults(layout: Layout, pictures: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Everything wrong, in the order of the elements: what the schema forbids, pictures that are missing or cannot be
    used, letters no font has, names used twice; then what does not fit for the longest sample."""
    names = Counter(element.id for element in layout.elements)
    found = [
        Fault(name, WrongCall("documents.layout_twice", element=name)) for name, times in names.items() if times > 1
    ]
    if not layout.name.strip():
        found.append(Fault("", WrongCall("documents.layout_value", element="layout", key="name", value="")))
    for place, element in enumerate(layout.elements, 1):
        found += _of_element(layout, element, place, pictures)
    return tuple(found)


def _of_element(layout: Layout, element: Element, place: int, pictures: Mapping[str, bytes]) -> Iterator[Fault]:
    try:
        parse(element_facts(element), place, layout.width, layout.height)
        if isinstance(element, ImageElement):
            _check_picture(layout, element, pictures)
    except WrongCall as error:
        yield Fault(element.id, error)
        return
    box = element.box
    if isinstance(element, TextElement):
        yield from _of_text(element)
    elif isinstance(element, QrElement) and min(box.w, box.h) < 57 * element.smallest:
        # 49 modules and the quiet zone: a code of 200 characters
        side = f"{57 * element.smallest:.1f}"
        yield Fault(element.id, WrongCall("documents.layout_code", element=element.id, side=side), False)


def _check_picture(layout: Layout, element: ImageElement, pictures: Mapping[str, bytes]) -> None:
    if not plain_name(element.file):
        raise WrongCall("documents.layout_file_name", name=element.file)
    if element.file not in pictures:
        raise WrongCall("documents.layout_picture", file=element.file, layout=layout.name)
    read_picture(pictures[element.file], element.file)


def _of_text(element: TextElement) -> Iterator[Fault]:
    usual = element.template.fill(SAMPLE)
    lost = fonts.missing(usual, element.font)
    if lost:
        point = f"U+{ord(lost[0]):04X}"
        yield Fault(element.id, WrongCall("documents.layout_glyph", element=element.id, character=lost[0], point=point))
    elif fit_text(element, usual) is None:
        yield Fault(element.id, WrongCall("documents.layout_room", element=element.id, text=usual))
    else:
        longest = element.template.fill(LONGEST)
        if not fonts.missing(longest, element.font) and fit_text(element, longest) is None:
            yield Fault(element.id, WrongCall("documents.layout_long", element=element.id, text=longest), False)


def proof(layout: Layout, pictures: Mapping[str, bytes], person: str = "usual", overprint: bool = False) -> bytes:
    """A page of the layout for one of `PEOPLE` as PDF, made by the press that prints; elements with a fault and texts
    without room are left out, so that a layout can be looked at while it is put right."""
    data = PEOPLE[person]
    broken = {fault.element for fault in faults(layout, pictures) if fault.grave}
    kept = tuple(e for e in layout.elements if e.id not in broken and _fits(e, data))
    return _page(replace(layout, elements=kept), pictures, data, overprint)


def bare_stock(layout: Layout, pictures: Mapping[str, bytes]) -> bytes:
    """What stands on the pre-printed sheet, as far as the layout knows: all that never changes, and pictures meant for
    the screen alone."""
    broken = {fault.element for fault in faults(layout, pictures) if fault.grave}
    still = tuple(
        replace(e, use="whole")
        for e in layout.elements
        if e.id not in broken and not e.variable and e.use != "stock" and not isinstance(e, SealElement)
    )
    return _page(replace(layout, elements=still), pictures, SAMPLE, False)


def _page(layout: Layout, pictures: Mapping[str, bytes], data: CertificateData, overprint: bool) -> bytes:
    buffer = BytesIO()
    CertificatePress(layout, pictures, overprint).print([data], buffer, made_at=_FIXED)
    return buffer.getvalue()


def _fits(element: Element, data: CertificateData) -> bool:
    if not isinstance(element, TextElement):
        return True
    text = element.template.fill(data)
    return not fonts.missing(text, element.font) and fit_text(element, text) is not None
