"""Appeal forms, correction slips that say what followed, and the notice of an amended list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refusal
from app.services import appeals, appeals_item, results
from app.services.papers import print_paper
from app.services.papers_common import Wish
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.papers_kit import text_of
from tests.services.posted import amended, file, listed, post, two, uphold


@pytest.fixture
def posted(at_hour: Callable[[str], Hall]) -> Hall:
    """Posted, with an arbiter."""
    return post(at_hour("decoded"))


def words(hall: Hall, kind: str, folder: Path, **wish: object) -> list[str]:
    """The text of every page."""
    print_paper(hall.store, kind, folder / "p.pdf", Wish(**wish), by=hall.who("裁判长"), at=later(200))  # type: ignore[arg-type]
    return text_of(folder / "p.pdf")


def test_an_appeal_form_is_blank_or_filled(posted: Hall, tmp_path: Path) -> None:
    (blank,) = words(posted, "申诉表", tmp_path)
    assert "事实与依据" in blank and "公示后 2 小时内" in blank and "HG-SS-001" not in blank
    number, other = listed(posted, 1)[2][1], listed(posted, 1)[0][1]
    appeal = file(posted, number, item=("practical", "C1"))
    file(posted, other, 300, ("", ""))
    (mine,) = words(posted, "申诉表", tmp_path, entry=number)
    for wanted in ("第一位裁判的分记错了", "张领队", number, "实操 C1 余高", "HG-SS-001"):
        assert wanted in mine, wanted
    assert "申诉成立" not in mine
    uphold(posted, appeal)
    appeals_item.close(posted.store, appeal, unchanged=True, **two(posted, 150))
    first, second = words(posted, "申诉表", tmp_path)
    for wanted in (
        "申诉成立。原件是 45",
        "查原件",
        "重开项目：实操 C1 余高",
        "复查后维持原分",
        "（仲裁，2026-06-18 10:50）",
    ):
        assert wanted in first, wanted
    assert "（逾期）" in second and "总成绩或名次" in second
    assert "HG-SS-001" not in words(posted, "空白申诉表", tmp_path)[0]


def test_a_rejected_and_a_withdrawn_appeal_say_so(posted: Hall, tmp_path: Path) -> None:
    number = listed(posted, 1)[2][1]
    one, two_ = file(posted, number), file(posted, number, 131, ("theory", ""))
    appeals.answer(posted.store, one, "rejected", "原件无误", by=posted.who("仲裁"), at=later(140))
    appeals.withdraw(posted.store, two_, "领队撤回", by=posted.who("登记员"), at=later(140))
    first, second = words(posted, "申诉表", tmp_path)
    assert "申诉不成立，维持原成绩。原件无误" in first
    assert "代表队撤回申诉。领队撤回" in second


def test_a_correction_slip_says_what_followed(posted: Hall, tmp_path: Path) -> None:
    number = listed(posted, 1)[2][1]
    amended(posted, number, "50")
    slips = words(posted, "更正单", tmp_path)
    assert len(slips) == 5
    for wanted in (
        f"/ {number}",
        "B1 焊缝成形，裁判1",
        "35.0",
        "50.0",
        "总成绩 85.55 → 96.05；名次 3 → 1；奖项 二等奖 → 一等奖（修订 2）",
        "原件（申诉 1 成立）",
    ):
        assert wanted in slips[0], wanted


def test_the_notice_of_an_amendment_shows_both_values_of_everybody_it_moves(posted: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_amendment"):
        words(posted, "更正公示", tmp_path)
    places = {entry: place for place, entry, _, _ in listed(posted, 1)}
    number = listed(posted, 1)[2][1]
    amended(posted, number, "50")
    assert "未锁定" in words(posted, "更正公示", tmp_path)[0]  # not confirmed yet: nobody may take it for the list
    results.confirm(posted.store, WELDER, by=posted.who("裁判长"), at=later(150))
    (page,) = words(posted, "更正公示", tmp_path, phone="0931-1", mask_names=True)
    assert "未锁定" not in page
    for wanted in (
        "成绩更正公示",
        "经申诉查实，对 3 人",
        "第 2 次修订",
        "85.55 → 96.05",
        "3 → 1",
        "二等奖 → 一等奖",
        "0931-1",
    ):
        assert wanted in page, wanted
    assert "1 → 2" in page and "2 → 3" in page and len(places) == 3
    assert "王*国" in page and "王建国" not in page and number not in page
