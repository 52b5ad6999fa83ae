"""What the documents for maintainers say is there: links, paths, verbs, commands; and no network in the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli.main import VERBS
from tests.markdown import links_of

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "resources" / "guides"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(GUIDES.glob("*.md"))]
TOPS = ("app", "db", "ui", "resources", "packaging", "tests", "main.py")
QUOTED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"```\n(.*?)```", re.DOTALL)
PATH = re.compile(r"[A-Za-z0-9_./-]+")
PLANNED = {
    "packaging/wheels",
    "db/migrations/versions/0005_<subject>.py",
}  # made by whoever follows the text


def paths_of(text: str) -> list[str]:
    """What looks like a path of the tree: in back quotes, or an argument of a command."""
    fenced = " ".join(FENCED.findall(text)).split()
    quoted = [word for mark in QUOTED.findall(FENCED.sub("", text)) for word in mark.split()]
    found = [word.rstrip("/") for word in [*quoted, *fenced] if word.split("/")[0] in TOPS]
    return [word for word in found if "/" in word and PATH.fullmatch(word) and word not in PLANNED]


def test_the_five_guides_are_there() -> None:
    names = {file.stem for file in GUIDES.glob("*.md")}
    assert names == {"ARCHITECTURE", "CONTRIBUTING", "DECISIONS", "RELEASING", "SECURITY"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(document: Path) -> None:
    links, pictures = links_of(document.read_text("utf-8"))
    local = [link.partition("#")[0] for link in [*links, *pictures] if not link.startswith("https://")]
    assert [link for link in local if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_named_paths_exist(document: Path) -> None:
    assert [path for path in paths_of(document.read_text("utf-8")) if not (ROOT / path).exists()] == []


def test_every_recipe_names_files_and_enough_of_them() -> None:
    recipes = (GUIDES / "ARCHITECTURE.md").read_text("utf-8").split("## Where to add things")[1].split("\n### ")[1:]
    assert len(recipes) >= 11
    assert [recipe.splitlines()[0] for recipe in recipes if not paths_of(recipe)] == []
    assert len(set(paths_of(recipes[0]))) > 12, "a kind of aspect is known in many places"


def test_names_in_the_recipes_stand_in_the_files_they_name() -> None:
    """`name` in `file` and `name` of `file`: the file knows the name."""
    text = (GUIDES / "ARCHITECTURE.md").read_text("utf-8")
    pairs = re.findall(r"`(\w+)`\s+(?:in|of)\s+`([\w/]+\.py)`", text)
    assert len(pairs) >= 8
    assert [pair for pair in pairs if pair[0] not in (ROOT / pair[1]).read_text("utf-8")] == []


def test_the_readme_names_every_verb_and_no_other() -> None:
    table = (ROOT / "README.md").read_text("utf-8").split("| verbs |")[1].split("\n\n")[0]
    named = [word for line in table.splitlines()[2:] for word in QUOTED.findall(line.split("|")[1])]
    assert sorted(named) == sorted(VERBS)


def test_the_program_never_speaks_to_a_network() -> None:
    speaking = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|urllib\.request|http|ftplib|smtplib|PySide6\.QtNetwork)\b", re.M
    )
    files = [file for folder in ("app", "db", "ui", "resources") for file in (ROOT / folder).rglob("*.py")]
    assert [file.name for file in files if speaking.search(file.read_text("utf-8"))] == []


def test_commands_in_the_documents_are_ones_there_are() -> None:
    """Every option after a script stands in the script; every verb after main.py is one."""
    wrong = []
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        for line in [*"\n".join(FENCED.findall(text)).splitlines(), *QUOTED.findall(text)]:
            words = line.partition("#")[0].split()
            script = next(
                (word for word in words if word.endswith(".py") and "/" in word and (ROOT / word).is_file()), ""
            )
            if script.startswith("packaging/"):
                options = re.findall(r"--[a-z]+", line.partition("#")[0].partition(script)[2])
                source = (ROOT / script).read_text("utf-8")
                wrong += [(document.name, line, option) for option in options if option not in source]
            if "main.py" in words[:-1]:
                verb = words[words.index("main.py") + 1]
                wrong += [] if verb in VERBS or not verb.isascii() else [(document.name, line, verb)]
    assert wrong == []
