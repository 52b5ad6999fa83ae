"""Who may do what: every act of the day against every role, and what a denial leaves behind."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.domain.roles import Act, Role
from app.domain.worksheet import Sheet
from app.errors import AppError, RightsRefusal
from app.services import (
    access,
    appeals,
    checkin,
    drawing,
    erasure,
    judge_report,
    judges,
    marks_import,
    people_keys,
    registration,
    registration_form,
    results,
    schemes,
    scoring,
    signing,
)
from app.services.access import Actor
from app.services.common import contest_facts
from app.texts import sentence
from tests.factories import WELDER, later
from tests.services.hall import A1, CHEAP, Hall
from tests.services.hours import bodies, content, somebody

LETTERS = {
    "C": Role.CHIEF_JUDGE,
    "J": Role.JUDGE,
    "F": Role.FLOOR_JUDGE,
    "K": Role.CODING_JUDGE,
    "R": Role.RECORDER,
    "S": Role.SUPERVISOR,
    "A": Role.ARBITER,
    "G": Role.REGISTRAR,
    "P": Role.CERTIFICATE_CLERK,
    "M": Role.ADMINISTRATOR,
    "O": Role.OFFICE_CLERK,
}
NOW = later(30)
Do = Callable[[Hall, Actor], object]


def first(hall: Hall) -> int:
    return hall.lines()[0].sheet_id


def change_scheme(hall: Hall, by: Actor) -> None:
    with hall.store.read() as reading:
        rules = contest_facts(reading).trade(WELDER).rules
    rounds = tuple(replace(part, pass_line=Fraction(60)) for part in rules.rounds)
    schemes.change(hall.store, WELDER, replace(rules, rounds=rounds), by=by, at=NOW)


def import_marks(hall: Hall, by: Actor) -> None:
    path = hall.store.path.with_name("marks.csv")
    path.write_text(f"编号,轮次,评分点,裁判,分值,备注\n{hall.lines()[0].code},practical,A1,,9.5,\n", "utf-8")
    marks_import.import_marks(hall.store, path, WELDER, 1, by=by, at=NOW)


def roster(hall: Hall, by: Actor, dry: bool) -> None:
    path = hall.store.path.with_name("roster.csv")
    path.write_text("姓名,证件号,代表队,工作单位,工种\n李新,990101199404040048,新队,新厂,焊工\n", "utf-8")
    registration.import_roster(hall.store, path, by=by, at=NOW, dry_run=dry)


def recover(hall: Hall, by: Actor) -> None:
    key = ckey.make("office_age", "省办")
    sealed = ckey.lock(key, "bafo-lumi-tari-vogu", cost=ckey.Cost(19456, 1, 1))
    people_keys.recover(hall.store, sealed, "bafo-lumi-tari-vogu", by=by, at=NOW)


def pair(act: Callable[..., object], *more: str) -> Do:
    return lambda h, by: act(h.store, WELDER, *more, by=by, second=h.who("监督"), at=NOW)


def correct(hall: Hall, by: Actor) -> None:
    scoring.correct_mark(hall.store, first(hall), A1, "8", "原件", by=by, second=hall.who("录一"), at=NOW)


# hour of the day, who may (letters above), what they do
ACTS: dict[str, tuple[str, str, Do]] = {
    "enter a judge": ("registered", "CGM", lambda h, by: judges.add_judge(h.store, "裁", by=by, at=NOW)),
    "seat a judge": (
        "drawn",
        "CGM",
        lambda h, by: judges.seat_judge(h.store, WELDER, "practical", "1", "", by=by, at=NOW),
    ),
    "recuse a judge": (
        "drawn",
        "CGM",
        lambda h, by: judges.recuse(h.store, "裁", h.numbers()[0], "师徒", by=by, at=NOW),
    ),
    "see the report on judges": ("marked", "CS", lambda h, by: judge_report.reports(h.store, WELDER, by=by, at=NOW)),
    "change the scheme": ("registered", "CGM", change_scheme),
    "add an account": (
        "registered",
        "M",
        lambda h, by: access.add_account(h.store, f"新{by.id}", "judge", "123456", by=by, at=NOW, cost=CHEAP),
    ),
    "unblock": ("registered", "M", lambda h, by: people_keys.unblock(h.store, "录一", by=by, at=NOW)),
    "block": ("registered", "M", lambda h, by: people_keys.block(h.store, "录一", by=by, at=NOW)),
    "change a role": ("registered", "M", lambda h, by: people_keys.set_role(h.store, "录一", "judge", by=by, at=NOW)),
    "give a new secret": (
        "registered",
        "M",
        lambda h, by: people_keys.reset_secret(h.store, "录一", "654321", by=by, at=NOW, cost=CHEAP),
    ),
    "remove an account": ("registered", "M", lambda h, by: people_keys.remove(h.store, "录一", by=by, at=NOW)),
    "look at whole numbers": (
        "registered",
        "CGKSA",
        lambda h, by: registration_form.show_numbers(h.store, "HG01", by=by, at=NOW),
    ),
    "erase": (
        "decoded",
        "C",
        lambda h, by: erasure.erase(h.store, by=by, second=h.who("监督"), at=NOW),
    ),
    "get the numbers back": ("registered", "M", recover),
    "import a roster": ("registered", "G", lambda h, by: roster(h, by, False)),
    "try a roster": ("registered", "G", lambda h, by: roster(h, by, True)),
    "paste a roster": (
        "registered",
        "G",
        lambda h, by: registration.store_sheet(h.store, Sheet("x", [["姓名", "工种"]]), by=by, at=NOW),
    ),
    "decide on entries": (
        "registered",
        "G",
        lambda h, by: registration.decide(h.store, h.numbers()[:1], "returned", by=by, at=NOW),
    ),
    "close the list": ("registered", "G", lambda h, by: registration.close_list(h.store, WELDER, by=by, at=NOW)),
    "check in": ("registered", "FG", lambda h, by: checkin.check_in_all(h.store, WELDER, "theory", by=by, at=NOW)),
    "draw": ("drawn", "K", lambda h, by: drawing.draw(h.store, WELDER, "practical", by=by, at=NOW)),
    "see the sealed table": (
        "drawn",
        "K",
        lambda h, by: drawing.sealed_table(h.store, WELDER, "practical", by=by, at=NOW),
    ),
    "enter a mark": ("drawn", "JR", lambda h, by: scoring.enter_mark(h.store, first(h), 1, A1, "9", by=by, at=NOW)),
    "clear a mark": ("drawn", "JR", lambda h, by: scoring.clear_mark(h.store, first(h), 1, A1, by=by, at=NOW)),
    "submit": ("drawn", "JR", lambda h, by: scoring.submit(h.store, first(h), 1, by=by, at=NOW)),
    "note the time": ("drawn", "JR", lambda h, by: scoring.set_seconds(h.store, first(h), 600, by=by, at=NOW)),
    "mark again": ("drawn", "JR", lambda h, by: scoring.mark_again(h.store, first(h), A1, "9", by=by, at=NOW)),
    "import marks": ("drawn", "JR", import_marks),
    "settle": ("marked", "CRS", lambda h, by: scoring.settle(h.store, first(h), A1, "9", by=by, at=NOW)),
    "decide a spread": (
        "drawn",
        "C",
        lambda h, by: scoring.decide_spread(h.store, first(h), "B1", "keep", "看过", by=by, at=NOW),
    ),
    "cover a sheet": (
        "drawn",
        "CFR",
        lambda h, by: scoring.set_status(h.store, first(h), "retired", "受伤", by=by, at=NOW),
    ),
    "give a sheet back": ("marked", "C", lambda h, by: scoring.reopen(h.store, first(h), "重录", by=by, at=NOW)),
    "correct": ("marked", "CS", correct),
    "draw a recheck": ("marked", "CRS", lambda h, by: signing.draw_recheck(h.store, WELDER, by=by, at=NOW, full=True)),
    "recheck": ("marked", "CRS", lambda h, by: signing.recheck_keyings(h.store, WELDER, by=by, at=NOW)),
    "hold a sheet against paper": (
        "marked",
        "CRS",
        lambda h, by: signing.judge_sheet(h.store, WELDER, "practical", "x", {}, by=by, at=NOW),
    ),
    "lock": ("marked", "C", pair(signing.lock)),
    "unlock": ("locked", "C", pair(signing.unlock, "更正")),
    "decode": ("locked", "C", pair(signing.decode)),
    "rank": ("decoded", "C", lambda h, by: results.rank(h.store, WELDER, by=by, at=NOW)),
    "rule a tie": ("decoded", "C", lambda h, by: results.rule_tie(h.store, WELDER, h.numbers(), "抽签", by=by, at=NOW)),
    "rule an edge": (
        "decoded",
        "C",
        lambda h, by: results.rule_award_edge(h.store, WELDER, "职工组", "一等奖", "up", "并列", by=by, at=NOW),
    ),
    "confirm": ("decoded", "C", lambda h, by: results.confirm(h.store, WELDER, by=by, at=NOW)),
    "post": ("decoded", "C", lambda h, by: results.post(h.store, WELDER, by=by, at=NOW)),
    "file an appeal": (
        "decoded",
        "G",
        lambda h, by: appeals.file(h.store, h.numbers()[0], "B1", "领队", by=by, at=NOW),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_only_these_roles_may(name: str, at_hour: Callable[[str], Hall]) -> None:
    hour, letters, act = ACTS[name]
    hall = at_hour(hour)
    allowed = {LETTERS[letter] for letter in letters}
    before = content(hall.store)
    for role in [role for role in Role if role not in allowed]:
        by, told = somebody(role), hall.store.head.seq
        with pytest.raises(RightsRefusal) as denial:
            act(hall, by)
        assert denial.value.code in ("access.not_allowed", "access.needs_pair"), role
        (entry,) = bodies(hall.store)[told:]
        assert (entry["act"], entry["code"]) == ("access.denied", denial.value.code), role
        assert entry["by"].split("+")[0] == by.ref
        assert by.name not in str(entry)
    assert content(hall.store) == before
    for role in [role for role in Role if role in allowed]:
        try:
            act(hall, somebody(role))
        except RightsRefusal as refusal:  # allowed in principle; somebody keyed here before, or it is not the time
            assert refusal.code.startswith(("scoring.", "draw.")), (role, refusal)
        except AppError as refusal:
            assert not refusal.code.startswith("access."), (role, refusal)


def test_a_supervisor_named_first_is_the_same_pair(at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("locked")
    signing.decode(hall.store, WELDER, by=hall.who("监督"), second=hall.who("裁判长"), at=NOW)
    assert bodies(hall.store)[-1]["by"] == f"{hall.who('裁判长').ref}+{hall.who('监督').ref}"


@pytest.mark.parametrize("act", [signing.lock, signing.decode])
def test_one_person_is_no_pair(act: Callable[..., object], at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("locked" if act is signing.decode else "marked")
    chief, before = hall.who("裁判长"), content(hall.store)
    with pytest.raises(RightsRefusal, match="same_person"):
        act(hall.store, WELDER, by=chief, second=chief, at=NOW)
    with pytest.raises(RightsRefusal, match="needs_pair"):
        act(hall.store, WELDER, by=chief, second=access.CONSOLE, at=NOW)
    with pytest.raises(RightsRefusal, match="needs_pair"):
        act(hall.store, WELDER, by=chief, second=hall.who("录一"), at=NOW)
    assert content(hall.store) == before
    assert [body["act"] for body in bodies(hall.store)[-3:]] == ["access.denied"] * 3


@pytest.mark.parametrize("second", ["打印员", "登记员", "加密", "管理员"])
def test_a_correction_needs_a_second_who_may_look_again(second: str, at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("marked")
    with pytest.raises(RightsRefusal, match="needs_second"):
        scoring.correct_mark(
            hall.store, first(hall), A1, "8", "原件", by=hall.who("裁判长"), second=hall.who(second), at=NOW
        )
    assert bodies(hall.store)[-1]["act"] == "access.denied"


def test_two_recorders_cannot_correct_what_a_recheck_finds(at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("marked")
    (sample,) = signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=NOW, full=True)
    args = (hall.store, WELDER, "practical", sample.items[0].code, {("A1", ""): "8.5"})
    with pytest.raises(RightsRefusal, match="needs_second"):
        signing.judge_sheet(*args, by=hall.who("录一"), second=hall.who("录二"), at=NOW, reason="原件")
    assert signing.judge_sheet(*args, by=hall.who("录一"), second=hall.who("监督"), at=NOW, reason="原件") == 1


def test_a_file_of_marks_lets_a_judge_cover_no_sheet(at_hour: Callable[[str], Hall], tmp_path: Path) -> None:
    hall = at_hour("drawn")
    path = tmp_path / "m.csv"
    path.write_text(f"编号,轮次,评分点,裁判,分值\n{hall.lines()[0].code},practical,,,取消资格\n", "utf-8")
    before = content(hall.store)
    with pytest.raises(RightsRefusal, match="not_allowed"):
        marks_import.import_marks(hall.store, path, WELDER, 1, by=somebody(Role.JUDGE), at=NOW)
    assert content(hall.store) == before
    marks_import.import_marks(hall.store, path, WELDER, 1, by=hall.who("录一"), at=NOW)
    assert hall.lines()[0].status == "disqualified"


# who may do each act at all, said a second time: the letters of `LETTERS`
TABLE = {
    Act.SET_UP: "CGM",
    Act.CHANGE_FROZEN_SCHEME: "C",
    Act.MANAGE_ACCOUNTS: "M",
    Act.REGISTER: "G",
    Act.SEE_PEOPLE: "CKSAG",
    Act.CHECK_IN: "FG",
    Act.NOTE_INCIDENT: "CF",
    Act.HANDLE_INCIDENT: "C",
    Act.DRAW: "K",
    Act.SEE_CODES_WITH_NAMES: "K",
    Act.KEY_MARKS: "JR",
    Act.KEY_THEORY: "R",
    Act.DECIDE_SPREAD: "C",
    Act.SETTLE: "CRS",
    Act.SET_SHEET_STATUS: "CFR",
    Act.REOPEN_SHEET: "C",
    Act.CORRECT: "CS",
    Act.RECHECK: "CRS",
    Act.SEE_JUDGES: "CS",
    Act.LOCK: "C",
    Act.UNLOCK: "C",
    Act.WITNESS: "S",
    Act.DECODE: "C",
    Act.RANK: "C",
    Act.RULE: "C",
    Act.CONFIRM: "C",
    Act.FILE_APPEAL: "G",
    Act.ADMIT_APPEAL: "C",
    Act.ANSWER_APPEAL: "A",
    Act.UPHOLD_APPEAL: "C",
    Act.AMEND: "C",
    Act.SEE_RESULTS: "CSAPO",
    Act.PRINT_PAPERS: "CKGPMO",
    Act.ISSUE_CERTIFICATES: "P",
    Act.EXPORT: "CPM",
    Act.MANAGE_KEYS: "MO",
    Act.SET_CLOCK: "M",
    Act.RECEIVE: "O",
    Act.BACK_UP: "CMO",
    Act.RESTORE: "C",
    Act.SEE_AUDIT: "CSAM",
    Act.REMARK: "CSA",
    Act.ERASE: "C",
}
ALLOWED = {act: {LETTERS[letter] for letter in letters} for act, letters in TABLE.items()}


def test_every_role_at_every_act(at_hour: Callable[[str], Hall]) -> None:
    assert set(TABLE) == set(Act)
    store = at_hour("registered").store
    for act, roles in ALLOWED.items():
        for role in Role:
            told = store.head.seq
            if role in roles:
                with access.acting(store, somebody(role), act, NOW):
                    pass
                assert store.head.seq == told
                continue
            with pytest.raises(RightsRefusal, match="not_allowed"), access.acting(store, somebody(role), act, NOW):
                pytest.fail(f"{role} may {act}")
            (entry,) = bodies(store)[told:]
            assert (entry["act"], entry["ref"], entry["by"]) == ("access.denied", act.value, somebody(role).ref)


@pytest.mark.parametrize("act", list(Act))
def test_a_refused_person_reads_what_the_act_is_called(act: Act) -> None:
    """Never the name the program has for it, neither in Chinese nor in English."""
    refusal = RightsRefusal(
        "access.not_allowed",
        name="王一",
        role=Role.RECORDER.zh,
        allowed="、".join(role.zh for role in Role),
        act=act.value,
        deed=act.zh,
    )
    chinese, english = sentence(refusal), sentence(refusal, "en")
    assert f"（{act.zh}）" in chinese
    assert act.value not in chinese + english
    assert not re.search("[\u4e00-\u9fff]", english.replace("王一", "")), english
    assert len({one.zh for one in Act}) == len(Act)


GATES = {"acting", "acting_pair", "check_may", "require", "require_pair", "require_correctors", "log_in"}
UNASKED = {
    "office.receive",  # asks for every bundle, inside its desk
    "standings_pages.write_delegations",  # the lists that are posted anyway; notes who wrote them down
    "standings_pages.write_honours",
    "audit_events.refusals_noted",  # what the program notes of itself
    "audit_events.screen_locked",
    "backups.remember",  # what was written before, by whoever may or by the program itself
    "papers.write_kind",  # its callers ask
    "papers_view.choice",  # shows what the role may print
    "search.search",  # finds what the role may see
    "table_files.note_export",  # notes a list that stood on the screen
}


class Callgraph:
    """Which function of the services calls which, each named by its module (`office.receive`), calls resolved by the
    module's own functions, its classes and its imports; what cannot be resolved is taken to ask nobody."""

    def __init__(self, folder: Path) -> None:
        self.calls: dict[str, set[str]] = {}
        self.told: set[str] = set()
        self._trees = {path.stem: ast.parse(path.read_text("utf-8")) for path in sorted(folder.glob("*.py"))}
        for module, tree in self._trees.items():
            self._read(module, tree)

    def _read(self, module: str, tree: ast.Module) -> None:
        names = self._names(module, tree)
        for node in tree.body:
            for part in node.body if isinstance(node, ast.ClassDef) else [node]:
                if not isinstance(part, ast.FunctionDef):
                    continue
                owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                here = f"{module}.{owner}{part.name}"
                self.calls[here] = set(self._called(module, owner, part, names | self._names(module, part)))
                if owner and part.name == "__init__":  # whoever makes one calls this
                    self.calls[f"{module}.{node.name}"] = {here}
                arguments = {one.arg for one in (*part.args.args, *part.args.kwonlyargs)}
                if not owner and {"store", "by"} <= arguments and not part.name.startswith("_"):
                    self.told.add(here)

    def _names(self, module: str, tree: ast.AST) -> dict[str, str]:
        """What a name in a module (or function) stands for: its own functions and classes, and what it imports."""
        found: dict[str, str] = {}
        for node in tree.body if isinstance(tree, ast.Module) else ():
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = f"{module}.{node.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.services"):
                home = (node.module or "").removeprefix("app.services").lstrip(".")
                for name in node.names:
                    found[name.asname or name.name] = ".".join(filter(None, (home, name.name)))
        return found

    def _called(self, module: str, owner: str, function: ast.FunctionDef, names: dict[str, str]) -> Iterator[str]:
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in names:  # called, or handed on to be called
                yield names[node.id]
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "self":
                    yield f"{module}.{owner}{node.attr}"
                elif node.value.id in names:
                    yield f"{names[node.value.id]}.{node.attr}"

    def asking(self) -> set[str]:
        """The functions that come to a gate, themselves or through what they call; a name that is imported on counts
        as what it stands for."""
        found = {f"access.{gate}" for gate in GATES}
        onward = {
            f"{module}.{name}": stands
            for module, tree in self._trees.items()
            for name, stands in self._names(module, tree).items()
        }
        edges = {**{name: {stands} for name, stands in onward.items() if name != stands}, **self.calls}
        while more := {name for name, called in edges.items() if called & found} - found:
            found |= more
        return found


def test_calls_are_told_apart_by_their_module(tmp_path: Path) -> None:
    texts = {
        "access": "def acting(store, by): ...",
        "asks": (
            "from app.services.access import acting\n"
            "def _line(store, by): acting(store, by)\n"
            "def read(store, by): _line(store, by)"
        ),
        "silent": "def _line(x): ...\ndef read(store, by): _line(store)",
        "through": "from app.services import asks, silent\n"
        "def one(store, by): return lambda: asks.read(store, by)\n"
        "def two(store, by): silent.read(store, by)",
        "onward": "from app.services.asks import read as read\nfrom app.services import onward as me\n"
        "class Desk:\n"
        "    def __init__(self, store): self._sit(store)\n"
        "    def _sit(self, store): me.read(store, 1)\n"
        "def three(store, by): Desk(store)\n"
        "def four(store, by): store.read(by)",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    graph = Callgraph(tmp_path)
    assert graph.told - graph.asking() == {"silent.read", "through.two", "onward.four"}


def test_every_service_that_is_told_who_acts_asks_whether_they_may() -> None:
    graph = Callgraph(Path(access.__file__).parent)
    assert len(graph.told) > 60
    assert graph.told - graph.asking() == UNASKED
