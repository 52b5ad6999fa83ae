"""What README and handbook tell people to type is there: every verb, argument and option; what is safe is run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from app import EXECUTABLE
from app.cli import main as cli
from app.services import handbook

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_STARTS = (f"{EXECUTABLE} ", "python3 packaging/bootstrap.py run ", ".venv/bin/python main.py ")


def documents() -> Iterator[tuple[str, str]]:
    yield "README.md", (ROOT / "README.md").read_text("utf-8")
    for language in handbook.LANGUAGES:
        for chapter in handbook.chapters(language):
            yield f"{language}/{chapter.name}", chapter.text


def lines() -> list[tuple[str, str]]:
    """(document, line) of every line of a fenced block, without remarks."""
    found = []
    for name, text in documents():
        for block in _FENCE.findall(text):
            found += [(name, re.sub(r"\s+#.*$", "", line).strip()) for line in block.splitlines() if line.strip()]
    return found


def commands() -> list[tuple[str, list[str]]]:
    """(document, words after the program's name) of every line that starts with a verb of ours."""
    found = []
    for name, line in lines():
        start = next((start for start in _STARTS if line.startswith(start)), None)
        words = shlex.split(line.removeprefix(start)) if start else []
        if words and not words[0].startswith("-") and not words[0].endswith(".contest"):
            found.append((name, words))
    return found


def verb_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command the words name, and the words left for it."""
    command: Any = typer.main.get_command(cli.root(words))
    rest = list(words)
    while hasattr(command, "commands"):
        assert rest and rest[0] in command.commands, f"no such verb: {words}"
        command = command.commands[rest.pop(0)]
    return command, rest


def test_there_are_commands_to_look_at() -> None:
    found = commands()
    assert sum(name.startswith("zh/") for name, _words in found) >= 10
    assert next(words for name, words in found if name.startswith("zh/")) == ["doctor"]


def test_every_verb_and_option_that_is_told_of_exists() -> None:
    for name, words in commands():
        command, rest = verb_of(words)
        options = {text for one in command.params if one.param_type_name == "option" for text in one.opts}
        unknown = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in options]
        assert not unknown, f"{name}: {words}: {unknown}"
        needed = [one for one in command.params if one.param_type_name == "argument" and one.required]
        assert len([word for word in rest if not word.startswith("-")]) >= len(needed), f"{name}: {words}"


def test_every_script_that_is_told_of_exists_with_its_options() -> None:
    for name, line in lines():
        for script in re.findall(r"\bpackaging[/\\][\w./\\-]+\.(?:py|spec|sh)\b", line):
            file = ROOT / script.replace("\\", "/")
            assert file.is_file(), f"{name}: {line}"
            if line.split()[-1].startswith("--") and file.suffix == ".py":
                assert line.split()[-1].strip("[]") in file.read_text("utf-8"), f"{name}: {line}"


def told_in(language: str) -> list[list[str]]:
    return [words for name, words in commands() if name.startswith(f"{language}/")]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contest file that the handbook's own line for practice makes."""
    lines = {language: [words for words in told_in(language) if words[0] == "demo"] for language in handbook.LANGUAGES}
    assert lines["zh"] == lines["en"] and len(lines["zh"]) == 1
    folder = tmp_path_factory.mktemp("played")
    verb, name, *options = lines["zh"][0]
    assert cli.main([verb, str(folder / name), *options]) == 0
    return next((folder / name).rglob("*.contest"))


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_the_handbooks_commands_do_what_they_say(
    language: str,
    played: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(played, tmp_path / "demo.contest")
    monkeypatch.chdir(tmp_path)
    for words in told_in(language):
        if words[0] == "demo":
            continue  # done by `played`
        status = cli.main(words)
        shown = capsys.readouterr()
        assert status == 0, (words, shown.out, shown.err)
        assert shown.out.strip(), words
    for file in ("copy.contest", "sign-in.pdf", "handbook.pdf"):
        assert (tmp_path / file).is_file(), file
