"""What the lines of a scheme say: the word for a kind of aspect, and its rule in a few words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.numbers import show
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Count,
    Deduction,
    Judged,
    Measured,
    OnStop,
    Panel,
    Time,
    Value,
    Zero,
)

_KINDS = {
    AspectKind.VALUE: QT_TRANSLATE_NOOP("SchemeWords", "给分"),
    AspectKind.PANEL: QT_TRANSLATE_NOOP("SchemeWords", "打分"),
    AspectKind.JUDGED: QT_TRANSLATE_NOOP("SchemeWords", "评价"),
    AspectKind.MEASURED: QT_TRANSLATE_NOOP("SchemeWords", "测量"),
    AspectKind.COUNT: QT_TRANSLATE_NOOP("SchemeWords", "计数"),
    AspectKind.DEDUCTION: QT_TRANSLATE_NOOP("SchemeWords", "扣分"),
    AspectKind.TIME: QT_TRANSLATE_NOOP("SchemeWords", "用时"),
}
AVERAGES = {
    Average.MEAN: QT_TRANSLATE_NOOP("SchemeWords", "平均"),
    Average.MEDIAN: QT_TRANSLATE_NOOP("SchemeWords", "中位"),
    Average.SUM: QT_TRANSLATE_NOOP("SchemeWords", "合计"),
}
ZEROS = {
    None: QT_TRANSLATE_NOOP("SchemeWords", "只扣分"),
    Zero.ASPECT: QT_TRANSLATE_NOOP("SchemeWords", "本评分点归零"),
    Zero.MODULE: QT_TRANSLATE_NOOP("SchemeWords", "本模块归零"),
    Zero.ROUND: QT_TRANSLATE_NOOP("SchemeWords", "整轮归零"),
    Zero.DISQUALIFY: QT_TRANSLATE_NOOP("SchemeWords", "取消资格"),
}
ON_STOP = {
    OnStop.ZERO: QT_TRANSLATE_NOOP("SchemeWords", "整轮零分"),
    OnStop.KEEP: QT_TRANSLATE_NOOP("SchemeWords", "照评"),
    OnStop.OUT: QT_TRANSLATE_NOOP("SchemeWords", "取消资格"),
}


def say(text: str) -> str:
    """A text of these tables in the language of the window."""
    return QCoreApplication.translate("SchemeWords", text)


def kind_name(kind: AspectKind) -> str:
    """The word for a kind."""
    return say(_KINDS[kind])


def kind_word(aspect: Aspect) -> str:
    """The word for an aspect's kind."""
    return kind_name(aspect.kind)


def rule_words(aspect: Aspect) -> str:
    """How an aspect is marked, in a few words."""
    detail = aspect.detail
    if isinstance(detail, Panel):
        text = QCoreApplication.translate("SchemeWords", "{count} 人，间隔 {step}").format(
            count=detail.judges, step=show(detail.step)
        )
        if detail.drop_high or detail.drop_low:
            dropped = QCoreApplication.translate("SchemeWords", "，去 {high} 高 {low} 低")
            text += dropped.format(high=detail.drop_high, low=detail.drop_low)
        return text
    if isinstance(detail, Judged):
        text = QCoreApplication.translate("SchemeWords", "{count} 人，{levels} 级")
        return text.format(count=detail.judges, levels=len(detail.levels))
    if isinstance(detail, Measured):
        if detail.met:
            return QCoreApplication.translate("SchemeWords", "合格给满分")
        widest = detail.bands[-1].within if detail.bands else None
        text = QCoreApplication.translate("SchemeWords", "{nominal}±{within} {unit}，{count} 档")
        return text.format(
            nominal=show(detail.nominal),
            within="—" if widest is None else show(widest),
            unit=detail.unit,
            count=len(detail.bands),
        )
    if isinstance(detail, Count):
        return QCoreApplication.translate("SchemeWords", "每个 {points} 分").format(points=show(detail.points))
    if isinstance(detail, Deduction):
        return QCoreApplication.translate("SchemeWords", "扣分目录 {count} 项").format(count=len(detail.catalogue))
    if isinstance(detail, Time):
        text = QCoreApplication.translate("SchemeWords", "{limit} 分钟，超 {unit} 秒扣 {points}")
        return text.format(limit=show(detail.limit_minutes), unit=detail.unit_seconds, points=show(detail.points))
    assert isinstance(detail, Value)
    if detail.step is None:
        return QCoreApplication.translate("SchemeWords", "一个分值")
    return QCoreApplication.translate("SchemeWords", "一个分值，间隔 {step}").format(step=show(detail.step))
