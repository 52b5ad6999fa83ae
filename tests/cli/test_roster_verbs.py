"""The verbs roster import and roster template."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.domain.worksheet import Sheet
from app.services.photos import photo_of
from app.tables.reader import read_sheet
from db.store import Store
from tests.services.hours import content
from tests.verbs import Verbs

HEAD = "姓名,证件号,代表队,工作单位,工种,组别"
ROWS = (
    "李一,990101199004040045,示范队,示范机械厂,焊工,职工组",
    "李二,990101199005050051,示范队,示范机械厂,焊工,职工组",  # wrong check digit
    "李三,990101199006060066,示范队,示范机械厂,钳工,职工组",  # no such trade
    "王建国,990101199001010019,示范队,示范机械厂,焊工,职工组",  # registered already
)


def roster(verbs: Verbs, *rows: str, encoding: str = "utf-8") -> Path:
    path = verbs.folder / "roster.csv"
    path.write_bytes("\n".join((HEAD, *rows)).encode(encoding))
    return path


def content_of(path: Path) -> dict[str, list[object]]:
    with Store.open(path) as store:
        return {name: rows for name, rows in content(store).items() if name in ("entry", "person", "entry_member")}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_dry_run_names_row_column_and_reason_and_stores_nothing(encoding: str, verbs: Verbs) -> None:
    path = verbs.file("registered")
    before = content_of(path)
    line = ["roster", "import", path, roster(verbs, *ROWS, encoding=encoding), *verbs.by("登记员")]
    status, document = verbs.run(*line, "--dry-run")
    assert (status, document["dry_run"], document["read"]) == (1, True, 4)
    assert (document["imported"], document["importable"], document["unchanged"]) == (0, 1, 1)
    assert [(r["row"], r["column"]) for r in document["refused"]] == [(3, "B"), (4, "E")]
    assert all(r["reason"] and r["reason_en"] for r in document["refused"])
    assert content_of(path) == before


def test_the_good_rows_go_in_and_the_refused_come_back_as_a_workbook(verbs: Verbs) -> None:
    path, refused = verbs.file("registered"), verbs.folder / "refused.xlsx"
    line = ["roster", "import", path, roster(verbs, *ROWS), *verbs.by("登记员")]
    status, document = verbs.run(*line, "--refused", refused)
    assert (status, document["imported"], document["entries"]) == (1, 1, ["HG04"])
    sheet: Sheet = read_sheet(refused)
    text = [" ".join(str(cell) for cell in row) for row in sheet.rows]
    assert any("李二" in row for row in text) and any("李三" in row for row in text)
    assert not any("李一" in row for row in text)
    assert any(document["refused"][0]["reason"] in row for row in text)


def test_the_same_file_twice_changes_nothing(verbs: Verbs) -> None:
    path = verbs.file("registered")
    line = ["roster", "import", path, roster(verbs, ROWS[0], ROWS[3]), *verbs.by("登记员")]
    assert verbs.done(*line)["imported"] == 1
    before = content_of(path)
    again = verbs.done(*line)
    assert (again["imported"], again["unchanged"], again["refused"]) == (0, 2, [])
    assert content_of(path) == before


def test_a_table_that_is_no_roster(verbs: Verbs) -> None:
    path, file = verbs.file("registered"), verbs.folder / "x.csv"
    file.write_text("苹果,梨\n1,2\n", "utf-8")
    before = content_of(path)
    status, code = verbs.refused("roster", "import", path, file, *verbs.by("登记员"))
    assert (status, code.split(".")[0]) == (1, "roster")
    file.write_bytes(b"PK\x03\x04" + bytes(300))
    assert verbs.refused("roster", "import", path, file.rename(file.with_suffix(".xlsx")), *verbs.by("登记员"))[0] == 2
    assert content_of(path) == before


def test_the_template_comes_back_as_a_roster_of_the_contest(verbs: Verbs) -> None:
    path, out = verbs.file("staffed"), verbs.folder / "t.xlsx"
    assert verbs.done("roster", "template", out, "--store", path) == {"path": str(out)}
    assert any("姓名" in str(cell) for row in read_sheet(out).rows for cell in row)
    assert verbs.done("roster", "template", verbs.folder / "plain.xlsx")
    assert verbs.refused("roster", "template", verbs.folder / "no" / "t.xlsx")[0] in (2, 3)


def test_photos_of_a_folder_go_in_by_verb(verbs: Verbs) -> None:
    path = verbs.file("registered")
    folder = verbs.folder / "photos"
    folder.mkdir()
    for name in ("HG01.jpg", "nobody.jpg"):
        Image.new("RGB", (400, 500), "red").save(folder / name)
    line = ["roster", "photos", path, folder, *verbs.by("登记员")]
    _, looked = verbs.run(*line, "--dry-run")
    assert looked["matched"] == [{"file": "HG01.jpg", "entry": "HG01"}]
    assert looked["without_photo"] is None
    status, document = verbs.run(*line)
    assert status == 1
    assert [(one["file"], one["code"]) for one in document["refused"]] == [("nobody.jpg", "photos.unknown")]
    assert document["without_photo"] == 2
    with Store.open(path) as store:
        assert photo_of(store, "HG01").startswith(b"\xff\xd8")
