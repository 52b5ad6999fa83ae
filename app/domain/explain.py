"""How a place came about, line by line: marks, dropped ones, each rounding before and after, weights, the tie-break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.contest import RankingRule, Round, Status, TieKind, Trade
from app.domain.marks import show_mark, show_seconds
from app.domain.numbers import Rounding, show
from app.domain.scale import list_totals, median, scaled_list, spread_of
from app.domain.scheme import Aspect, Average, Count, Deduction, Judged, Measured, Panel, Time, Value, When
from app.domain.scores import (
    AspectScore,
    EntryScore,
    Mark,
    ModuleScore,
    Placing,
    Ranking,
    RoundingStep,
    RoundScore,
    Standing,
)

Reached = Mapping[str, Fraction | None]
"""What each module of a round came to."""
_MARK_WORDS = (
    ("，", ", "),
    ("缺评", "not marked"),
    ("回避", "recused"),
    ("不适用", "not applicable"),
    ("不合格", "not met"),
    ("合格", "met"),
    ("无扣分", "no deduction"),
)
_ROUNDING = {
    Rounding.HALF_UP: ("四舍五入", "half up"),
    Rounding.HALF_EVEN: ("四舍六入五成双", "half even"),
    Rounding.DOWN: ("舍去", "cut off"),
}
_REASONS = {
    "not_applicable": ("不适用，不计入", "not applicable, left out"),
    "condition": ("前提未达到，不计分", "condition not met, does not count"),
    "few": ("有效分太少，不去最高最低", "too few marks, nothing dropped"),
    "capped": ("已到上限", "at its limit"),
    "stopped": ("已到停止时间", "hard stop reached"),
}
_LINKS = {
    TieKind.ROUND: ("{round}成绩", "the score of {round}"),
    TieKind.MODULES: ("{round}各模块成绩依次比较", "the modules of {round} in order"),
    TieKind.MODULE: ("{round}模块 {module} 成绩", "module {module} of {round}"),
    TieKind.TIME: ("{round}用时短者在前", "the shorter time in {round}"),
    TieKind.JUDGES: ("{round}全部裁判给分之和", "the sum of all judges' marks in {round}"),
    TieKind.EXTRA: ("加试成绩", "the extra round"),
    TieKind.RULING: ("裁判长书面裁定", "the chief judge's ruling"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation. `level` indents it: 0 place and total, 1 round, 2 module, 3 aspect, 4 details.

    `what` names its kind: place, tie, total, status, round, module, aspect, marks, dropped, rounding, factor, note, and
    after these ranking, award, scale and compared (what a tie link compared, `explain_ties`).
    `value` is the number it ends in, as a decimal string, "" where there is none.
    """

    level: int
    what: str
    zh: str
    en: str
    value: str = ""


def explain(trade: Trade, placing: Placing, compared: Sequence[Line] = ()) -> tuple[Line, ...]:
    """Every line from the place down to the marks, in the order a person asks. `compared` are the lines of
    `explain_ties.explain_tie`, which stand below the place they explain."""
    return (*_place(trade, placing), *compared, *explain_score(trade, placing.score))


def explain_score(trade: Trade, score: EntryScore) -> tuple[Line, ...]:
    """The lines of an entry's total alone: usable before ranking."""
    return tuple(_score(trade, score))


def explain_side(
    narrow: Trade, rule: RankingRule, placing: Placing, award: str = "", compared: Sequence[Line] = ()
) -> tuple[Line, ...]:
    """The lines of an entry in a further ranking (单项), under the rules of that ranking (`rankings.side_trade`);
    `compared` as in `explain`."""
    found = [Line(0, "ranking", rule.name, rule.name)]
    place = (*_place(narrow, placing), *compared)
    found += [replace(line, level=1, zh=line.zh.replace("总成绩", "成绩")) for line in place]
    score = placing.score
    if score.exact is not None:
        sum_text = _sum_text(score, score.exact)
        shown = show(score.total or Fraction(0), narrow.rules.total_decimals, least=2)
        found.append(Line(1, "total", f"成绩 = {sum_text}", f"result = {sum_text}", shown))
        if score.rounding is not None:
            found.append(_rounding(1, score.rounding, narrow.rules.rounding))
    if award:
        found.append(Line(1, "award", f"奖项：{award}", f"award: {award}"))
    return tuple(found)


def explain_scale(trade: Trade, ranking: Ranking, key: str) -> tuple[Line, ...]:
    """The lines of an entry's points on the comparison scale of its list; none when the list has none."""
    rule, text = trade.rules.scale, scaled_list(trade, ranking).get(key)
    totals = list_totals(trade, ranking)
    own = next((total for name, total, _ in totals if name == key), None)
    if rule is None or text is None or own is None:
        return ()
    population = [total for _, total, counted in totals if counted]
    middle, sigma = median(population), spread_of(population)
    centre, spread = show(rule.centre), show(rule.spread)
    if not sigma:
        return (Line(0, "scale", f"换算分 {text}：全体同分，都是 {centre}", f"scaled {text}: all equal", text),)
    return (
        Line(
            0, "scale", f"换算分 {text}（只供比较，不改名次）", f"scaled {text} (for comparison, orders nobody)", text
        ),
        Line(
            1,
            "note",
            f"{centre} + {spread} × ({exact(own)} − 中位数 {exact(middle)}) ÷ 离散度 {exact(sigma)}",
            f"{centre} + {spread} × ({exact(own)} − median {exact(middle)}) / spread {exact(sigma)}",
        ),
    )


def exact(value: Fraction) -> str:
    """A number as an explanation shows it: all digits, or a fraction where the digits never end."""
    text = show(value)
    if Fraction(text) == value:
        return text
    return f"{show(value, 6)}… ({value.numerator}/{value.denominator})"


def plain_number(text: str) -> str:
    """What `exact` wrote as a plain decimal string, for scripts: 2.666667… (8/3) gives 2.666666666667."""
    fraction = text.partition("… (")[2].rstrip(")")
    return show(Fraction(fraction), least=2) if fraction else text


def _place(trade: Trade, placing: Placing) -> Iterator[Line]:
    if placing.standing is not Standing.RANKED:
        word = placing.standing
        yield Line(0, "status", f"不排名次：{word.zh}", f"not ranked: {word.value}")
        return
    joint = ("并列", "joint ") if placing.joint else ("", "")
    rank = str(placing.rank)
    yield Line(0, "place", f"{joint[0]}第 {rank} 名", f"{joint[1]}place {rank}", rank)
    decided = placing.decided_by
    if decided == "total":
        yield Line(0, "tie", "总成绩与他人不同，按总成绩定名次", "the total alone decides")
    elif decided == "joint":
        yield Line(0, "tie", "总成绩和各项同分规则均相同，并列", "total and every tie-break equal: joint place")
    else:
        zh, en = link_words(trade, decided)
        yield Line(0, "tie", f"总成绩相同，按{zh}定名次", f"equal total, decided by {en}")


def link_words(trade: Trade, key: str) -> tuple[str, str]:
    """A tie link's key (`time:practical`) in words, Chinese and English."""
    for tie in trade.rules.ties:
        if tie.key == key:
            part = trade.round(tie.round)
            module = next((m.name for m in part.modules if m.id == tie.module), tie.module) if part else tie.module
            zh, en = _LINKS[tie.kind]
            name = part.name if part else tie.round
            return zh.format(round=name, module=module), en.format(round=tie.round, module=tie.module)
    unnamed = {kind.value: _LINKS[kind] for kind in (TieKind.RULING, TieKind.EXTRA)}
    return unnamed.get(key, (key, key))


def _score(trade: Trade, score: EntryScore) -> Iterator[Line]:
    if score.total is not None and score.exact is not None:
        sum_text = _sum_text(score, score.exact)
        shown = show(score.total, trade.rules.total_decimals, least=2)
        yield Line(0, "total", f"总成绩 = {sum_text}", f"total = {sum_text}", shown)
        if score.rounding is not None:
            yield _rounding(0, score.rounding, trade.rules.rounding)
    for part, result in zip(trade.rounds, score.rounds, strict=True):
        yield from _round(part, result, trade.rules.rounding)


def _sum_text(score: EntryScore, total: Fraction) -> str:
    """How the rounds add up to the total, unless they say nothing more than it."""
    parts = [
        _weighted(part, part.score) for part in score.rounds if part.weighted is not None and part.score is not None
    ]
    text, whole = " + ".join(parts), exact(total)
    return whole if text in ("", whole) else f"{text} = {whole}"


def _weighted(part: RoundScore, points: Fraction) -> str:
    score = exact(points)
    return score if part.weight is None else f"{score} × {exact(part.weight)}"


def _rounding(level: int, step: RoundingStep, rounding: Rounding) -> Line:
    zh, en = _ROUNDING[rounding]
    before, after = exact(step.before), show(step.after, step.decimals)
    return Line(
        level,
        "rounding",
        f"{zh}到 {step.decimals} 位小数：{before} → {after}",
        f"rounded {en} to {step.decimals} decimals: {before} → {after}",
        after,
    )


def _round(part: Round, result: RoundScore, rounding: Rounding) -> Iterator[Line]:
    if result.status is not Status.PRESENT:
        yield Line(1, "status", f"{part.name}：{result.status.zh}", f"{part.id}: {result.status.value}")
    if result.score is None:
        if result.status is Status.PRESENT:
            named = {aspect.id: aspect.name for aspect in part.aspects} if part.listed else {}
            gaps = "、".join(named.get(one, one) for one in result.missing)
            yield Line(1, "round", f"{part.name}：成绩不全 {gaps}".rstrip(), f"{part.id}: incomplete {gaps}".rstrip())
    else:
        value = show(result.score, part.decimals, least=2)
        whole = ("，整场录入", ", given whole") if result.given else ("", "")
        yield Line(1, "round", f"{part.name} = {value}{whole[0]}", f"{part.id} = {value}{whole[1]}", value)
    if result.zeroed_by:
        yield Line(1, "note", f"因 {result.zeroed_by} 整场计 0 或取消", f"zeroed or out because of {result.zeroed_by}")
    if result.rounding is not None:
        yield _rounding(1, result.rounding, part.rounding or rounding)
    if result.seconds is not None:
        clock = show_seconds(result.seconds)
        yield Line(1, "note", f"用时 {clock}", f"time {clock}")
    if part.pass_line is not None and result.passed is not None:
        line, zh, en = show(part.pass_line), *(("达到", "passed") if result.passed else ("未达到", "not passed"))
        yield Line(1, "note", f"合格线 {line}：{zh}", f"pass line {line}: {en}")
    if part.extra and result.score is not None:
        yield Line(1, "note", "只用来分先后，不计入总成绩", "tells equals apart only, adds nothing to the total")
    if part.listed:
        yield from _parts(part, result)
        return
    reached = {found.id: found.score for found in result.modules}
    for module, found in zip(part.modules, result.modules, strict=False):
        yield from _module(found, module.name, module.aspects, part.rounding or rounding, reached)


def _parts(part: Round, result: RoundScore) -> Iterator[Line]:
    """What a listed round is the sum of: each part by its name, with the most it gives."""
    scores = {found.id: found.score for module in result.modules for found in module.aspects}
    for aspect in part.aspects:
        score, most = scores.get(aspect.id), show(aspect.maximum or part.maximum)
        value = "" if score is None else exact(score)
        yield Line(
            2,
            "aspect",
            f"{aspect.name} = {value or '—'}（满分 {most}）",
            f"{aspect.id} = {value or '—'} of {most}",
            value,
        )
    given = [score for score in scores.values() if score is not None]
    if len(given) == len(part.aspects) > 1:
        text = f"{' + '.join(map(exact, given))} = {exact(sum(given, Fraction(0)))}"
        yield Line(2, "note", f"各分项相加：{text}", f"the parts add up: {text}")


def _module(
    found: ModuleScore, name: str, aspects: tuple[Aspect, ...], rounding: Rounding, reached: Reached
) -> Iterator[Line]:
    value = "" if found.score is None else show(found.score, least=2)
    yield Line(2, "module", f"{found.id} {name} = {value or '—'}", f"module {found.id} = {value or '—'}", value)
    if found.zeroed_by:
        yield Line(2, "note", f"因 {found.zeroed_by} 本模块计 0", f"zeroed because of {found.zeroed_by}")
    for criterion in found.criteria:
        if criterion.floored:
            yield Line(2, "note", f"{criterion.id} 扣完为止，计 0", f"{criterion.id}: deductions stop at 0")
    for aspect, result in zip(aspects, found.aspects, strict=True):
        yield from _aspect(aspect, result, rounding, reached)


def _aspect(aspect: Aspect, found: AspectScore, rounding: Rounding, reached: Reached) -> Iterator[Line]:
    value = "" if found.score is None else exact(found.score)
    yield Line(3, "aspect", f"{aspect.id} {aspect.name} = {value or '—'}", f"{aspect.id} = {value or '—'}", value)
    if found.marks:
        text = "，".join(_seat(aspect, found, seat) for seat in aspect.seats if seat in found.marks)
        yield Line(4, "marks", text, _in_english(text))
    if found.raw is not None and found.used:
        zh, en = _how(aspect, found)
        yield Line(4, "award", f"{zh} = {exact(found.raw)}", f"{en} = {exact(found.raw)}", exact(found.raw))
    if aspect.when is not None and (share := reached.get(aspect.when.module)) is not None:
        yield _condition(aspect.when, share)
    elif found.reason in _REASONS:
        zh, en = _REASONS[found.reason]
        yield Line(4, "note", zh, en)
    for number, step in enumerate(found.roundings):
        if number == len(found.roundings) - 1 and step.before != found.raw:
            yield from _factor(found)
        yield _rounding(4, step, rounding)
    if all(step.before == found.raw for step in found.roundings):
        yield from _factor(found)
    if found.spread_over and found.spread is not None:
        gap = show(found.spread)
        yield Line(4, "note", f"极差 {gap} 超过规定", f"spread {gap} is above the limit")


def _condition(when: When, share: Fraction) -> Line:
    """What an aspect waits for, and whether it came."""
    needed, found, holds = show(when.at_least), exact(share), share >= when.at_least
    zh, en = ("达到，计分", "reached, counts") if holds else ("未达到，不计分", "not reached, does not count")
    return Line(
        4,
        "note",
        f"前提：模块 {when.module} 至少 {needed}，实得 {found}，{zh}",
        f"condition: module {when.module} at least {needed}, has {found}: {en}",
    )


def _in_english(text: str) -> str:
    """The marks of a row with words instead of numbers in English."""
    for zh, en in _MARK_WORDS:
        text = text.replace(zh, en)
    return text


def _factor(found: AspectScore) -> Iterator[Line]:
    if found.factor is not None and found.award is not None:
        text = f"{exact(found.award)} × {exact(found.factor)} = {exact(found.award * found.factor)}"
        yield Line(4, "factor", f"乘系数：{text}", f"times factor: {text}")


def _seat(aspect: Aspect, found: AspectScore, seat: str) -> str:
    text = show_mark(found.marks[seat], aspect)
    if seat in found.dropped:
        text = f"({text})"
    return f"{seat}: {text}" if seat else text


def _how(aspect: Aspect, found: AspectScore) -> tuple[str, str]:
    """The rule that made points of the marks, in words."""
    detail, count = aspect.detail, len(found.used)
    if isinstance(detail, Panel):
        dropped, seats = len(found.dropped), detail.judges - detail.drop_high - detail.drop_low
        if detail.average is Average.SUM and count != seats:
            start = (f"去掉 {dropped} 个，", f"{dropped} dropped, ") if dropped else ("", "")
            return f"{start[0]}取 {count} 个的平均 × {seats}", f"{start[1]}mean of {count} × {seats}"
        zh, en = {
            Average.MEAN: ("平均", "mean"),
            Average.MEDIAN: ("中位数", "median"),
            Average.SUM: ("合计", "sum"),
        }[detail.average]
        return (
            f"去掉 {dropped} 个，取 {count} 个的{zh}" if dropped else f"{count} 个的{zh}",
            f"{dropped} dropped, {en} of {count}" if dropped else f"{en} of {count}",
        )
    if isinstance(detail, Judged):
        most = show(aspect.full)
        return f"等级合计 ÷ ({detail.top} × {count}) × {most}", f"sum of levels / ({detail.top} × {count}) × {most}"
    mark = found.marks.get("") or Mark()
    return _SINGLE[type(detail)](aspect, mark, found.raw or Fraction(0))


def _value_words(aspect: Aspect, mark: Mark, raw: Fraction) -> tuple[str, str]:
    return "得分", "points"


def _count_words(aspect: Aspect, mark: Mark, raw: Fraction) -> tuple[str, str]:
    assert isinstance(aspect.detail, Count)
    units, points = mark.reading, aspect.detail.points
    text = f"{show(units)} × {show(points)}"
    zh, en = _capped(units * points, raw, ("最多", "at most"))
    return f"个数 {text}{zh}", f"units {text}{en}"


def _measured_words(aspect: Aspect, mark: Mark, raw: Fraction) -> tuple[str, str]:
    detail = aspect.detail
    assert isinstance(detail, Measured)
    if detail.met:
        return ("合格得满分", "met gives full marks") if raw else ("不合格不得分", "not met gives nothing")
    off = abs(mark.reading - detail.nominal)
    band = next((band for band in detail.bands if off <= band.within), None)
    if band is None:
        return f"偏差 {exact(off)}，在公差带之外", f"off by {exact(off)}, outside all bands"
    text = f"{exact(band.share)} × {show(aspect.full)}"
    within = show(band.within)
    return f"偏差 {exact(off)}，±{within} 以内得 {text}", f"off by {exact(off)}, within ±{within}: {text}"


def _deduction_words(aspect: Aspect, mark: Mark, raw: Fraction) -> tuple[str, str]:
    assert isinstance(aspect.detail, Deduction)
    parts, lost = [], Fraction(0)
    for item_id, times in mark.items or ():
        item = aspect.detail.item(item_id)
        if item is not None:
            parts.append(f"{item.id} {show(item.points)}" + (f" × {times}" if times != 1 else ""))
            lost += item.points * times
    zh, en = _capped(-lost, raw, ("最多扣", "at most"))
    if not parts:
        return "没有扣分", "nothing deducted"
    text = " + ".join(parts)
    return f"按扣分目录：{text}{zh}", f"by the catalogue: {text}{en}"


def _time_words(aspect: Aspect, mark: Mark, raw: Fraction) -> tuple[str, str]:
    """Started units over the limit, or full units under it, as the award counts them."""
    detail = aspect.detail
    assert isinstance(detail, Time)
    stop = None if detail.stop_minutes is None else detail.stop_minutes * 60
    used = mark.reading
    used = used if stop is None else min(used, stop)
    over, unit = used - detail.limit_minutes * 60, detail.unit_seconds
    if over > 0:
        units = -(-over // unit)
        zh, en = _capped(-units * detail.points, raw, ("最多扣", "at most"))
        points, late = show(detail.points), show(over)
        return (
            f"超 {late} 秒，每 {unit} 秒起扣 {points} 分 × {units}{zh}",
            f"{late} s over, {points} points per started {unit} s × {units}{en}",
        )
    if not detail.bonus:
        return "没有超时", "within the limit"
    units = -over // unit
    zh, en = _capped(units * detail.bonus, raw, ("最多加", "at most"))
    points, early = show(detail.bonus), show(-over)
    return (
        f"提前 {early} 秒，每满 {unit} 秒加 {points} 分 × {units}{zh}",
        f"{early} s early, {points} points per full {unit} s × {units}{en}",
    )


_SINGLE: Mapping[type, Callable[[Aspect, Mark, Fraction], tuple[str, str]]] = {
    Value: _value_words,
    Measured: _measured_words,
    Count: _count_words,
    Deduction: _deduction_words,
    Time: _time_words,
}


def _capped(plain: Fraction, raw: Fraction, words: tuple[str, str]) -> tuple[str, str]:
    """What a limit did to a sum: the sum as it would be, then the limit; nothing where it did nothing."""
    if plain == raw:
        return "", ""
    before, limit = exact(plain), exact(abs(raw))
    return f" = {before}，{words[0]} {limit}", f" = {before}, {words[1]} {limit}"
