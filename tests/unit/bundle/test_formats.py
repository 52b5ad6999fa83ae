"""The format pages and their vectors are what the program does: tables are read and compared, files are made again."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import resources
from app.bundle import (
    archive,
    canonical,
    certqr,
    datafiles,
    enrolment,
    envelope,
    keys,
    manifest,
    pack,
    receipt,
    sheetqr,
    trustlist,
)
from app.bundle.verify import verify
from app.documents import layout
from app.documents.variables import VARIABLES
from app.domain import audit, contest, marks_header, scheme
from app.domain.audit_acts import ACTS, COMMON
from app.texts import sentences

FOLDER = Path(str(resources.__path__[0])) / "formats"
ROOT = FOLDER.parent.parent
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def table(name: str, first: str) -> list[list[str]]:
    """The rows of the one table of a page whose header begins with this cell."""
    found = re.findall(rf"^\| {re.escape(first)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", page(name), re.MULTILINE)
    assert len(found) == 1, (name, first, len(found))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[0].splitlines()]


def column(name: str, first: str, place: int = 0) -> list[str]:
    return [row[place].strip("`") for row in table(name, first)]


def script() -> Any:
    """packaging/vectors.py, which is no package."""
    found = importlib.util.spec_from_file_location("vectors_script", ROOT / "packaging" / "vectors.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    vectors: Callable[[], dict[str, bytes]] = script().vectors
    return vectors()


# ---- vectors ---------------------------------------------------------------------------------------------------------


def test_the_vectors_are_made_again_byte_for_byte(made: dict[str, bytes]) -> None:
    kept = {path.name: path.read_bytes() for path in (FOLDER / "vectors").iterdir() if path.name[0] != "."}
    assert sorted(kept) == sorted(made)
    assert [name for name in kept if kept[name] != made[name]] == []


def test_kept_files_still_open() -> None:
    """Files of the first release; they are read from the folder, not made."""
    folder = FOLDER / "vectors"
    trust = trustlist.read((folder / "trust.ctl").read_bytes())
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert verify((folder / "bundle.crb").read_bytes(), trust).check_code == "SW83-AFEF"
    assert verify((folder / "bundle-2.crb").read_bytes(), trust).manifest.number == 2  # type: ignore[union-attr]
    assert receipt.read((folder / "receipt.crr").read_bytes(), trust).accepted
    assert receipt.from_qr(index["receipt"], trust) == (folder / "receipt.crr").read_bytes()
    opened = pack.read((folder / "pack.cpk").read_bytes(), trust)
    assert (opened.manifest.number, list(opened.layouts)) == (1, ["plain"])
    key = keys.read((folder / "base.ckey").read_bytes()).unlock(index["key_file"]["passphrase"])
    assert key.secret.hex() == index["keys"]["base"]["secret"]
    assert key.fingerprint == "86851 50966 57447 05613 11816 57942 02430 42745"
    sheet = sheetqr.read(index["sheet"])
    assert (sheet.facts.seq, sheet.signed_by([index["keys"]["certificate"]["public"]])) == (2, True)
    assert envelope.read((folder / "envelope.json").read_bytes()).payload == (folder / "manifest.json").read_bytes()


def test_known_hashes_of_the_chain_stand_on_its_page() -> None:
    genesis = audit.Genesis("00-00", "00000000-0000-4000-8000-000000000000", "TEST-01")
    bodies = (FOLDER / "vectors" / "audit.jsonl").read_bytes().splitlines()
    heads = audit.chain_bodies(audit.Head(0, audit.genesis_hash(genesis)), bodies)
    assert table("audit-chain.md", "n") == [[f"{one.seq}", f"`{one.hash.hex()}`", one.code] for one in heads]
    assert heads[1].hash.hex() == "42b1d5e412c7622a4e84a18897b5d05a402b68101b045c649372f42c66fba478"
    assert heads[2].hash.hex() == "ec112b59c637fbdc32c149495fff00e397d5e7339c468b40d931a7aeb5f1dcaa"
    assert heads[2].code == "10319 94669 72553 93823 97534 11754"
    assert canonical.dump(genesis.to_dict()).decode() in page("audit-chain.md")


def test_the_known_answer_stands_on_the_page_of_bundles(made: dict[str, bytes]) -> None:
    held = envelope.read(made["envelope.json"])
    signed = envelope.signing_bytes(held.payload_type, held.payload)
    of = {
        "manifest": held.payload,
        "signed bytes": signed,
        "envelope": made["envelope.json"],
        "bundle": made["bundle.crb"],
    }
    stated = {row[0]: (int(row[1]), row[2].strip("`")) for row in table("bundle.md", "Of")}
    assert stated == {name: (len(raw), archive.sha256(raw).hexdigest()) for name, raw in of.items()}


# ---- what the pages claim --------------------------------------------------------------------------------------------


def test_limits() -> None:
    assert [int(number) for number in column("bundle.md", "Limit", 1)] == [
        archive.SIZE_LIMIT,
        archive.ENTRY_LIMIT,
        archive._limit(archive.TYPE_NAME),
        archive.ENVELOPE_LIMIT,
        archive.JSON_LIMIT,
        archive._limit(manifest.PERSONS_PATH),
        manifest.MANIFEST_LIMIT,
        manifest.CONTESTANT_LIMIT,
        manifest.AUDIT_LIMIT,
        envelope.SIGNATURE_LIMIT,
    ]
    text = page("bundle.md")
    assert f"`{archive.DATA_NAME.pattern}`" in text
    assert f"`{datafiles.DECIMAL.pattern}`" in text
    assert f"`{canonical.TRADE.pattern}`" in text
    assert f"at most {canonical.TEXT_LIMIT} code points" in text
    assert f"At most {canonical.DEPTH_LIMIT} levels" in text
    assert f"at most {datafiles.MARK_LIMIT} objects" in text
    assert f"at most {receipt.RECEIPT_LIMIT} bytes" in page("receipt-and-pack.md")
    assert f"at most {keys.KEY_FILE_LIMIT} bytes" in page("trust-list-and-keys.md")
    assert f"at most {archive.ENVELOPE_LIMIT} bytes" in page("trust-list-and-keys.md")


def test_types_of_payloads_and_containers() -> None:
    assert f"`{archive.BUNDLE_TYPE.decode()}`" in page("bundle.md")
    assert f"`{manifest.PAYLOAD_TYPE}`" in page("bundle.md")
    assert f"`{trustlist.PAYLOAD_TYPE}`" in page("trust-list-and-keys.md")
    assert f"`{enrolment.PAYLOAD_TYPE}`" in page("trust-list-and-keys.md")
    assert f"at most {enrolment.SIZE_LIMIT} bytes" in page("trust-list-and-keys.md")
    for kind in (receipt.PAYLOAD_TYPE, pack.PAYLOAD_TYPE, pack.PACK_TYPE.decode()):
        assert f"`{kind}`" in page("receipt-and-pack.md")


def test_codes_of_the_checks_are_those_with_a_sentence() -> None:
    known = {code.partition(".")[2][:3].upper() for code in sentences() if re.match(r"bundle\.[ewi]\d\d_", code)}
    stated = set(column("bundle.md", "#", 2)) | set(column("bundle.md", "Code"))
    assert stated | {"E05"} == known
    assert column("bundle.md", "#") == [f"{number}" for number in range(1, 17)]
    assert "(E05)" in " ".join(column("bundle.md", "#", 1))


def test_words() -> None:
    assert tuple(column("bundle.md", "Reason")) == manifest.REASONS
    assert tuple(column("bundle.md", "Status")) == datafiles.STATUSES == tuple(one.value for one in contest.Status)
    stated = {row[0]: row[1] for row in table("trust-list-and-keys.md", "Role")}
    assert stated == dict(keys.ROLES)
    assert column("certificate-code.md", "Answer") == ["bad_signature", "unknown_key", "withdrawn", "genuine"]
    assert set(column("certificate-code.md", "Answer")) == {one.value for one in certqr.Answer}
    assert {row[0]: int(row[1]) for row in table("certificate-code.md", "Text")} == certqr.LIMITS


def test_members_of_documents() -> None:
    def members(name: str, first: str = "Member") -> set[str]:
        found = re.findall(rf"^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", page(name), re.MULTILINE)
        names = {line.split("|")[1].strip() for block in found for line in block.splitlines()}
        return {one for whole in names for one in whole.split(", ")}

    assert members("bundle.md") >= manifest.Manifest.KNOWN
    trade = set(column("bundle.md", "Member of a trade"))
    assert trade == {"trade", "revision", "reason", "replaces", "entries", "path"}
    assert members("trust-list-and-keys.md") >= trustlist.TrustList.KNOWN
    line = trustlist.TrustedKey(public="0" * 64, role="base", person="")
    assert set(column("trust-list-and-keys.md", "Member of a key")) == set(line.to_dict())
    assert members("receipt-and-pack.md") >= receipt.Receipt.KNOWN | pack.PackManifest.KNOWN
    asked = enrolment.Enrolment(trustlist.TrustedBase("00-00", "", (), (line,)))
    assert column("trust-list-and-keys.md", "Member of a request") == list(asked.to_dict())
    stored = json.loads((FOLDER / "vectors" / "base.ckey").read_bytes())
    assert members("trust-list-and-keys.md") >= set(stored)
    assert members("audit-chain.md") >= COMMON


def test_acts_of_the_chain() -> None:
    """After a new act: `python packaging/vectors.py` writes its line."""
    stated = {row[0]: (row[1], row[2]) for row in table("audit-chain.md", "Act")}
    assert stated == {
        act.id: tuple(" ".join(sorted(names)) or "–" for names in (act.fields, act.optional)) for act in ACTS.values()
    }


def test_layouts() -> None:
    shown = {}
    for kind, members in table("layout.md", "Kind"):
        shown[kind] = {part.split()[0]: part.partition(" ")[2].strip("`") for part in members.split(" · ")}
    known: dict[str, dict[str, str]] = {}
    for kind, form in layout.KINDS.items():
        fields = [one for one in dataclasses.fields(form) if one.name not in ("id", "box", "use")]
        known[kind] = {one.name: _default(one.default) for one in fields}
    assert shown == known
    assert column("layout.md", "Variable") == list(VARIABLES)
    assert f"at most {layout.MAX_ELEMENTS}" in page("layout.md")


def _default(value: Any) -> str:
    if value is dataclasses.MISSING:
        return "(needed)"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def test_definitions_and_marks_tables() -> None:
    titles = {row[0]: row[1] for row in table("marks-table.md", "Column")}
    assert titles == {role.value: words for role, words in marks_header._TITLES.items()}
    words = {word: row[0] for row in table("marks-table.md", "Status") for word in row[1].split()}
    assert words == {word: status.value for word, status in contest._STATUS_WORDS.items()}
    assert column("contest-definition.md", "Kind") == [kind.value for kind in scheme.AspectKind]
    defaults = contest.Rules()
    stated = {one: row[1] for row in table("contest-definition.md", "Rule") for one in row[0].split(", ")}
    known = {one.name for one in dataclasses.fields(contest.Rules)} - {"recheck_needed"}
    assert set(stated) == known
    for name in ("blind_layers", "late_limit_minutes", "total_decimals", "appeal_hours", "answer_hours"):
        assert stated[name] == f"{getattr(defaults, name)}"
    for name in ("draw", "keep_apart", "hide_until_complete", "many_trades"):
        assert stated[name] == f"{getattr(defaults, name)}".lower()
    assert (stated["rounding"], stated["rank_by"], stated["joint"]) == (
        defaults.rounding.value,
        defaults.rank_by.value,
        defaults.joint.value,
    )


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    assert "resources/formats/README.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    start = page("README.md")
    assert [name for name in PAGES if name != "README.md" and f"]({name})" not in start] == []
    for name in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", page(name)):
            assert (FOLDER / link).exists(), (name, link)
