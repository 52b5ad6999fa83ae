"""The verbs new and people."""

from __future__ import annotations

import pytest

from db.store import Store
from tests.factories import SMALL
from tests.services.hours import bodies
from tests.verbs import SECRET, Verbs


def test_new_makes_a_contest_and_never_overwrites(verbs: Verbs) -> None:
    toml, path = verbs.folder / "c.toml", verbs.folder / "赛 场.contest"
    toml.write_text(SMALL, "utf-8")
    document = verbs.done("new", path, "--contest", toml)
    assert (document["contest"], document["mode"]) == ("2026 年测试竞赛", "live")
    assert document["trades"] == [
        {"code": "6-18-02-04", "name": "焊工", "groups": ["职工组"], "rounds": ["theory", "practical"]}
    ]
    before = path.read_bytes()
    assert verbs.refused("new", path, "--contest", toml) == (1, "store.exists")
    assert path.read_bytes() == before
    assert {p.name for p in verbs.folder.iterdir()} == {"c.toml", "pin.txt", "赛 场.contest"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("maximum = 10\naspects", "maximum = \naspects"),
        ("weight = 0.70", "weight = 0.7.0"),
        ('kind = "panel"', 'kind = "opera"'),
        ("format = 1", "format = 99"),
        ("judges = 5", "judges = -5"),
        ("[contest]", "[kontest]"),
    ],
)
def test_a_definition_that_is_wrong_makes_nothing(old: str, new: str, verbs: Verbs) -> None:
    assert old in SMALL
    toml, path = verbs.folder / "c.toml", verbs.folder / "a.contest"
    toml.write_text(SMALL.replace(old, new), "utf-8")
    status, _ = verbs.refused("new", path, "--contest", toml)
    assert status in (1, 2)
    assert {p.name for p in verbs.folder.iterdir()} == {"c.toml", "pin.txt"}


def test_people_are_added_by_the_console_and_listed_without_their_secrets(verbs: Verbs) -> None:
    path = verbs.file("registered")
    assert verbs.refused("people", "add", path, "录一", "--role", "judge", "--pin-file", verbs.pin) == (
        1,
        "access.name_taken",
    )
    added = verbs.done("people", "add", path, "新裁判", "--role", "评分裁判", "--pin-file", verbs.pin)
    assert (added["name"], added["role"]) == ("新裁判", "judge")
    people = verbs.done("people", "list", path)["people"]
    assert people[-1] == added
    assert SECRET not in str(people)
    with Store.open(path) as store:
        assert bodies(store)[-1]["act"] == "account.added"
        assert "新裁判" not in str(bodies(store))


@pytest.mark.parametrize(("content", "status"), [(b"", 2), (b"\n123456", 2), (b"\xff\xfe\x00\x01", 2), (b"12345\n", 1)])
def test_a_pin_file_without_a_usable_pin(content: bytes, status: int, verbs: Verbs) -> None:
    path, pin = verbs.file("staffed"), verbs.folder / "p.txt"
    pin.write_bytes(content)
    assert verbs.refused("people", "add", path, "新", "--role", "judge", "--pin-file", pin)[0] == status


def test_a_pin_file_from_a_windows_editor(verbs: Verbs) -> None:
    path = verbs.file("registered")
    verbs.pin.write_bytes(b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n")
    assert verbs.done("people", "unblock", path, "录一", *verbs.by("管理员")) == {"name": "录一", "blocked": False}
