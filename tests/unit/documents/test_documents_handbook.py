"""The handbook: both languages alike, every link and picture there, every character printable, found, set as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

import resources
from app.documents import fonts
from app.documents.handbook_text import blocks, to_html
from app.errors import WrongCall
from app.services import examples, handbook
from app.services.demo_contest import demo_pins
from tests.markdown import links_of
from tests.packaging_scripts import pictures, rules_chapter

FOLDER = resources.path("handbook")


def text_of(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_both_languages_have_the_same_chapters() -> None:
    names = {language: [one.name for one in handbook.chapters(language)] for language in handbook.LANGUAGES}
    assert names["zh"] == names["en"]
    assert len(names["zh"]) == len(set(names["zh"]))


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_every_link_and_picture_is_there_and_every_picture_is_used(language: str) -> None:
    names = {one.name for one in handbook.chapters(language)}
    used = set()
    for chapter in handbook.chapters(language):
        assert chapter.text.startswith("# "), chapter.name
        links, pictures = links_of(chapter.text)
        missing = [link for link in links if link.partition("#")[0].removesuffix(".md") not in names]
        assert not missing, f"{language}/{chapter.name} leads nowhere: {missing}"
        for picture in pictures:
            assert (FOLDER / language / picture).is_file(), f"{language}/{chapter.name}: {picture}"
            used.add(Path(picture).name)
    kept = {file.name for file in (FOLDER / "pictures").glob(f"{language}-*.png")}
    assert kept == used


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_every_character_has_a_glyph_of_ours(language: str) -> None:
    for chapter in handbook.chapters(language):
        assert not set(chapter.text) - {"\n"} & set(fonts.missing(chapter.text.replace("\n", ""), "Hei")), chapter.name
        plain = set(chapter.text) - set("\n")
        assert not {c for c in plain if ord(c) not in fonts.face("Hei").face.charToGlyph}, chapter.name


def test_words_are_found_titles_first() -> None:
    chapter = handbook.chapters("zh")[0]
    hits = handbook.find(chapter.title, "zh")
    assert hits[0].chapter == chapter.name and hits[0].heading == chapter.title
    assert handbook.find("没有人会这样写的一串字", "zh") == ()
    assert handbook.find("   ", "zh") == ()
    with pytest.raises(WrongCall):
        handbook.find("x", "fr")


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_the_pdf_holds_every_chapter_with_contents_and_page_numbers(tmp_path: Path, language: str) -> None:
    file = tmp_path / "handbook.pdf"
    pages = handbook.write_pdf(file, language)
    texts = text_of(file)
    assert pages == len(texts)
    contents = "".join(texts[1:5])
    for chapter in handbook.chapters(language):
        title = re.sub(r"\s", "", chapter.title)
        assert title in re.sub(r"\s", "", contents), f"contents lack {chapter.title}"
        assert any(title in re.sub(r"\s", "", page) for page in texts[2:]), chapter.title
    assert texts[2].split()[-1] == "3" or "3" in texts[2].split()[:3]
    with pypdfium2.PdfDocument(file) as document:
        outline = [entry.get_title() for entry in document.get_toc(max_depth=1)]
    assert [title for title in outline if title] == [one.title for one in handbook.chapters(language)]
    again = tmp_path / "again.pdf"
    handbook.write_pdf(again, language)
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_the_rules_are_what_the_program_reckons(language: str) -> None:
    kept = resources.path(f"handbook/{language}/{rules_chapter.NAME}").read_text("utf-8")
    assert kept == rules_chapter.chapter(language), "run packaging/rules_chapter.py"
    for one in examples.chosen():
        assert f"### {rules_chapter._plain(one.title[language])}\n" in kept


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_practice_names_everybody_of_the_demo_with_the_right_pin(language: str) -> None:
    text = handbook.chapter_about("practice", language).text
    rows = dict(re.findall(r"^\| (\S+) \| [^|]+ \| (\d{6}) \|$", text, re.MULTILINE))
    assert rows == demo_pins()
    start = handbook.chapter_about("start", language).text
    assert set(re.findall(r"\b\d{6}\b", start)) <= set(rows.values())


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_no_marks_of_markdown_are_left_in_the_text(language: str) -> None:
    for chapter in handbook.chapters(language):
        for block in blocks(chapter.text):
            if block.kind != "code":
                words = block.text + "".join(cell for row in block.rows for cell in row)
                assert "**" not in words and "`" not in words, f"{language}/{chapter.name}: {words}"


def test_every_paper_is_told_of() -> None:
    from ui.dialogs.papers_words import WORDS

    text = handbook.chapter_about("papers", "zh").text
    missing = [name for name, _about in WORDS.values() if f"{name}" not in text]
    assert not missing


def test_the_pictures_kept_are_those_the_script_draws() -> None:
    assert pictures.check() == []


def test_each_role_has_a_page_of_checklist_of_its_own() -> None:
    text = handbook.chapter_about("checklists", "zh").text
    found = [block.kind for block in blocks(text)]
    assert found.count("break") == text.count("\n---\n") == text.count("\n## ") - 1


def test_markdown_becomes_blocks_and_html() -> None:
    text = "# T\n\na **b** `k`\n\n1. x\n   - y\n2. z\n\n> q\n\n| h | i |\n| --- | --- |\n| 1 | <2> |\n\n![c](p.png)\n\n"
    text += "```\nrun\n```\n"
    found = blocks(text)
    assert [(b.kind, b.level, b.mark) for b in found] == [
        ("heading", 1, ""),
        ("text", 0, ""),
        ("item", 1, "1."),
        ("item", 2, "•"),
        ("item", 1, "2."),
        ("quote", 0, ""),
        ("table", 0, ""),
        ("picture", 0, "p.png"),
        ("code", 0, ""),
    ]
    assert found[1].text == 'a <font name="{bold}">b</font> <font name="{bold}">k</font>'
    assert found[6].rows == (("h", "i"), ("1", "&lt;2&gt;"))
    assert found[-1].text == "run"
    assert [block.text for block in blocks("点**选…**，再点**（甲）**好**。")] == [
        '点<font name="{bold}">选…</font>，再点<font name="{bold}">（甲）</font>好**。'
    ]
    assert [block.kind for block in blocks("a\n\n---\n\nb")] == ["text", "break", "text"]
    assert "<code>k</code>" in to_html(text) and "<b>" not in to_html("<b>raw</b>")
