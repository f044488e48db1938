"""A corpus of made plans with known truth: one upper plan a topic, and as many county plans as asked for.

    python benchmarks/synthetic.py make FOLDER --plans 3000 [--topics 1] [--seed 7]
    python benchmarks/synthetic.py check FOLDER OUT

``make`` writes the plans as text files and ``truth.jsonl`` beside the folder (``FOLDER.truth.jsonl``): what became of
each item of the upper plan in each county plan, and what the county added. ``check`` compares the results of a run
with it. The same arguments give the same bytes.

The county plans bear the names of real counties, all of the country's and former ones, so that a run finds region,
level and pairs by itself; their words are made. They are harder than a toy (items change their order and wording, all
tasks share one vocabulary of duties) and easier than real plans (no bad glyphs, one table form): figures from
here show that nothing gets lost at scale and are no measure of quality on real plans; for that see ``gold/``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from synthetic_words import (
    BACKGROUND,
    DUTY_VERBS,
    PARAPHRASES,
    PRINCIPLES,
    SAFEGUARDS,
    THINGS,
    TITLES,
    TOPICS,
    VERB_OF_TITLE,
    VERBS,
    WAYS,
    Measure,
    Topic,
)

REGIONS = Path(__file__).resolve().parents[1] / "policy_xwalk" / "data" / "regions.tsv"
FATES = (("same", 0.52), ("strengthened", 0.13), ("weakened", 0.13), ("changed", 0.06), ("dropped", 0.16))
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Figure:
    """A number committed to."""

    measure: Measure
    base: float
    value: float
    binding: bool = False


@dataclass(frozen=True)
class Task:
    """A task: its title and the duties in it."""

    title: str
    object: str
    duties: tuple[str, ...]
    box: bool = False


@dataclass(frozen=True)
class Content:
    """What a plan commits to."""

    rows: tuple[Figure, ...]
    targets: tuple[Figure, ...]
    tasks: tuple[Task, ...]


@dataclass
class Place:
    """A county or prefecture."""

    code: str
    path: tuple[str, ...]
    own: str = field(default="全县")

    @property
    def name(self) -> str:
        return self.path[-1]


def places() -> list[Place]:
    """All counties of today, then those that were abolished, in the order of their codes.

    Prefectures are left out: a county's plan would be compared with theirs too.
    """
    rows = [line.split("\t") for line in REGIONS.read_text("utf-8").splitlines() if line[:1].isdigit()]
    today = {row[0]: row[1] for row in rows if not row[3].strip()}
    past = {row[0]: row[1] for row in rows if row[3].strip() >= "200001" and row[0] not in today}
    found = []
    for names in (today, past):
        for code in sorted(names):
            above = (today.get(code[:2] + "0000"), today.get(code[:4] + "00"))
            if not code.endswith("00") and above[0]:
                found.append(Place(code, (*(name for name in above if name), names[code]), _own(names[code])))
    return found


def _own(name: str) -> str:
    return {"市": "全市", "区": "全区", "旗": "全旗", "州": "全州", "盟": "全盟"}.get(name[-1], "全县")


def number(value: float) -> str:
    """A number as a plan prints it."""
    return str(int(value)) if float(value).is_integer() else f"{value:.1f}"


def upper_content(topic: Topic, dice: random.Random, length: int) -> Content:
    """What the upper plan of a topic commits to; the longer, the more a task orders done."""
    duties = max(2, length // 1250)

    def figure(measure: Measure) -> Figure:
        steps = int((measure.high - measure.low) / measure.step)
        value = round(measure.low + measure.step * dice.randint(steps // 3, steps), 1)
        gap = measure.step * dice.randint(2, 4)
        base = round(value + gap if measure.lower_is_better else max(measure.step, value - gap), 1)
        return Figure(measure, base, value, dice.random() < 0.3)

    objects = list(topic.objects)
    dice.shuffle(objects)
    tasks = [_task(name, topic, dice, duties=duties, box=False) for name in objects]
    tasks += [_task(name, topic, dice, duties=duties // 2 + 1, box=True) for name in topic.programmes]
    return Content(tuple(map(figure, topic.indicators[:8])), tuple(map(figure, topic.targets[:6])), tuple(tasks))


def _task(name: str, topic: Topic, dice: random.Random, *, duties: int, box: bool) -> Task:
    title = name if box else dice.choice(TITLES).format(verb=dice.choice(VERBS), object=name)
    said = tuple(_duties(name, topic, dice, duties + dice.randint(0, 2), set()))
    return Task(title, name, said, box)


def _duties(name: str, topic: Topic, dice: random.Random, count: int, used: set[str]) -> list[str]:
    """So many orders, none with a thing or a way that is used already."""
    things = dice.sample([thing for thing in THINGS if thing not in used], count)
    ways = dice.sample([way for way in WAYS if way not in used], count)
    return [
        f"{dice.choice(DUTY_VERBS)}{name}{thing}，{way.format(p=dice.choice(topic.people))}"
        for thing, way in zip(things, ways, strict=True)
    ]


def fate(dice: random.Random) -> str:
    """What becomes of an item."""
    return dice.choices([name for name, _ in FATES], [weight for _, weight in FATES])[0]


@dataclass
class Local:
    """A county plan in the making: its content, and what became of what."""

    content: Content
    truth: list[dict[str, object]]


def local_content(upper: Content, topic: Topic, dice: random.Random) -> Local:
    """What a county plan makes of the upper plan."""
    truth: list[dict[str, object]] = []
    rows = _figures(upper.rows, "indicator", topic.indicators[8:], dice, truth)
    targets = _figures(upper.targets, "target", topic.targets[6:], dice, truth)
    tasks: list[Task] = []
    for task in upper.tasks:
        became = fate(dice)
        made = _changed_task(task, became, topic, dice)
        truth.append({"kind": "action", "upper": task.title, "local": made.title if made else None, "relation": became})
        if made is not None:
            tasks.append(made)
    dice.shuffle(tasks)
    return Local(Content(tuple(rows), tuple(targets), tuple(tasks)), truth)


def _figures(
    upper: tuple[Figure, ...],
    kind: str,
    spare: tuple[Measure, ...],
    dice: random.Random,
    truth: list[dict[str, object]],
) -> list[Figure]:
    made = []
    for figure in upper:
        # A number is kept, moved or left out; only a text can be changed both ways.
        became = {"changed": "same"}.get(name := fate(dice), name)
        name = figure.measure.name
        # A total of the whole country beside one of a county is never stronger or weaker, only another number.
        total = kind == "target" and figure.measure.unit != "%" and became in ("strengthened", "weakened")
        relation = "changed" if total else became
        local = None if became == "dropped" else name
        truth.append({"kind": kind, "upper": name, "local": local, "relation": relation})
        if became == "dropped":
            continue
        better = -1 if figure.measure.lower_is_better else 1
        shift = {"strengthened": better, "weakened": -better}.get(became, 0) * figure.measure.step
        value = round(figure.value + shift, 1)
        base = round(figure.base + figure.measure.step * dice.choice((-0.5, 0, 0.5)), 1)
        made.append(replace(figure, value=value, base=base))
    for measure in spare:
        if dice.random() < 0.5:
            value = round(measure.low + measure.step, 1)
            made.append(Figure(measure, round(measure.low, 1), value))
            truth.append({"kind": kind, "upper": None, "local": measure.name, "relation": "added"})
    dice.shuffle(made)
    return made


def _changed_task(task: Task, became: str, topic: Topic, dice: random.Random) -> Task | None:
    if became == "dropped":
        return None
    duties = list(task.duties)
    dice.shuffle(duties)
    if became in ("weakened", "changed"):
        duties = duties[: max(1, len(duties) - 2)]
    if became in ("strengthened", "changed"):
        known = "".join(task.duties)
        used = {word for word in (*THINGS, *WAYS) if word.partition("{p}")[0] in known and word[0] != "{"}
        duties += _duties(task.object, topic, dice, 2, used)
    title = task.title
    if dice.random() < 0.3:
        for old, new in VERB_OF_TITLE.items():
            if title.startswith(old):
                title = new + title[len(old) :]
                break
    return replace(task, title=title, duties=tuple(_reworded(duty, dice) for duty in duties))


def _reworded(duty: str, dice: random.Random) -> str:
    for old, new in PARAPHRASES:
        if duty.startswith(old) and dice.random() < 0.4:
            return new + duty[len(old) :]
    return duty


def text_of(content: Content, topic: Topic, place: Place | None, dice: random.Random, length: int) -> str:
    """The plan as text."""
    name, own = ("", "全国") if place is None else ("".join(place.path), place.own)
    office = "国务院办公厅" if place is None else f"{place.name}人民政府办公室"
    mark = "国办发" if place is None else f"{place.name[0]}政办发"
    number_of = dice.randint(1, 99)
    title = f"{name}“十四五”{topic.title}规划"
    lines = [
        office,
        f"{mark}〔2022〕{number_of}号",
        f"{office}关于印发《{title}》的通知",
        f"2022年{dice.randint(1, 12)}月{dice.randint(1, 28)}日",
        "",
        title,
        "",
        f"为推进{own}{topic.title}，根据国家和省有关规划，结合实际，制定本规划。规划期为2021—2025年。",
        "一、发展基础",
    ]
    lines += [part.format(place=name or "我国", topic=topic.title) for part in _shuffled(BACKGROUND, dice)]
    lines += [
        "二、总体要求",
        "（一）指导思想",
        "深入贯彻党中央、国务院决策部署，完整、准确、全面贯彻新发展理念，推动事业高质量发展。",
        "（二）基本原则",
    ]
    lines += [f"——{head}。{body}" for head, body in PRINCIPLES]
    lines += ["（三）主要目标", f"到2025年，{own}{topic.title}取得明显进展，制度更加完善，供给更加充分，服务更加优质。"]
    lines.append("".join(_target_sentence(figure, dice) for figure in content.targets))
    lines += [f"专栏1  “十四五”{topic.title}主要指标", "序号\t指标\t2020年基期值\t2025年目标值\t指标属性"]
    for place_in_table, row in enumerate(content.rows, 1):
        sign = "≤" if row.measure.lower_is_better else dice.choice(("≥", "≥", ""))
        unit = row.measure.unit
        kind = "约束性" if row.binding else "预期性"
        lines.append(
            f"{place_in_table}\t{row.measure.name}\t{number(row.base)}{unit}\t{sign}{number(row.value)}{unit}\t{kind}"
        )
    lines.append("三、主要任务")
    tasks = [task for task in content.tasks if not task.box]
    for count, task in enumerate(tasks):
        lines.append(f"（{_chinese(count + 1)}）{task.title}")
        lines.append("。".join(task.duties) + "。")
    boxes = [task for task in content.tasks if task.box]
    if boxes:
        lines.append("专栏2  重点工程")
        lines += [f"{count}.{task.title}。{'。'.join(task.duties)}。" for count, task in enumerate(boxes, 1)]
    lines.append("四、保障措施")
    lines += [f"（{_chinese(count)}）{head}\n{body}" for count, (head, body) in enumerate(SAFEGUARDS, 1)]
    text = "\n".join(lines) + "\n"
    return _lengthened(text, name or "我国", topic, dice, length)


def _lengthened(text: str, place: str, topic: Topic, dice: random.Random, length: int) -> str:
    """Background, which commits to nothing, until the plan is as long as plans are."""
    more = []
    missing = length - len(text)
    subjects = [*topic.objects, *topic.people]
    while missing > 0:
        sentence = dice.choice(BACKGROUND).format(place=place, topic=dice.choice(subjects) + "相关领域")
        more.append(sentence)
        missing -= len(sentence) + 1
    head, mark, rest = text.partition("二、总体要求\n")
    return head + "".join(f"{line}\n" for line in more) + mark + rest


def _target_sentence(figure: Figure, dice: random.Random) -> str:
    name, value, unit = figure.measure.name, number(figure.value), figure.measure.unit
    if unit == "%":
        form = dice.choice(
            ("到2025年，{n}达到{v}{u}以上。", "到2025年底，{n}不低于{v}{u}。", "到2025年{n}达到{v}{u}。")
        )
    elif name.startswith(("培训", "新增", "新建", "补充", "结对")):
        form = dice.choice(("到2025年，累计{n}{v}{u}。", "到2025年底，{n}{v}{u}以上。"))
    else:
        form = dice.choice(("到2025年，{n}达到{v}{u}。", "到2025年底，{n}达到{v}{u}以上。"))
    return form.format(n=name, v=value, u=unit)


def _shuffled(parts: tuple[str, ...], dice: random.Random) -> list[str]:
    return dice.sample(parts, len(parts))


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    return ("" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens - 1] + "十")) + (
        _NUMERALS[ones - 1] if ones else ""
    )


def corpus(plans: int, topics: int, seed: int, length: int) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    """File name, text and truth of each plan; the upper plans come first."""
    uppers = []
    for topic in TOPICS[:topics]:
        dice = random.Random(f"{seed}/{topic.title}")
        uppers.append(upper_content(topic, dice, length))
        yield f"全国-{topic.title}.txt", text_of(uppers[-1], topic, None, dice, length), []
    everywhere = places()
    if plans > topics * len(everywhere):
        raise SystemExit(f"at most {topics * len(everywhere)} plans with {topics} topics")
    for count in range(plans):
        topic, upper = TOPICS[count % topics], uppers[count % topics]
        place = everywhere[count // topics]
        dice = random.Random(f"{seed}/{topic.title}/{place.code}")
        local = local_content(upper, topic, dice)
        text = text_of(local.content, topic, place, dice, length)
        yield f"{place.code}-{topic.title}.txt", text, local.truth


def make(folder: Path, plans: int, topics: int, seed: int, length: int) -> int:
    """Write the corpus; gives the number of characters."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    with open(truth_file(folder), "w", encoding="utf-8", newline="\n") as truth:
        for file, text, known in corpus(plans, topics, seed, length):
            (folder / file).write_text(text, "utf-8", newline="\n")
            characters += len(text)
            for row in known:
                truth.write(json.dumps({"file": file, **row}, ensure_ascii=False) + "\n")
    return characters


def truth_file(folder: Path) -> Path:
    """Where the truth of a corpus stands: beside it, so that no run takes it for a plan."""
    return folder.with_name(folder.name + ".truth.jsonl")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--plans", type=int, default=300)
    making.add_argument("--topics", type=int, default=1, choices=range(1, len(TOPICS) + 1))
    making.add_argument("--seed", type=int, default=7)
    making.add_argument("--length", type=int, default=15_000)
    checking = commands.add_parser("check")
    checking.add_argument("folder", type=Path)
    checking.add_argument("results", type=Path)
    given = parser.parse_args()
    if given.command == "make":
        characters = make(given.folder, given.plans, given.topics, given.seed, given.length)
        print(f"{given.plans} plans and {given.topics} upper plans, {characters:,} characters: {given.folder}")
    else:
        from synthetic_check import check

        for line in check(given.folder, given.results):
            print(line)


if __name__ == "__main__":
    main()
