"""The words of the registration page: states, what is wrong with an entry, fields of the form, columns of the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.services.board_view import State
from app.services.registration_list import EntryLine
from ui.models.columns import Column

_STATES = {
    "waiting": (QT_TRANSLATE_NOOP("Registration", "待审"), State.WAITING),
    "approved": (QT_TRANSLATE_NOOP("Registration", "通过"), State.DONE),
    "returned": (QT_TRANSLATE_NOOP("Registration", "退回"), State.DECIDE),
    "withdrawn": (QT_TRANSLATE_NOOP("Registration", "已撤回"), State.LATER),
}
_LACKS = {
    "no_document": QT_TRANSLATE_NOOP("Registration", "缺证件号"),
    "no_phone": QT_TRANSLATE_NOOP("Registration", "缺手机"),
    "no_unit": QT_TRANSLATE_NOOP("Registration", "缺单位"),
    "two_trades": QT_TRANSLATE_NOOP("Registration", "报了两个工种"),
}
# What is said of a row or a field because somebody else looks the same: both can be looked at side by side.
ALIKE = frozenset(
    {
        "registration.other_person",
        "registration.twice",
        "roster.name_differs",
        "roster.name_differs_known",
        "roster.same_name",
        "roster.same_name_known",
        "roster.twice_in_file",
        "roster.two_trades",
        "roster.two_trades_known",
    }
)
FIELDS = {
    "name": QT_TRANSLATE_NOOP("Registration", "姓名"),
    "id_kind": QT_TRANSLATE_NOOP("Registration", "证件类型"),
    "id_number": QT_TRANSLATE_NOOP("Registration", "证件号"),
    "sex": QT_TRANSLATE_NOOP("Registration", "性别"),
    "birth_date": QT_TRANSLATE_NOOP("Registration", "出生日期"),
    "nation": QT_TRANSLATE_NOOP("Registration", "民族"),
    "education": QT_TRANSLATE_NOOP("Registration", "文化程度"),
    "delegation": QT_TRANSLATE_NOOP("Registration", "代表队"),
    "unit": QT_TRANSLATE_NOOP("Registration", "工作单位"),
    "post": QT_TRANSLATE_NOOP("Registration", "岗位"),
    "trade": QT_TRANSLATE_NOOP("Registration", "工种"),
    "group": QT_TRANSLATE_NOOP("Registration", "组别"),
    "team": QT_TRANSLATE_NOOP("Registration", "队名（作品、班组名称）"),
    "skill_level": QT_TRANSLATE_NOOP("Registration", "现有技能等级"),
    "skill_certificate": QT_TRANSLATE_NOOP("Registration", "等级证书编号"),
    "years": QT_TRANSLATE_NOOP("Registration", "从事本工种年限"),
    "phone": QT_TRANSLATE_NOOP("Registration", "手机"),
    "number": QT_TRANSLATE_NOOP("Registration", "参赛号"),
    "guest": QT_TRANSLATE_NOOP("Registration", "不计名次（外卡）"),
    "no_award": QT_TRANSLATE_NOOP("Registration", "不参评"),
    "remark": QT_TRANSLATE_NOOP("Registration", "备注"),
}
ID_KINDS = {
    "resident": QT_TRANSLATE_NOOP("Registration", "居民身份证"),
    "hmt_residence": QT_TRANSLATE_NOOP("Registration", "港澳台居民居住证"),
    "hmt_permit": QT_TRANSLATE_NOOP("Registration", "港澳台居民通行证"),
    "passport": QT_TRANSLATE_NOOP("Registration", "护照"),
    "foreign_residence": QT_TRANSLATE_NOOP("Registration", "外国人永久居留身份证"),
    "officer": QT_TRANSLATE_NOOP("Registration", "军人证件"),
    "none": QT_TRANSLATE_NOOP("Registration", "无证件"),
}


KINDS = {
    "individual": QT_TRANSLATE_NOOP("Registration", "个人"),
    "team": QT_TRANSLATE_NOOP("Registration", "团队"),
    "work": QT_TRANSLATE_NOOP("Registration", "作品"),
    "unit": QT_TRANSLATE_NOOP("Registration", "班组"),
}


def kind_name(kind: str) -> str:
    """What kind of thing an entry is."""
    return tr(KINDS[kind]) if kind in KINDS else ""


def tr(text: object) -> str:
    """A text of these tables in the language of the window."""
    return QCoreApplication.translate("Registration", str(text))


def field_name(key: str) -> str:
    """What a field is called."""
    return tr(FIELDS[key])


def value_name(key: str, value: str) -> str:
    """What a value of a field is called where it is a word of the program; else the value."""
    return tr(ID_KINDS[value]) if key == "id_kind" and value in ID_KINDS else value


def state_name(state: str) -> str:
    """The word for what was decided about an entry."""
    return tr(_STATES[state][0])


def lacks(line: EntryLine) -> list[str]:
    """What is wrong with an entry, in words; that it was returned is said by its state."""
    return [tr(_LACKS[code]) for code in line.lacks if code in _LACKS]


def _state_text(line: EntryLine) -> str:
    return " · ".join([state_name(line.state), *lacks(line)])


def _state_sign(line: EntryLine) -> State:
    sign = _STATES[line.state][1]
    wrong = any(code in _LACKS for code in line.lacks)
    return State.DECIDE if wrong and line.state != "withdrawn" else sign


def _quick(text: Callable[[EntryLine], str]) -> Callable[[EntryLine], str]:
    """The text of a state, kept by what it depends on: every row asks at every frame, and there are a few only."""
    known: dict[tuple[str, tuple[str, ...]], str] = {}

    def said(line: EntryLine) -> str:
        about = (line.state, line.lacks)
        found = known.get(about)
        if found is None:
            found = known[about] = text(line)
        return found

    return said


def _name(line: EntryLine) -> str:
    if line.members <= 1:
        return line.name
    return QCoreApplication.translate("Registration", "{name}（{count} 人）").format(name=line.name, count=line.members)


def columns() -> tuple[Column[EntryLine], ...]:
    """The columns of the list of entries, in the language of the window when they are asked for."""
    state = _quick(_state_text)
    there, missing = tr(QT_TRANSLATE_NOOP("Registration", "有")), tr(QT_TRANSLATE_NOOP("Registration", "缺"))
    return (
        Column("number", field_name("number"), lambda line: line.number, 62, bold=True),
        Column("name", field_name("name"), _name, 72),
        Column("trade", field_name("trade"), lambda line: line.trade, 74, tip=lambda line: line.trade),
        Column("group", field_name("group"), lambda line: line.group, 58),
        Column("unit", field_name("unit"), lambda line: line.unit, 104, stretch=True, tip=lambda line: line.unit),
        Column("id_number", field_name("id_number"), lambda line: line.document or "—", 140),
        Column("photo", tr(PHOTO_TITLE), lambda line: there if line.photo else missing, 48),
        Column("state", tr(STATE_TITLE), state, 90, state=_state_sign, tip=state),
    )


PHOTO_TITLE = QT_TRANSLATE_NOOP("Registration", "照片")
STATE_TITLE = QT_TRANSLATE_NOOP("Registration", "状态")
