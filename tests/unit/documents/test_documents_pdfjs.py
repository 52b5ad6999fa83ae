"""Certificates and papers in pdf.js, the reader of browsers: it opens them, reads their words and warns of nothing.

Needs node and an unpacked `pdfjs-dist`: `npm install pdfjs-dist@4`, then JIANGPING_PDFJS=…/node_modules/pdfjs-dist.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.documents import layout as lay
from app.documents.certificate import CertificatePress
from app.documents.papers import papers_pdf
from tests.unit.documents.samples import every_kind
from tests.unit.documents.test_documents_certificate import people, printed

PDFJS = os.environ.get("JIANGPING_PDFJS", "")
pytestmark = pytest.mark.skipif(not PDFJS or shutil.which("node") is None, reason="no node with pdf.js here")

SCRIPT = """
const said = [];
for (const name of ["log", "warn", "info", "error"]) console[name] = (...words) => said.push(words.join(" "));
const { readFileSync, writeFileSync } = await import("node:fs");
const pdfjs = await import(process.argv[2] + "/legacy/build/pdf.mjs");
said.length = 0; // what it says of the machine it runs on
const data = new Uint8Array(readFileSync(process.argv[3]));
const file = await pdfjs.getDocument({ data, verbosity: 1, stopAtErrors: true, disableFontFace: true }).promise;
const pages = [];
for (let number = 1; number <= file.numPages; number++) {
  const page = await file.getPage(number);
  const list = await page.getOperatorList();
  const content = await page.getTextContent();
  pages.push({ operators: list.fnArray.length, text: content.items.map((one) => one.str).join("") });
}
writeFileSync(process.argv[4], JSON.stringify({ said, pages }));
process.exit(0);
"""


def read(pdf: bytes, folder: Path) -> dict[str, Any]:
    file, script = folder / "paper.pdf", folder / "read.mjs"
    file.write_bytes(pdf)
    script.write_text(SCRIPT, "utf-8")
    told = folder / "told.json"
    subprocess.run(["node", str(script), PDFJS, str(file), str(told)], check=True, timeout=300)
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return found


@pytest.mark.parametrize("overprint", [False, True])
@pytest.mark.parametrize("key", list(lay.shipped_layouts()))
def test_certificates(key: str, overprint: bool, tmp_path: Path) -> None:
    batch = people("王建国", "刘𬭎", "李㵘", "阿卜杜热依木·买买提艾力")
    found = read(printed(CertificatePress(lay.shipped_layout(key), overprint=overprint, demo=True), batch), tmp_path)
    assert found["said"] == []
    assert len(found["pages"]) == len(batch)
    for person, page in zip(batch, found["pages"], strict=True):
        assert person.name in page["text"] and person.serial in page["text"]
        assert page["operators"] > 10


def test_every_paper(tmp_path: Path) -> None:
    found = read(papers_pdf(every_kind().values()), tmp_path)
    assert found["said"] == []
    assert all(page["operators"] > 10 for page in found["pages"])
