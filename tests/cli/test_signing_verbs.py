"""The verbs recheck, lock, unlock and decode."""

from __future__ import annotations

import pytest

from app.cli.main import main
from app.services import results
from db.store import Store
from tests.factories import WELDER
from tests.services.hours import bodies
from tests.verbs import Verbs

TRADE = ["--trade", WELDER]


def test_recheck_lock_decode(verbs: Verbs) -> None:
    path, pair = verbs.file("marked"), verbs.by("裁判长", "监督")
    status, document = verbs.run("lock", path, *TRADE, *pair)
    assert (status, [p["code"] for p in document["error"]["problems"]]) == (1, ["signing.no_recheck"])
    assert verbs.refused("decode", path, *TRADE, *pair) == (1, "signing.decode_before_lock")
    drawn = verbs.done("recheck", path, *TRADE, "--seed", 3, "--draw-only", *verbs.by("录一"))
    (sample,) = drawn["rounds"]
    assert (sample["round"], len(sample["sheets"]), len(sample["open"])) == ("practical", 2, 2)
    (after,) = verbs.done("recheck", path, *TRADE, *verbs.by("录一"))["rounds"]
    assert (after["open"], after["errors"], after["error_share"]) == ([], 0, "0.0000")
    assert [s["code"] for s in after["sheets"]] == [s["code"] for s in sample["sheets"]]
    assert verbs.done("lock", path, *TRADE, *pair) == {"trade": WELDER, "locked": True}
    assert verbs.refused("lock", path, *TRADE, *pair) == (1, "signing.locked")
    document = verbs.done("decode", path, *TRADE, *pair)
    assert (document["decoded"], document["ranked"], document["open_questions"]) == (True, True, 0)
    assert verbs.refused("decode", path, *TRADE, *pair) == (1, "signing.decoded")


def test_a_decoding_that_broke_off_before_the_ranking_is_finished(
    verbs: Verbs, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pair = verbs.file("locked"), verbs.by("裁判长", "监督")

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(results, "rank", full)
        assert verbs.refused("decode", path, *TRADE, *pair) == (3, "world.disk_full")
    assert verbs.done("decode", path, *TRADE, *pair)["ranked"] is True
    with Store.open(path) as store:
        acts = [body["act"] for body in bodies(store)]
    assert (acts.count("trade.decoded"), acts.count("results.ranked")) == (1, 1)


def test_unlock_correct_lock_decode_makes_a_second_revision(verbs: Verbs) -> None:
    path, pair = verbs.file("locked"), verbs.by("裁判长", "监督")
    verbs.done("decode", path, *TRADE, *pair)
    assert verbs.refused("unlock", path, *TRADE, "--reason", " ", *pair) == (1, "signing.needs_reason")
    assert verbs.done("unlock", path, *TRADE, "--reason", "申诉成立", *pair)["locked"] is False
    verbs.done("lock", path, *TRADE, *pair)
    verbs.done("decode", path, *TRADE, *pair)
    (trade,) = verbs.done("standings", path)["trades"]
    assert (trade["revision"], trade["final"]) == (1, True)  # nothing was corrected, so nothing new was ranked


def test_what_is_missing_is_told_to_people_too(verbs: Verbs) -> None:
    path = verbs.file("registered")
    verbs.capture.readouterr()
    status = main(["lock", str(path), *TRADE, *verbs.by("裁判长", "监督")])
    out, err = verbs.capture.readouterr()
    assert (status, out) == (1, "")
    assert "理论" in err and "没有检录" in err and "还没有抽签加密" in err
