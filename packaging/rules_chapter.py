"""Write the handbook's chapter of rules from the worked examples, computed now, in both languages.

    .venv/bin/python packaging/rules_chapter.py [--check]

A test compares what is kept with what this gives, so that the chapter never says otherwise than the program reckons.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

NAME = "60-rules.md"
_PLACES = ("place", "tie")  # somebody alone is always first: it says nothing about the rule
_HEAD = {
    "zh": (
        "# 规则和算例\n\n每种规则一个算例：规则怎么说、给了哪些分、一步一步怎么算、结果是多少。"
        "全部由程序现算；窗口里点**看例子**，看到的是同样的算例。\n\n"
        "分数从录入到打印都是精确的，不用近似的小数；只在规则写明的地方取整一次。"
    ),
    "en": (
        "# Rules and worked examples\n\nOne example for every rule: what the rule says, which marks were given, how it "
        "is reckoned step by step, and what comes of it. The program computes all of them; **Examples** in the window "
        "shows the same.\n\nMarks are exact from the key to the paper; rounding happens once, where the rules say so."
    ),
}
_WORDS = {
    "zh": {"marks": "给分", "entry": "选手", "where": "评分点或轮次", "result": "结果", "what": "项目", "value": "值",
           "steps": "来由", "of": "{entry}："},
    "en": {"marks": "Marks", "entry": "Entry", "where": "Aspect or round", "result": "Result", "what": "Item",
           "value": "Value", "steps": "Why", "of": "{entry}: "},
}  # fmt: skip


def chapter(language: str) -> str:
    """The chapter's Markdown."""
    from app.services import examples

    parts = [_HEAD[language]]
    english = language == "en"
    for kind, group in groupby(examples.chosen(), key=lambda one: one.kind):
        parts.append(f"## {examples.KINDS[kind][english]}")
        for one in group:
            parts += _example(one, language)
    return "\n\n".join(parts) + "\n"


def _example(one: object, language: str) -> list[str]:
    from app.services import examples
    from app.services.examples import Shown

    assert isinstance(one, Shown)
    words, english = _WORDS[language], language == "en"
    marks = [(row[0], _begun(one.called(row[1], english)), "  ".join(row[2:])) for row in one.marks]
    results = [
        (examples.whose(entry, english), one.field(name, english), one.value(name, value, english))
        for entry, name, value in one.results
    ]
    made = [
        f"### {_plain(one.title[language])}",
        _plain(one.text[language]),
        _table((words["entry"], words["where"], words["marks"]), marks),
    ]
    several = len(one.lines) > 1
    entry, lines = next(iter(one.lines.items())) if one.lines else ("", ())
    told = [line for line in lines if several or line.what not in _PLACES]
    if told:
        least = min(line.level for line in told)
        steps = [f"{'  ' * min(line.level - least, 1)}- {_plain(line.en if english else line.zh)}" for line in told]
        made.append(f"{words['steps']}（{entry}）：" if not english else f"{words['steps']} ({entry}):")
        made.append("\n".join(steps))
    made.append(_table((words["entry"], words["what"], words["result"]), results))
    return made


def _begun(word: str) -> str:
    """With the capital an English cell begins with."""
    return word[:1].upper() + word[1:]


def _plain(text: str) -> str:
    """A text that Markdown takes as it is."""
    for sign in ("\\", "*", "_", "|", "<", "`", "["):
        text = text.replace(sign, f"\\{sign}")
    return text


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(map(_plain, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def file_of(language: str) -> Path:
    """Where the chapter lies."""
    return ROOT / "resources" / "handbook" / language / NAME


def main(arguments: list[str]) -> int:
    """Write both chapters, or say which is old."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only say what is old")
    given = parser.parse_args(arguments)
    old = [word for word in _HEAD if not file_of(word).is_file() or file_of(word).read_text("utf-8") != chapter(word)]
    if given.check:
        print("\n".join(f"{file_of(word)}: run packaging/rules_chapter.py" for word in old) or "rules: up to date")
        return int(bool(old))
    for word in old:
        file_of(word).write_text(chapter(word), "utf-8", newline="\n")
        print(f"written: {file_of(word)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
