"""Erasing personal data on command: what goes to the last byte, what stays and is still proved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Problems, RightsRefusal
from app.services import backups, certificates, erasure, filecheck, papers, results, scoring
from app.services import registration_form as form
from app.services.papers_common import Wish
from db.queries import erasure as stored
from db.queries import results as revisions
from tests.factories import MORNING, WELDER, later
from tests.services.hall import A1, NAMES, Hall
from tests.services.hours import bodies
from tests.services.papers_kit import text_of
from tests.services.test_personal import PHONE, raw

At = Callable[[str], Hall]
OVER = later(60 * 24)
SECRETS = [*(number for _, number in NAMES), PHONE, "1990-01-01", "甘肃某人说", "汉族"]
PEOPLE = [name for name, _ in NAMES]


def finished(at_hour: At) -> Hall:
    """Everything decided and posted, with free text in many places."""
    hall = at_hour("marked")
    chief, clerk = hall.who("裁判长"), hall.who("监督")
    with hall.store.write() as writing:  # a sheet that is done takes no new phone through the form
        writing.driver().execute("UPDATE person SET phone = ?, nation = '汉族'", (PHONE,))
        writing.driver().execute("UPDATE delegation SET leader = '甘肃某人说'")
    sheet = hall.lines()[0].sheet_id
    scoring.correct_mark(hall.store, sheet, A1, "9", "甘肃某人说抄错", by=chief, second=clerk, at=later(40))
    hall.recheck()
    hall.lock()
    hall.decode()
    results.rank(hall.store, WELDER, by=chief, at=later(70))
    results.confirm(hall.store, WELDER, by=chief, at=later(71))
    results.post(hall.store, WELDER, by=chief, at=later(72))
    out = hall.store.path.with_name("certificates.pdf")
    certificates.print_certificates(hall.store, out, by=hall.who("打印员"), at=later(73))
    return hall


def standings(hall: Hall) -> list[tuple[object, ...]]:
    with hall.store.read() as reading:
        last = revisions.last_revision(reading, 1)
        assert last is not None
        return [
            (line.entry, line.total_text, line.place, line.award) for line in revisions.results_of(reading, last.id)
        ]


def erase(hall: Hall, **how: bool) -> erasure.Erased:
    return erasure.erase(hall.store, by=hall.who("裁判长"), second=hall.who("监督"), at=OVER, **how)


@pytest.mark.parametrize("names", [False, True])
def test_no_byte_is_left_and_results_and_chain_are_still_proved(at_hour: At, names: bool) -> None:
    hall = finished(at_hour)
    gone = [*SECRETS, *(PEOPLE if names else [])]
    assert all(secret.encode() in raw(hall.store) for secret in gone)
    before = standings(hall)
    done = erase(hall, names=names)
    content = raw(hall.store)
    assert [secret for secret in gone if secret.encode() in content] == []
    if not names:
        assert PEOPLE[0].encode() in content
    assert (done.before.people, done.before.phones, done.before.births) == (3, 3, 3)
    with hall.store.read() as reading:
        report = filecheck.check_content(reading, thorough=True)
        assert stored.held(reading).numbers == stored.held(reading).notes == 0
    assert standings(hall) == before
    assert report.ok, [str(finding.error) for finding in report.problems]
    last = bodies(hall.store)[-1]
    assert (last["act"], last["people"], last["names"]) == ("personal.erased", 3, names)


def test_it_is_too_early_while_anything_may_still_change(at_hour: At) -> None:
    hall = at_hour("decoded")
    with pytest.raises(Problems, match="too_early") as refusal:
        erase(hall)
    assert [item.code for item in refusal.value.items] == ["erasure.not_posted"]
    chief = hall.who("裁判长")
    results.rank(hall.store, WELDER, by=chief, at=later(70))
    results.confirm(hall.store, WELDER, by=chief, at=later(71))
    results.post(hall.store, WELDER, by=chief, at=OVER - timedelta(minutes=30))
    with pytest.raises(Problems, match="too_early") as refusal:
        erase(hall)
    assert [item.code for item in refusal.value.items] == ["erasure.appeals_open"]
    assert NAMES[0][1].encode() in raw(hall.store)
    erase(hall, unfinished=True)
    assert NAMES[0][1].encode() not in raw(hall.store)
    assert bodies(hall.store)[-1]["unfinished"] is True


def test_two_people_erase_and_older_copies_are_named(at_hour: At, tmp_path: Path) -> None:
    hall = finished(at_hour)
    with pytest.raises(RightsRefusal, match="needs_pair"):
        erasure.erase(hall.store, by=hall.who("管理员"), second=hall.who("监督"), at=OVER)
    assert bodies(hall.store)[-1]["act"] == "access.denied"
    backups.back_up(hall.store, tmp_path / "copy.contest", by=hall.who("管理员"), at=OVER)
    older = hall.store.path.with_name(f"{hall.store.path.name}.v3-before")
    older.write_bytes(b"as an upgrade left it")
    done = erase(hall)
    assert [one.file_name for one in done.backups] == ["copy.contest"]
    assert done.beside == (older.name,)
    assert form.read_form(hall.store, "HG01").values["id_number"] == ""


def test_the_form_for_a_lost_stick_says_kinds_and_counts_and_no_number(at_hour: At) -> None:
    hall = finished(at_hour)
    out = hall.store.path.with_name("lost.pdf")
    papers.print_paper(hall.store, "loss-report", out, Wish(), by=hall.who("打印员"), at=MORNING)
    text = words_of(out)
    assert "证件号码 3" in text and "手机号 3" in text and "没有加密" in text
    assert not [secret for secret in SECRETS if secret in text]
    erase(hall)
    papers.print_paper(hall.store, "loss-report", out.with_name("b.pdf"), Wish(), by=hall.who("打印员"), at=MORNING)
    assert "证件号码 3" not in words_of(out.with_name("b.pdf"))


def words_of(path: Path) -> str:
    return "".join(text_of(path)).replace("\n", "")
