"""Names never fail: whatever a name is made of, it is printed whole and readable, or the batch is refused by name."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents import fonts
from app.documents.certificate import CertificatePress
from app.documents.layout import shipped_layout, shipped_layouts
from app.documents.variables import SAMPLE
from app.errors import Problems

AT = datetime(2026, 6, 20, tzinfo=UTC)
change = dataclasses.replace
COMMON = "王李张刘陈杨赵黄周吴徐孙马朱胡买提艾力阿卜杜热依木才让卓玛扎西叶尔波力"
RARE = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),  # extension A
    st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),  # B to H
    st.characters(min_codepoint=0xF900, max_codepoint=0xFAD9),  # compatibility
    st.sampled_from("·•‧・･éüĞʼ -.'😀\ue863\ufe00"),
)
NAMES = st.one_of(
    st.text(st.sampled_from(COMMON), min_size=2, max_size=4),
    st.lists(st.text(st.sampled_from(COMMON), min_size=2, max_size=7), min_size=2, max_size=4).map("·".join),
    st.text(RARE, min_size=1, max_size=6).map(lambda text: f"王{text}明"),
    st.text(st.sampled_from("ABCDEFGabcdefg '-"), min_size=3, max_size=40).map(lambda text: f"J{text}n"),
    st.text(st.sampled_from(COMMON), min_size=12, max_size=70),
)


def flat(text: str) -> str:
    return re.sub(r"[\s\ufe00]", "", text)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(name=NAMES, overprint=st.booleans())
def test_a_name_is_read_back_whole_or_refused_by_name(name: str, overprint: bool) -> None:
    press = CertificatePress(shipped_layout(), overprint=overprint)
    person = change(SAMPLE, name=name, token="")
    out = BytesIO()
    try:
        press.print([person], out, made_at=AT)
    except Problems as refused:
        assert out.getvalue() == b""
        assert {item.fields["person"] for item in refused.items} == {name}
        lost = {item.fields["character"] for item in refused.items if item.code == "documents.certificate_glyph"}
        assert lost == set(fonts.missing(name, "Kai"))
        if not lost:  # no room: then it is beyond what anybody is called
            assert len(name) > 24
        return
    assert fonts.missing(name, "Kai") == []
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    assert flat(name) in flat(page.get_textpage().get_text_range())
    boxes = {element.id: element for element in press.layout.elements}
    for shrunk in press.shrunk([person]):
        assert shrunk.size >= boxes[shrunk.element].floor  # type: ignore[attr-defined]


LONG_NAME = "阿卜杜热依木·买买提艾力"
LONG_CONTEST = "甘肃省百万职工劳动和技能竞赛暨“一带一路”沿线国家和地区职工职业技能大赛全国选拔赛"
LONG_TRADE = "多工序数控机床操作调整工（五轴联动加工中心方向）"
LONG_ISSUERS = (
    "甘肃省百万职工劳动和技能竞赛活动组织委员会办公室",
    "甘肃省人力资源和社会保障厅职业能力建设处",
    "甘肃省总工会劳动和经济工作部",
)


@pytest.mark.parametrize("key", list(shipped_layouts()))
@pytest.mark.parametrize("overprint", [False, True])
def test_long_contests_trades_and_units_stand_whole_in_every_design(key: str, overprint: bool) -> None:
    layout = shipped_layout(key)
    person = change(
        SAMPLE, contest=LONG_CONTEST, trade=LONG_TRADE, issuers=LONG_ISSUERS, name="阿卜杜热依木·买买提艾力"
    )
    out = BytesIO()
    CertificatePress(layout, overprint=overprint).print([person], out, made_at=AT)
    text = flat(pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range())
    for words in (LONG_CONTEST, LONG_TRADE, *LONG_ISSUERS, person.name):
        assert flat(words) in text


STANDARD = (
    "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣"
    "𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩"
    "𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹"
    "𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)


def test_extensions_as_far_as_the_bundled_faces_reach() -> None:
    """The basic block and extension A whole; of B to E what the Table of General Standard Characters has of them."""
    for first, last in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF)):
        assert [f"{code:X}" for code in range(first, last + 1) if fonts.missing(chr(code), "Kai")] == []
    assert fonts.missing(STANDARD, "Kai") == []
