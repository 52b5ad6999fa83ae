"""Two verifiers that share no line, one verdict: on all vectors and on everything attackers hand in.

The second one was written from the format pages alone, so a difference is a fault of a page or of the program.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import os
import tokenize
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import resources
from app.bundle import certqr, trustlist
from app.bundle import receipt as receipts
from app.bundle.findings import Finding
from app.bundle.verify import verify
from app.errors import WrongCall
from tests import second_verifier as second
from tests.fuzz_formats import mutations, seeds
from tests.unit.bundle import corpus, kit
from tests.unit.bundle.test_json_form import NASTY

NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"
FOLDER = Path(str(resources.__path__[0])) / "formats" / "vectors"
INDEX: dict[str, Any] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
FIRST = trustlist.read((FOLDER / "trust.ctl").read_bytes())
SECOND = second.trust_list((FOLDER / "trust.ctl").read_bytes())
KITS = second.trust_list(kit.trust().raw)


def made(line: dict[str, Any]) -> bytes:
    """A broken vector, made from its good file as the list says."""
    good = (FOLDER / line["from"]).read_bytes()
    return good[: line["at"]] + base64.b64decode(line["insert"]) + good[line["at"] + line["drop"] :]


def differences(raws: Iterable[tuple[str, bytes]]) -> tuple[int, list[tuple[str, str, str]]]:
    """How many were held against both, and where the verdicts differ."""
    found, count = [], 0
    for name, raw in raws:
        count += 1
        first, other = verify(raw, kit.trust()).code, second.verify(raw, KITS)
        if first != other:
            found.append((name, first, other))
    return count, found


def test_it_shares_no_line_with_the_program_and_is_short() -> None:
    text = Path(second.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in imported if name.partition(".")[0] in ("app", "db", "ui", "resources", "tests")]
    assert {name for name in imported if name.startswith("cryptography")}
    passed = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in passed:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
            lines -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    assert len(lines) <= 300


def test_all_vectors_of_bundles() -> None:
    assert len(INDEX["broken_bundles"]) >= 40
    for line in INDEX["bundles"]:
        raw = (FOLDER / line["file"]).read_bytes()
        assert (verify(raw, FIRST).code, second.verify(raw, SECOND)) == ("", "")
    for line in INDEX["broken_bundles"]:
        raw = made(line)
        assert second.digest(raw) == line["sha256"]
        assert (line["what"], verify(raw, FIRST).code, second.verify(raw, SECOND)) == (
            line["what"],
            line["code"],
            line["code"],
        )


def test_vectors_of_lists_receipts_and_codes() -> None:
    assert second.root_code(SECOND) == INDEX["root_code"] == FIRST.roots.code
    good = (FOLDER / "receipt.crr").read_bytes()
    assert second.receipt(good, SECOND)["bundle"] == receipts.read(good, FIRST).bundle == INDEX["bundles"][0]["sha256"]
    for line in INDEX["broken_receipts"]:
        with pytest.raises(second.No):
            second.receipt(made(line), SECOND)
        with pytest.raises((WrongCall, Finding)):
            receipts.read(made(line), FIRST)
    answers = {line["answer"] for line in INDEX["certificates"]}
    assert answers == {answer.value for answer in certqr.Answer}
    for line in INDEX["certificates"]:
        assert certqr.check(line["text"], FIRST).answer.value == line["answer"]
        assert second.certificate(line["text"], SECOND) == line["answer"]


def test_the_command_says_the_verdict(tmp_path: Path) -> None:
    trusted = str(FOLDER / "trust.ctl")
    bad = tmp_path / "cut.crb"
    bad.write_bytes((FOLDER / "bundle.crb").read_bytes()[:-1])
    assert second.main(trusted, str(FOLDER / "bundle.crb")) == "genuine"
    assert second.main(trusted, str(bad)) == "E05"
    assert second.main(trusted, str(FOLDER / "receipt.crr")) == "accepted"
    assert second.main(trusted, INDEX["certificates"][0]["text"]) == "genuine"


@pytest.mark.parametrize(
    ("attacks", "least"),
    [
        (lambda: corpus.flips(kit.known_answer().raw, 1 if NIGHTLY else 17), 1_500),
        (lambda: corpus.inner_flips(kit.known_answer(), 1 if NIGHTLY else 29), 650),
        (lambda: corpus.cuts(kit.known_answer().raw, 1 if NIGHTLY else 5), 650),
        (lambda: corpus.containers(), 90),
        (lambda: corpus.outsiders(), 39),
        (lambda: corpus.odd_json(NASTY), 150),
        (lambda: corpus.insiders(), 20),
        (lambda: corpus.age_headers(), 12),
    ],
    ids=["flips", "inner flips", "cuts", "containers", "outsiders", "json", "insiders", "age"],
)
def test_attacks_get_the_same_verdict(attacks: Any, least: int) -> None:
    count, found = differences((one.name, one.raw) for one in attacks())
    assert count >= least
    assert found == []


def test_odd_documents_get_the_same_verdict() -> None:
    count, found = differences(corpus.odd_documents(1 if NIGHTLY else 7))
    assert count >= 690
    assert found == []


def test_sequences_and_random_damage_get_the_same_verdict() -> None:
    good = [(f"number {one.manifest.number}", one.raw) for one in kit.sequence()]
    count, found = differences(good)
    assert (count, found) == (3, [])
    assert [second.verify(raw, KITS) for _, raw in good] == ["", "", ""]
    random = ((f"damage {place}", raw) for place, raw in enumerate(mutations("bundle", 20_000 if NIGHTLY else 500)))
    assert differences(random)[1] == []


def test_receipts_and_codes_damaged_at_random_get_the_same_answer() -> None:
    many = 20_000 if NIGHTLY else 500
    for raw in mutations("certificate", many):
        text = raw.decode("utf-8", "replace")
        assert second.certificate(text, KITS) == certqr.check(text, kit.trust()).answer.value, text
    for raw in (*seeds("receipt"), *mutations("receipt", many)):
        assert _receipt_by_second(raw) == _receipt_by_program(raw), raw


def _receipt_by_second(raw: bytes) -> bool:
    try:
        return bool(second.receipt(raw, KITS))
    except second.No:
        return False


def _receipt_by_program(raw: bytes) -> bool:
    try:
        return bool(receipts.read(raw, kit.trust()).bundle)
    except (WrongCall, Finding):
        return False
