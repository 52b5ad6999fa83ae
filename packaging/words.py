"""Hold the Chinese texts people read against the program's glossary: one thing has one name, everywhere.

    .venv/bin/python packaging/words.py

Looks into the window's texts, the sentences, the handbook and what papers print; names file, text and the right word.
Exit 1 when a wrong one is found.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What must not be written -> what is said instead. A word inside a longer right one is let pass (see _FINE).
GLOSSARY = {
    "字段": "栏、列",
    "记录集": "名单、表",
    "异常": "说清楚出了什么事",
    "您": "（不用称呼）",
    "评委会": "裁判组",
    "密码": "PIN 或口令短语",
    "赛号": "参赛号或密号",
    "盲号": "密号",
    "选手号": "参赛号",
    "打分表": "评分表",
    "记分员": "录分员",
    "帐号": "账户",
    "帐户": "账户",
    "签到员": "检录",
    "登陆": "登录",
    "U 盘": "U盘",
    "数据库": "竞赛文件",
    "服务器": "（没有服务器）",
    "用户": "人员",
    "报错": "提示",
    "请稍等": "说还要多久",
    "其它": "其他",
}
_FINE = ("打开密码", "去掉密码", "数据库服务器", "参赛号", "比赛号", "竞赛号", "决赛号", "解密码", "加密码", "用户手册")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Wrong:
    """A wrong word: where it stands, the text around it, and what is said instead."""

    place: str
    text: str
    word: str
    instead: str


# Read from files of others, never shown.
_READ_ONLY = ("app/domain/roster_columns.py", "app/domain/roster_labels.py")


def wrong_in(place: str, text: str) -> Iterator[Wrong]:
    """The wrong words of one text."""
    plain = text
    for fine in _FINE:
        plain = plain.replace(fine, "")
    for word, instead in GLOSSARY.items():
        if word in plain:
            yield Wrong(place, text.strip()[:60], word, instead)


def texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything people read in Chinese."""
    for file in sorted((ROOT / "resources" / "texts").glob("*.json")):
        for key, said in json.loads(file.read_text("utf-8")).items():
            if isinstance(said, dict):
                yield from ((f"{file.name} {key}", text) for text in said.values() if isinstance(text, str))
    for file in sorted((ROOT / "resources" / "handbook" / "zh").glob("*.md")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            yield f"{file.name}:{number}", line
    for folder in ("ui", "app"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file.relative_to(ROOT).as_posix() not in _READ_ONLY:
                yield from _strings(file)


def _strings(file: Path) -> Iterator[tuple[str, str]]:
    """The Chinese string literals of a module, without docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in documentation:
            continue
        if _CHINESE.search(node.value):
            yield f"{file.relative_to(ROOT)}:{node.lineno}", node.value


def main(arguments: list[str]) -> int:
    """Look at everything and name what is wrong."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(
        arguments
    )
    found = [wrong for place, text in texts() for wrong in wrong_in(place, text)]
    for wrong in found:
        print(f"{wrong.place}: “{wrong.word}”，应为：{wrong.instead}　｜ {wrong.text}")
    print(f"{len(found)} words against the glossary")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
