"""The verb layouts: list, show, check, proof, export, import, remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.layout_file import read_layout_file, write_layout_file
from tests.cli.test_results import Capture, run
from tests.services.papers_kit import hall_at, text_of
from tests.unit.documents.test_documents_layout_file import faulty, png, with_picture


@pytest.fixture
def file(tmp_path: Path) -> Path:
    hall_at("ranked", tmp_path).store.close()
    return tmp_path / "ranked.contest"


def test_a_layout_goes_in_and_out_and_away(file: Path, tmp_path: Path, capsys: Capture) -> None:
    pin = tmp_path / "pin.txt"
    pin.write_text("123456\n", "utf-8")
    clerk = ("--as", "打印员", "--pin-file", pin)
    source, out = tmp_path / "in.cly", tmp_path / "out.cly"
    source.write_bytes(write_layout_file(with_picture(), {"印.png": png()}))
    assert run(capsys, "layouts", "import", file, source, "--name", "我们的", *clerk) == (0, {"name": "我们的"})
    status, found = run(capsys, "layouts", "list", file)
    assert status == 0
    assert [(one["key"], one["own"], one["pictures"]) for one in found["layouts"]][-1] == ("我们的", True, 1)
    status, shown = run(capsys, "layouts", "show", file, "我们的")
    assert (shown["width"], shown["pictures"]) == ("297", ["印.png"])
    assert {"id": "姓名框", "kind": "text", "use": "stock", "box": ["48", "77", "48", "14"], "text": "{姓名}"} in shown[
        "elements"
    ]
    assert run(capsys, "layouts", "export", file, "我们的", "--out", out)[1]["pictures"] == ["印.png"]
    again = replace(with_picture(), name="我们的")
    assert read_layout_file(out.read_bytes()) == (again, {"印.png": png()})
    assert run(capsys, "layouts", "remove", file, "我们的", *clerk)[0] == 0
    status, refused = run(capsys, "layouts", "show", file, "我们的")
    assert (status, refused["error"]["code"]) == (2, "documents.layout_unknown")
    status, refused = run(capsys, "layouts", "remove", file, "honour_red_gold", *clerk)
    assert (status, refused["error"]["code"]) == (1, "layouts.shipped")


def test_check_tells_every_fault_and_fails_for_grave_ones(file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "layouts", "check", file, "award_plain") == (
        0,
        {"name": "奖状（素面）", "ok": True, "faults": []},
    )
    path = tmp_path / "x.cly"
    path.write_bytes(write_layout_file(faulty(text="\ue863"), {}))
    status, found = run(capsys, "layouts", "check", file, path)
    assert (status, found["ok"]) == (1, False)
    assert [(one["element"], one["code"], one["grave"]) for one in found["faults"]] == [
        ("姓名框", "documents.layout_glyph", True)
    ]


def test_a_proof_is_a_page_of_made_up_people(file: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "p.pdf"
    assert run(capsys, "layouts", "proof", file, "award_plain", "--out", out, "--sample", "longest")[0] == 0
    assert "阿卜杜克热木" in text_of(out)[0]
    status, document = run(capsys, "layouts", "proof", file, "award_plain", "--out", out, "--sample", "x")
    assert (status, document["error"]["code"]) == (2, "layouts.sample")
