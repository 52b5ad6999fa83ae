"""Layouts: checked with errors that name the element, read back as written; templates with optional parts."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from app.documents import fonts
from app.documents import layout as lay
from app.documents.typeset import fit_line
from app.documents.variables import SAMPLE, VARIABLES, parse_template
from app.errors import WrongCall


def _raw(**element: Any) -> str:
    item = {"kind": "text", "id": "姓名", "box": [48, 77, 48, 14], "text": "{姓名}", **element}
    item = {key: value for key, value in item.items() if value is not None}
    return json.dumps(
        {"format": "certificate-layout", "version": 1, "name": "x", "page": [297, 210], "elements": [item]}
    )


@pytest.mark.parametrize(
    ("element", "code", "fields"),
    [
        ({"text": "{姓名"}, "layout_bracket", {"element": "姓名"}),
        ({"text": "[{姓名}"}, "layout_bracket", {"element": "姓名"}),
        ({"text": "{性命}"}, "layout_variable", {"element": "姓名", "variable": "性命"}),
        ({"text": None}, "layout_lacks", {"element": "姓名", "key": "text"}),
        ({"colour": "#000000"}, "layout_key", {"element": "姓名", "key": "colour"}),
        ({"color": "red"}, "layout_value", {"element": "姓名", "key": "color"}),
        ({"font": "Comic"}, "layout_value", {"element": "姓名", "key": "font"}),
        ({"size": "22"}, "layout_value", {"element": "姓名", "key": "size"}),
        ({"size": True}, "layout_value", {"element": "姓名", "key": "size"}),
        ({"size": 12, "floor": 14}, "layout_value", {"element": "姓名", "key": "floor"}),
        ({"box": [48, 77, 48]}, "layout_value", {"element": "姓名", "key": "box"}),
        ({"box": [260, 77, 48, 14]}, "layout_outside", {"element": "姓名"}),
        ({"kind": "txet"}, "layout_kind", {"element": "姓名", "kind": "txet"}),
        ({"box": [10**400, 0, 10, 10]}, "layout_value", {"element": "姓名", "key": "box"}),
        ({"align": "middle"}, "layout_value", {"element": "姓名", "key": "align"}),
    ],
)  # fmt: skip
def test_errors_name_the_element_and_the_word(element: dict[str, Any], code: str, fields: dict[str, str]) -> None:
    with pytest.raises(WrongCall) as caught:
        lay.parse_layout(_raw(**element))
    assert caught.value.code == f"documents.{code}"
    assert fields.items() <= caught.value.fields.items()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "layout_not_json"),
        ("[]", "layout_format"),
        ('{"format": "certificate-layout", "version": 2}', "layout_version"),
        ("[" * 5000, "layout_not_json"),
        ('{"format": "certificate-layout", "version": 1, "name": "\\ud800"}', "layout_not_json"),
    ],
)
def test_foreign_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(WrongCall) as caught:
        lay.parse_layout(text)
    assert caught.value.code == f"documents.{code}"


def test_two_elements_of_one_name_are_refused() -> None:
    raw = json.loads(_raw())
    raw["elements"] *= 2
    with pytest.raises(WrongCall) as caught:
        lay.parse_layout(json.dumps(raw))
    assert caught.value.code == "documents.layout_twice"


def test_shipped_layouts_read_and_write_back_the_same() -> None:
    names = lay.shipped_layouts()
    assert next(iter(names)) == lay.DEFAULT_LAYOUT and len(names) == 3
    for key in names:
        layout = lay.shipped_layout(key)
        assert lay.parse_layout(lay.layout_json(layout)) == layout
        for element in layout.elements:
            box = element.box
            edge = layout.clear - 0.01
            assert min(box.x, box.y, layout.width - box.x - box.w, layout.height - box.y - box.h) >= edge, element.id
    with pytest.raises(WrongCall):
        lay.shipped_layout("../secrets")


def test_the_stock_boxes_stand_where_the_forms_have_them() -> None:
    boxes = {e.id: tuple(e.box) for e in lay.shipped_layout().elements if e.use == "stock"}
    assert boxes["姓名框"] == (48, 77, 48, 14)
    assert boxes["竞赛名框"] == (62, 96, 158, 12)
    assert boxes["奖项框"] == (100, 112, 97, 16)
    assert boxes["落款框"] == (160, 150, 112, 10)
    assert boxes["日期框"] == (181, 162, 70, 10)
    assert boxes["编号框"] == (34, 176, 90, 8)


def test_the_text_of_the_rules_with_and_without_its_optional_parts() -> None:
    source = "{姓名}{称谓}：在{年份}年{竞赛全称}{工种}[（{组别}）]{赛段}中荣获{奖次}[（第{n}名）]。特发此证，以资鼓励。"
    template = parse_template(source, "正文")
    assert template.fill(SAMPLE) == (
        "王建国同志：在2026年示范省职工职业技能大赛焊工（职工组）决赛中荣获一等奖（第1名）。特发此证，以资鼓励。"
    )
    bare = dataclasses.replace(SAMPLE, group="", place=None, members=("甲", "乙"), name="一队")
    assert template.fill(bare) == "一队：在2026年示范省职工职业技能大赛焊工决赛中荣获一等奖。特发此证，以资鼓励。"
    assert parse_template("{{a}} [[b]]", "x").fill(SAMPLE) == "{a} [b]"


def test_samples_are_what_the_sample_person_gives() -> None:
    for variable in VARIABLES.values():
        if variable.key != "成员":
            expected = variable.sample
            assert variable.value(SAMPLE) == expected or variable.key in ("英文落款",), variable.key
            assert variable.label


def test_further_variables_come_from_extra() -> None:
    data = dataclasses.replace(SAMPLE, extra={"教练": "孙工"})
    assert parse_template("[教练：{教练}]", "x", frozenset({"教练"})).fill(data) == "教练：孙工"
    assert parse_template("[教练：{教练}]", "x", frozenset({"教练"})).fill(SAMPLE) == ""


def test_marks_around_nothing_stop_no_one() -> None:
    assert fit_line(fonts.STRONG * 8, "Kai", 16.0, 9.0, 2.0, spacing=2.0) is None
    assert fit_line(fonts.STRONG * 2, "Kai", 16.0, 9.0, 2.0) == 16.0
