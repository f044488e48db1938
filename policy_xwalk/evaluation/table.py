"""The table of figures as text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from policy_xwalk.evaluation.evaluate import Evaluation
from policy_xwalk.evaluation.scores import Figure
from policy_xwalk.wording import Lang

#: What the short table shows: figure (without .precision/.recall/.f1), wording, its baselines.
HEADLINE: tuple[tuple[str, str, str, str | None], ...] = (
    ("plans.indicator", "两份规划：指标行", "two plans: indicator rows", None),
    ("plans.target", "两份规划：目标值", "two plans: targets", None),
    ("plans.status", "两份规划：现状", "two plans: status", None),
    ("plans.action", "两份规划：任务", "two plans: actions", None),
    ("cases.tables", "表格样例：整行全对", "table cases: whole rows right", None),
    ("cases.sentences", "语句样例：目标值", "sentence cases: targets", None),
    ("cases.quantities", "数量样例", "quantity cases", None),
    ("cases.outlines", "结构样例：任务和专栏", "outline cases: actions and boxes", None),
    ("reports.target", "政府工作报告：预期目标", "work reports: goals of the year", None),
    ("links.indicator.pairs", "两份规划：指标对应", "two plans: indicator pairs", "links.indicator"),
    ("links.target.pairs", "两份规划：目标对应", "two plans: target pairs", "links.target"),
    ("links.action.pairs", "两份规划：任务对应", "two plans: action pairs", "links.action"),
    ("pairs.indicator.pairs", "对应样例：指标", "pair cases: indicators", "pairs.indicator"),
    ("pairs.target.pairs", "对应样例：目标", "pair cases: targets", "pairs.target"),
    ("pairs.action.pairs", "对应样例：任务", "pair cases: actions", "pairs.action"),
    ("reports.links", "政府工作报告：全国与各省目标对应", "work reports: goals, nation to provinces", None),
)
#: Single figures of the short table.
SINGLE: tuple[tuple[str, str, str], ...] = (
    ("plans.indicator.row", "两份规划：指标行逐字段全对", "two plans: indicator rows, every field"),
    ("plans.identity", "两份规划：身份字段", "two plans: identity fields"),
    ("plans.status_as_target", "现状误作目标（条）", "status reported as target (count)"),
    ("plans.traps_as_target", "陷阱误作目标（条）", "traps reported as target (count)"),
    ("cases.sentences.status_as_target", "语句样例：现状误作目标（条）", "sentence cases: status as target (count)"),
    ("cases.sentences.traps_taken", "语句样例：陷阱误作目标（条）", "sentence cases: traps as target (count)"),
    ("links.relation", "两份规划：关系判断", "two plans: relation"),
    ("links.dropped.recall", "两份规划：未见对应", "two plans: dropped, recall"),
    ("links.added.recall", "两份规划：新增", "two plans: added, recall"),
    ("links.verbatim.recall", "两份规划：同名对应", "two plans: verbatim pairs, recall"),
    ("links.renamed.recall", "两份规划：改名对应", "two plans: renamed pairs, recall"),
    ("pairs.relation", "对应样例：关系判断", "pair cases: relation"),
    ("pairs.dropped.recall", "对应样例：未见对应", "pair cases: dropped, recall"),
    ("pairs.added.recall", "对应样例：新增", "pair cases: added, recall"),
    ("pairs.renamed.recall", "对应样例：改名、改写、换算", "pair cases: renamed pairs, recall"),
    ("links.calibration_error", "两份规划：置信度校准误差", "two plans: calibration error"),
    ("pairs.calibration_error", "对应样例：置信度校准误差", "pair cases: calibration error"),
)
_BASELINES = ("rapidfuzz", "character TF-IDF", "jieba TF-IDF")
_HEAD = {
    "zh": ("", "准确率", "召回率", "F1", "95% 区间", "数量", *_BASELINES),
    "en": ("", "precision", "recall", "F1", "95 % interval", "n", *_BASELINES),
}


def rows(result: Evaluation, lang: Lang) -> list[tuple[str, ...]]:
    """The short table: header, then a row a measure; baselines as F1 at their best threshold."""
    figures = result.by_name
    table: list[tuple[str, ...]] = [_HEAD[lang]]
    for name, zh, en, baseline in HEADLINE:
        f1 = figures.get(f"{name}.f1")
        if f1 is None:
            continue
        beside = result.baselines.get(baseline or "", {})
        parts = (figures[f"{name}.precision"], figures[f"{name}.recall"], f1)
        naive = tuple(f"{beside[b]:.3f}" if b in beside else "" for b in _BASELINES)
        table.append(
            (zh if lang == "zh" else en, *(f"{p.value:.3f}" for p in parts), _interval(f1), str(f1.size), *naive)
        )
    for name, zh, en in SINGLE:
        figure = figures.get(name)
        if figure is not None:
            count = name.endswith(("_as_target", "traps_taken"))
            value = f"{figure.value:.0f}" if count else f"{figure.value:.3f}"
            interval = "" if count or name.endswith("calibration_error") else _interval(figure)
            table.append((zh if lang == "zh" else en, value, "", "", interval, str(figure.size), "", "", ""))
    return table


def _interval(figure: Figure) -> str:
    return f"{figure.low:.3f}–{figure.high:.3f}"


def as_text(table: Sequence[Sequence[str]]) -> str:
    """Columns aligned for a terminal; a Chinese character takes two places."""
    from policy_xwalk.language.flow import display_width

    widths = [max(display_width(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )


def as_markdown(table: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    head, *body = table
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def all_figures(result: Evaluation) -> str:
    """Every figure on a line: value, interval, size."""
    return "\n".join(f"{f.name:56} {f.value:8.3f}  {_interval(f)}  {f.size}" for f in result.figures)
