"""Recomputes the figures that papers print, from the TOML alone, and fails on a difference.

    recompute.py PAPERS [--random N] [--seed S]

PAPERS is the program. The sample plans and reviews are built, and N random workspaces: a plan and a review of it, and a
report on an inspection and on figures. Of their HTML every sentence and every cell with a figure must be one that this file finds by its own
arithmetic, or words that stand in the TOML. What sentences say is read from `templates/wording/en.toml`; nothing
of what the program derives is looked at.
"""

import argparse
import datetime as dt
import html.parser
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import tomllib
from decimal import ROUND_HALF_UP, Decimal, getcontext

import jinja2

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Quotients are kept so long that no rounding of the program can be told from its own.
getcontext().prec = 60
# From the best to the worst.
STATUSES = ["complete", "on-track", "not-started", "at-risk", "behind"]
RANK = {status: rank for rank, status in enumerate(["behind", "at-risk", "not-started", "on-track", "complete"])}
STALE_MONTHS = 3
FUTURE = dt.date(9999, 12, 31)
# Of wrong digits, those that may stand in words that only the TOML has, such as the dates of a timeline.
MOST_UNFOUND = 0.1


# ---- words ----------------------------------------------------------------------------------------------------------

with open(ROOT / "templates/wording/en.toml", "rb") as file:
    LANGUAGE = tomllib.load(file)
WORDING = LANGUAGE["wording"]
SMALL = LANGUAGE["numbers"]["small"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def words(number):
    """A number below a hundred in words."""
    if number < 20:
        return SMALL[number]
    ten, unit = divmod(number, 10)
    return TENS[ten] + (f"-{SMALL[unit]}" if unit else "")


def inside(number):
    return words(number) if number < 10 else str(number)


def opening(number):
    return "No" if number == 0 else words(number).capitalize() if number < 100 else str(number)


def day(date):
    return f"{date.day} {date:%B} {date.year}"


def short(date):
    return f"{date.day} {date:%b} {date.year}"


def and_list(items):
    items = [str(item) for item in items]
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""


def noun(key, count, written):
    forms = LANGUAGE["noun"].get(key, {})
    return forms.get(str(count), forms.get("other", "{n}")).replace("{n}", written)


def counted(count, key, many=None):
    return noun(key, count, inside(count)) if many is None else f"{inside(count)} {key if count == 1 else many}"


def lower_first(text):
    text = text.rstrip(".")
    return text[0].lower() + text[1:] if len(text) > 1 and (text[1].islower() or text[1] == " ") else text


JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
JINJA.filters.update(
    date=day,
    short_date=short,
    number=inside,
    opening=opening,
    and_list=and_list,
    counted=counted,
    figures=lambda count, key: noun(key, count, str(count)),
    inside=lower_first,
    capital=lambda text: text[:1].upper() + text[1:],
    bare=lambda text: text.rstrip("."),
)


def say(key, **values):
    """The sentence of a key, as it is read out."""
    return tidy(JINJA.from_string(WORDING[key]).render(**values))


def lines(key, **values):
    said = JINJA.from_string(WORDING[key]).render(**values)
    return [tidy(line) for line in said.splitlines() if line.strip()]


def tidy(text):
    """Words with single spaces."""
    return " ".join(text.split())


# ---- numbers --------------------------------------------------------------------------------------------------------


def half_up(value, places=0):
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(count, of):
    return int(half_up(Decimal(count * 100) / Decimal(of))) if of else None


LARGE = ["k", "m", "bn", "tn"]


def exact(value):
    """What was multiplied or divided, without the zeros that come of that alone."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def printed(value, unit=""):
    """A number with its unit: as it was given but with pence in twos, thousands apart, the minus before all."""
    if unit[:1] == "£" and -value.as_tuple().exponent == 1 and unit[1:].split(" ")[0] not in LARGE:
        value = half_up(value, 2)
    number = f"{abs(value):,}"
    sign = "−" if value < 0 else ""
    if unit[:1] == "£":
        return f"{sign}£{number}{unit[1:]}"
    if unit == "%":
        return f"{sign}{number}%"
    one = str(abs(value)) == "1"
    singular = {"days": "day", "weeks": "week", "families": "family", "percentage points": "percentage point"}
    unit = singular.get(unit, unit) if one else unit
    return f"{sign}{number}" + (f" {unit}" if unit else "")


def months(start, end):
    whole = (end.year - start.year) * 12 + end.month - start.month
    last = lambda date: (date + dt.timedelta(days=1)).day == 1
    return max(whole - (0 if end.day >= start.day or last(end) and last(start) else 1), 0)


def months_on(date, number):
    index = date.year * 12 + date.month - 1 + number
    year, month = divmod(index, 12)
    for last in (date.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(date.day, last))
        except ValueError:
            continue


# ---- what a plan says on a day --------------------------------------------------------------------------------------


class Bag(dict):
    """Values by name, for templates."""

    __getattr__ = dict.__getitem__


def group(ids, of):
    return Bag(count=len(ids), of=of, share=share(len(ids), of), ids=ids)


def action_on(area, action, as_at):
    if action.get("added", as_at) > as_at or action.get("withdrawn", as_at + dt.timedelta(days=1)) <= as_at:
        return None
    updates = sorted((update for update in action.get("update", []) if update["on"] <= as_at), key=lambda one: one["on"])
    status = next((update["status"] for update in reversed(updates) if "status" in update), "not-started")
    due = next((update["due"] for update in reversed(updates) if "due" in update), action["due"])
    started = next((update["started"] for update in updates if "started" in update), None)
    waiting = [update for update in updates if update.get("status") == "not-started"]
    if "start" not in action:
        late = False
    elif started:
        late = started > action["start"]
    else:
        late = len(waiting) == len(updates) and action["start"] < as_at or any(
            update["on"] > action["start"] for update in waiting
        )
    run = []
    for update in reversed([update for update in updates if "status" in update]):
        if update["status"] != "complete":
            break
        run.append(update)
    stated = next((update["completed"] for update in run if "completed" in update), None)
    completed = stated or (run[-1]["on"] if run else None)
    since = max((n for n, update in enumerate(updates) if update.get("status") in ("on-track", "complete", "not-started")), default=0)
    trouble = updates[since:][::-1]
    said = lambda key: next((update[key] for update in trouble if key in update), None)
    asked = None if status == "complete" else next((update for update in trouble if "decision-needed" in update), None)
    noted = next((update for update in reversed(updates) if "note" in update), {})
    step = next_step(action, status, due, said("next"), as_at)
    overdue = status != "complete" and due < as_at
    slipped = max((due - action["due"]).days, 0)
    return Bag(
        id=action["id"], area=area["id"], action=action["action"], lead=action["lead"], status=status, due=due,
        first_due=action["due"], start=action.get("start"), overdue=overdue, slipped_days=slipped,
        overdue_days=(as_at - due).days if overdue else 0, late=late,
        updated=updates[-1]["on"] if updates else None,
        evidence=[one | {"on": update["on"]} for update in updates for one in update.get("evidence", [])],
        note=noted.get("note"), noted=noted.get("on"), decision_needed=asked and asked["decision-needed"],
        asked=asked["on"] if asked and asked["on"] < updates[-1]["on"] else None,
        accountable=action.get("accountable"), success=action.get("success"),
        begun=status != "not-started" and (
            any("started" in one or one.get("evidence") or one.get("status") in ("on-track", "complete") for one in updates)
            or any(one.get("met", FUTURE) <= as_at for one in action.get("milestone", []))
        ),
        started=next((one["started"] for one in updates if "started" in one), None),
        completed=completed, by_report=not stated, completed_late=max((completed - due).days, 0) if completed else 0,
        depends_on=action.get("depends-on", []), **{key.replace("-", "_"): said(key) for key in SAID}, next=step,
        milestones=[
            Bag(action=action["id"], by=one["by"], text=one["text"],
                met=one["met"] if one.get("met", as_at) <= as_at and "met" in one else None)
            for one in action.get("milestone", [])
        ],
    )


SAID = ["reason", "impact", "mitigation"]


def next_step(action, status, due, given, as_at):
    """The next thing that is due: what was given, a milestone, or the whole."""
    if status == "complete":
        return None
    if given and given["by"] >= as_at:
        return Bag(by=given["by"], text=given["text"])
    to_come = [one for one in action.get("milestone", []) if one["by"] >= as_at and one.get("met", FUTURE) > as_at]
    first = min(to_come, key=lambda one: one["by"], default=None)
    if first and (first["by"] <= due or due < as_at):
        return Bag(by=first["by"], text=first["text"])
    return Bag(by=due, text=None) if due >= as_at else None


def next_words(action):
    if not action.next:
        return WORDING["no-next-date"]
    return f"{say('next-by', by=action.next.by)} {action.next.text or WORDING['whole-action']}"


def by_severity(plan):
    return sorted(plan.actions, key=lambda one: (-STATUSES.index(one.status), -one.overdue_days, -one.slipped_days))


def lateness_of(action):
    """Why an action needs attention, without its status."""
    said = []
    if action.overdue:
        said.append(say("why-overdue", days=action.overdue_days))
    if action.slipped_days and action.status != "complete":
        said.append(say("why-slipped", first=action.first_due, days=action.slipped_days))
    if action.status == "not-started" and action.late:
        said.append(say("why-not-started", start=action.start))
    said = "; ".join(said)
    return said[:1].upper() + said[1:]


def why(action):
    said = []
    if action.status == "complete":
        return ""
    if action.overdue:
        said.append(say("why-overdue", days=action.overdue_days))
    if action.status in ("behind", "at-risk"):
        said.append(WORDING[f"phrase-{action.status}"])
    if action.slipped_days:
        said.append(say("why-slipped", first=action.first_due, days=action.slipped_days))
    if action.status == "not-started" and action.late:
        said.append(say("why-not-started", start=action.start))
    said = "; ".join(said)
    return said[:1].upper() + said[1:]


def good(better, value, line):
    return value >= line if better == "higher" else value <= line


def measure_on(measure, as_at, since=None):
    unit, better = measure.get("unit", ""), measure["better"]
    known = {}
    for reading in sorted(measure.get("actual", []), key=lambda one: (one["on"], one.get("reported", one["on"]))):
        if reading.get("reported", reading["on"]) <= as_at:
            before = known.get(reading["on"])
            restated = before is not None and (before.restated or before.value != reading["value"])
            known[reading["on"]] = Bag(
                on=reading["on"], value=Decimal(reading["value"]), words=printed(Decimal(reading["value"]), unit),
                provisional=reading.get("provisional", False), restated=restated,
            )
    readings = list(known.values())
    base = measure.get("baseline")
    if base and base.get("reported", base["on"]) > as_at:
        base = None
    base = base and Bag(on=base["on"], value=Decimal(base["value"]), words=printed(Decimal(base["value"]), unit),
                        provisional=base.get("provisional", False), restated=False)
    latest = readings[-1] if readings else None
    start = base or (readings[0] if readings else None)
    line = (start.on, start.value) if start else None
    targets = []
    for given in sorted(measure.get("target", []), key=lambda one: one["by"]):
        by, value = given["by"], Decimal(given["value"])
        standing = None
        if by <= as_at:
            until = [one for one in readings if one.on <= by]
            if not until or latest.on < by:
                standing = "not-yet-known"
            else:
                standing = "met" if good(better, until[-1].value, value) else "missed"
        elif latest and good(better, latest.value, value):
            standing = "on-course"
        elif latest and line and line[0] < latest.on <= by:
            # The height of the line, exactly: both sides times its days.
            days = (by - line[0]).days
            height = line[1] * days + (value - line[1]) * (latest.on - line[0]).days
            standing = "on-course" if good(better, latest.value * days, height) else "off-course"
        targets.append(Bag(by=by, value=value, words=printed(value, unit), standing=standing))
        line = (by, value)
    target = next((one for one in targets if latest is None or one.by >= latest.on), targets[-1] if targets else None)
    fell_due = ([one for one in targets if one.by <= as_at] or [None])[-1]
    variance = latest.value - target.value if latest and target else None
    said = None
    if variance is not None:
        side = "above" if variance > 0 else "below"
        far = printed(abs(variance), "percentage points" if unit == "%" else unit)
        said = f"{far} {side} target" if variance else "on target"
    then = [one for one in readings if since and one.on <= since]
    first = then[-1] if then else start
    compared = first if first and latest and first.on < latest.on else None
    direction = compared and way_of(better, compared.value, latest.value)
    others = [Bag(name=one["name"], on=one["on"], words=printed(Decimal(one["value"]), unit), source=one.get("source"))
              for one in measure.get("comparator", []) if one["on"] <= as_at]
    RANKS = ["missed", "off-course", "not-yet-known", None, "on-course", "met"]
    rank = RANKS.index(target.standing if target else None)
    short = float(0 if variance is None else -variance if better == "higher" else variance)
    goal = abs(float(target.value)) if target else 0.0
    return Bag(
        severity=(rank, -(short / goal if goal else short)), note=measure.get("note"),
        name=measure["name"], better=better, baseline=base, readings=readings, latest=latest, targets=targets,
        target=target, fell_due=fell_due, standing=target.standing if target else None, variance_words=said,
        since=compared, direction=direction, provisional=bool(latest and latest.provisional), others=others,
    )


def way_of(better, old, new):
    """Which way a measure went from one value to another."""
    return "unchanged" if old == new else "improving" if good(better, new, old) else "worsening"


def plan_on(plan, as_at, next_review=None, since=None):
    areas = []
    for area in plan.get("area", []):
        actions = [state for action in area.get("action", []) if (state := action_on(area, action, as_at))]
        areas.append(Bag(
            id=area["id"], title=area.get("title") or title_of(area), actions=actions, total=len(actions),
            outcome=area.get("outcome"),
            measures=[measure_on(measure, as_at, since) for measure in area.get("measure", [])],
        ))
    actions = [action for area in areas for action in area.actions]
    of = len(actions)
    pick = lambda keep: group([action.id for action in actions if keep(action)], of)
    milestones = [one for action in actions for one in action.milestones]
    if not next_review or next_review <= as_at:
        next_review = months_on(as_at, plan.get("review-months", 6))
    measures = [measure for area in areas for measure in area.measures]
    stand = lambda word: sum(measure.standing == word for measure in measures)
    kinds = [one["kind"] for action in actions for one in action.evidence]
    updated = max((action.updated for action in actions if action.updated), default=None)
    done = sum(action.status == "complete" for action in actions)
    open_ = lambda action: action.status != "complete"
    return Bag(
        name=plan["name"], short=plan.get("short", plan["name"]), submitted=plan["submitted"], as_at=as_at,
        next=next_review, total=of, areas=areas, actions=actions, updated=updated,
        stale=done < of and months(updated or plan["submitted"], as_at) >= STALE_MONTHS,
        due=pick(lambda one: one.due <= as_at), overdue=pick(lambda one: one.overdue), slipped=pick(lambda one: one.slipped_days > 0),
        off_course=pick(lambda one: one.overdue or one.status in ("behind", "at-risk")),
        complete=pick(lambda one: one.status == "complete"), open=pick(open_),
        overall=overall_on(plan, as_at),
        attention=pick(lambda one: open_(one) and why(one) != ""),
        evidence=Bag(total=len(kinds), impact=kinds.count("impact"), output=kinds.count("output"),
                     activity=kinds.count("activity")),
        without_evidence=pick(lambda one: one.begun and not one.evidence),
        activity_only=pick(lambda one: one.status == "complete" and {piece["kind"] for piece in one.evidence} == {"activity"}),
        measures=Bag(
            total=len(measures), met=stand("met"), missed=stand("missed"), not_yet_known=stand("not-yet-known"),
            on_course=stand("on-course"), off_course=stand("off-course"),
            to_come=sum(bool(measure.latest and measure.target and measure.target.by > as_at) for measure in measures),
            with_target=sum(bool(measure.latest and measure.target) for measure in measures),
            with_direction=sum(measure.direction is not None for measure in measures),
            improving=sum(measure.direction == "improving" for measure in measures),
            provisional=sum(measure.provisional for measure in measures),
        ),
        all_measures=measures,
        milestones=Bag(
            total=len(milestones), met=sum(one.met is not None for one in milestones),
            overdue=sorted((one for one in milestones if not one.met and one.by < as_at), key=lambda one: one.by),
            due_next=sorted((one for one in milestones if not one.met and as_at <= one.by <= next_review),
                            key=lambda one: one.by),
        ),
    )


def overall_on(plan, as_at):
    known = sorted((one for one in plan.get("overall", []) if one["on"] <= as_at), key=lambda one: one["on"])
    return Bag(known[-1], before=known[-2]["status"] if len(known) > 1 else None) if known else None


def title_of(area):
    text = " ".join(area["id"].replace("-", " ").split())
    return text[:1].upper() + text[1:]


def title_after(number, title):
    """A title as it stands after the number of its area: without that number, if it begins with it."""
    return re.sub(rf"^{number}[.):–\- ]+(?=[^\W\d_])", "", title)


def last_days(plan, since, until):
    """The actions that left a plan after one day, up to another, as they stood on the day before."""
    one_day = dt.timedelta(days=1)
    for area in plan.get("area", []):
        for action in area.get("action", []):
            if since < action.get("withdrawn", since) <= until:
                yield action_on(area, action, action["withdrawn"] - one_day)


def movement(plan, since, until):
    old = {one.id: one for one in plan_on(plan, since).actions}
    new = {one.id: one for one in plan_on(plan, until).actions}
    gone = {one.id: one for one in last_days(plan, since, until) if one}
    changes = [Bag(id=last.id, action=last.action, last=last, **{"from": old.get(last.id), "to": new.get(last.id)})
               for last in [*new.values(), *gone.values()]]
    both = [change for change in changes if change["from"] and change.to]
    pick = lambda keep, some=both: (lambda ids: Bag(count=len(ids), ids=ids))(
        [change.id for change in some if keep(change["from"], change.to)])
    # Work that is reported not to have begun, after it had, is worse, however badly it went.
    back = lambda one, other: other.status == "not-started" != one.status
    better = lambda one, other: RANK[other.status] > RANK[one.status] and not back(one, other)
    worse = lambda one, other: RANK[other.status] < RANK[one.status] or back(one, other)
    is_complete = lambda one: one is not None and one.status == "complete"
    begun = lambda one: one is not None and one.begun
    return Bag(
        since=since, until=until, changes=changes,
        completed=pick(lambda old, new: is_complete(new) and not is_complete(old), changes),
        completed_late=pick(lambda old, new: is_complete(new) and not is_complete(old) and new.completed_late > 0, changes),
        improved=pick(lambda old, new: better(old, new) and new.status != "complete"),
        worsened=pick(worse),
        unchanged=pick(lambda old, new: old.status == new.status),
        started=pick(lambda old, new: begun(new) and (
            old is None or old.status == "not-started" and not old.begun or (new.started or since) > since), changes),
        slipped=pick(lambda old, new: new.due > old.due),
        added=pick(lambda old, new: old is None, changes),
        withdrawn=pick(lambda old, new: new is None, changes),
    )


# ---- what papers print ----------------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """The blocks of a page in reading order, and its tables by caption."""

    def __init__(self, text):
        super().__init__()
        self.blocks, self.tables, self.labels = [], [], []
        self.text, self.hidden, self.table, self.inside = [], 0, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "main":
            self.inside = True
        if not self.inside:
            return
        if tag in ("svg", "style", "script") or (tag == "a" and attributes.get("class") == "number"):
            self.hidden += 1
            if label := attributes.get("aria-label"):
                self.labels.append(tidy(label))
        elif tag == "table":
            self.flush()
            self.table = {"caption": "", "rows": []}
            self.tables.append(self.table)
        elif tag == "tr":
            self.flush()
            self.table["rows"].append([])
        elif tag in ("p", "li", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "div"):
            self.flush(tag in ("td", "th", "caption"))
        elif tag == "br":
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag == "main":
            self.flush()
            self.inside = False
        if not self.inside:
            return
        if tag in ("svg", "style", "script") and self.hidden or tag == "a" and self.hidden:
            self.hidden -= 1
        elif tag == "table":
            self.table = None
        elif tag in ("td", "th") and self.table is not None:
            self.table["rows"][-1].append(tidy("".join(self.text)))
            self.text = []
        elif tag == "caption":
            self.table["caption"] = tidy("".join(self.text))
            self.blocks.append(self.table["caption"])
            self.text = []
        elif tag in ("p", "li", "div") and self.table is not None:
            self.text.append(" ")
        elif tag in ("p", "li", "figcaption", "h1", "h2", "h3", "h4", "div"):
            self.flush()

    def handle_data(self, data):
        if self.inside and not self.hidden:
            self.text.append(data)

    def flush(self, cell=False):
        said = tidy("".join(self.text))
        if self.table is None or cell:
            self.text = []
            if said and self.table is None:
                self.blocks.append(re.sub(r"^[•○] ", "", said))

    def rows(self, caption):
        found = [table["rows"] for table in self.tables if table["caption"] == tidy(caption)]
        return found[0] if found else None


class Checked:
    """One paper: what it prints, and what was found to differ."""

    def __init__(self, name, page, typed):
        self.name, self.page, self.typed = name, page, typed
        self.known, self.differences = set(), []
        # Whether every event is known: an inspection adds its own.
        self.events = "some" if "inspection" in str(typed) else "all"

    def sentence(self, said):
        self.known.add(said)
        if said and said not in self.page.blocks:
            near = [block for block in self.page.blocks if block[:18] == said[:18]]
            self.differences.append(f"{self.name}: no sentence {said!r}; printed: {near}")

    def table(self, caption, rows):
        caption = tidy(caption)
        self.known.add(caption)
        found = self.page.rows(caption)
        rows = [[cell and tidy(cell) for cell in row] for row in rows]
        if found is None:
            self.differences.append(f"{self.name}: no table {caption!r}")
            return
        for number, (ours, theirs) in enumerate(zip(rows, found[1:] if len(found) > len(rows) else found)):
            for mine, printed_ in zip(ours, theirs):
                if mine is not None and mine != printed_:
                    self.differences.append(f"{self.name}: {caption!r}, row {number + 1}: {printed_!r}, not {mine!r}")
        if len(found) not in (len(rows), len(rows) + 1):
            self.differences.append(f"{self.name}: {caption!r} has {len(found) - 1} rows, not {len(rows)}")

    def label(self, said):
        if said not in self.page.labels:
            self.differences.append(f"{self.name}: no chart says {said!r}; they say {self.page.labels}")

    def finish(self):
        """Every sentence with a figure was recomputed, or stands in the TOML."""
        for block in self.page.blocks:
            bare = re.sub(r"^\d+(\.\d+)*\. ", "", block)
            if re.search(r"\d", bare) and block not in self.known and bare not in self.known:
                if not any(text and text in block or block in text for text in self.typed):
                    self.differences.append(f"{self.name}: nobody accounts for {block!r}")
        return self.differences


def strings(data):
    """All texts of TOML."""
    if isinstance(data, str):
        yield tidy(data)
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def position(checked, plan, scale):
    levels = []
    for level in reversed(scale["level"]):
        held = group([one.id for one in plan.actions if one.status in level["statuses"]], plan.total)
        levels.append((level, held))
    some = [(level, held) for level, held in levels if held.count]
    said, only = [], None
    for number, (level, held) in enumerate(some):
        *start, last = [WORDING[f"phrase-{one}"] for one in level["statuses"]]
        statuses = ", ".join(start) + (f" or {last}" if start else last)
        named = len(level["statuses"]) == 1 and level["label"].lower() == WORDING[f"status-{level['statuses'][0]}"].lower()
        colour = None if named else level["label"].lower()
        said.append(say("level", first=number == 0, count=held.count, share=held.share, statuses=statuses, colour=colour))
        only = f"{statuses} ({colour})" if colour else statuses
    return say("position", plan=plan, levels=said, only=only if len(some) == 1 else None), levels


def lateness(plan):
    furthest = max(plan.actions, key=lambda one: one.slipped_days, default=None)
    furthest = furthest and Bag(id=[one.id for one in plan.actions if one.slipped_days == furthest.slipped_days][-1],
                                days=furthest.slipped_days)
    return say("lateness", plan=plan, furthest=furthest)


def notes(plan, levels):
    sum_ = [held.share for _, held in levels]
    if None not in sum_ and sum(sum_) != 100:
        yield WORDING["rounding"]
    if plan.stale:
        yield say("stale", updated=plan.updated)


def position_table(checked, plan, levels):
    if not plan.total:
        return
    rows = []
    # An area that holds measures alone has no actions to count, and no row.
    acting = [area for area in plan.areas if area.actions or not area.measures]
    for area in acting + [Bag(title=WORDING["all-areas"], actions=plan.actions)]:
        counts = [sum(one.status in level["statuses"] for one in area.actions) for level, _ in levels]
        rows.append([area.title] + [str(count) for count in counts] + [str(len(area.actions))])
    shares = ["–" if held.share is None else f"{held.share}%" for _, held in levels]
    rows.append([say("share-of", total=plan.total)] + shares + ["100%" if plan.total else "–"])
    checked.table(say("progress-caption", as_at=plan.as_at), rows)
    checked.known.add(say("status-chart-caption", as_at=plan.as_at))


def dated(point):
    return say("reading-on", point=point) if point else "–"


def worst_first(measures):
    return sorted(measures, key=lambda one: one.severity)


def measure_table(checked, measures, caption):
    rows = []
    for one in worst_first(measures):
        verdict = []
        if one.target and (one.standing or one.variance_words):
            standing = [WORDING["standing-" + one.standing]] if one.standing else []
            now = ": ".join(standing + ([one.variance_words] if one.variance_words else []))
            if standing and one.variance_words and one.latest.on > one.target.by:
                now = standing[0] + " " + say("stood-on", by=one.target.by, distance=one.variance_words)
            elif one.standing == "not-yet-known" and one.variance_words:
                now = standing[0] + " " + say("last-stood", distance=one.variance_words)
            verdict.append(now[:1].upper() + now[1:])
            if one.fell_due and one.fell_due.by != one.target.by and one.fell_due.standing:
                due = say("target-by", target=one.fell_due)
                verdict.append(f"{WORDING['standing-' + one.fell_due.standing]}: {due}")
        if one.direction:
            verdict.append(WORDING[f"direction-{one.direction}"])
        bare = one.baseline if not one.latest else None
        read = [dated(one.latest)] if one.latest else [WORDING["no-reading"]] if bare else []
        read += [say("reading-from", point=one.since or bare)] if one.since or bare else []
        aims = [say("target-by", target=one.target)] if one.target else []
        aims += [other_on(other) for other in one.others]
        trend = "" if one.readings or one.baseline else "–"
        rows.append([one.name, trend, " ".join(read) or "–", " ".join(aims) or "–", WORDING[f"better-{one.better}"],
                     " ".join(verdict) or "–"])
    checked.table(caption, rows)


def other_on(other):
    return f"{other.name}: {other.words} ({short(other.on)})"


def readings_table(checked, measures, caption):
    """Every reading and target, a row for each measure."""
    rows = []
    for one in worst_first(measures):
        came = lambda goal: say("target-by", target=goal) + (
            f" ({lower_first(WORDING['standing-' + goal.standing])})" if goal.standing in ("met", "missed", "not-yet-known") else "")
        others = [other_on(other) + (f", {other.source}" if other.source and not other.source.startswith("http") else "")
                  for other in one.others]
        points = ([one.baseline] if one.baseline else []) + one.readings
        rows.append([one.name, "; ".join(dated(point) for point in points) or "–",
                     "; ".join(came(goal) for goal in one.targets) or "–",
                     " ".join(([one.note] if one.note else []) + others) or "–"])
        if points and one.standing in ("missed", "off-course"):
            way = way_of(one.better, points[0].value, one.latest.value) if one.latest else None
            checked.label(say("trend-finding", measure=one, first=points[0], way=way))
    checked.table(caption, rows)


def milestone_table(checked, some, caption, as_at):
    state = lambda one: (
        say("milestone-reached", on=one.met) if one.met
        else WORDING["milestone-overdue"] if one.by < as_at else WORDING["milestone-to-come"]
    )
    tells = any(one.met or one.by < as_at for one in some)
    checked.table(caption, [[short(one.by), one.action, one.text] + ([state(one)] if tells else []) for one in some])


def label_of(scale, status):
    """A status as its level has it, and in words where the level holds several."""
    level = next(level for level in scale["level"] if status in level["statuses"])
    named = len(level["statuses"]) == 1 and level["label"].lower() == WORDING[f"status-{status}"].lower()
    return level["label"] if named else f"{level['label']}: {WORDING['phrase-' + status]}"


def due_cell(one):
    """The due date in force, where it was moved from, and whether it has passed."""
    moved = [f"{WORDING['moved-from']} {short(one.first_due)}"] if one.due != one.first_due else []
    return " ".join([short(one.due)] + moved + ([WORDING["overdue"]] if one.overdue else []))


def plan_paper(checked, toml, scale, as_at):
    plan = plan_on(toml, as_at)
    needed = [say("decision-of", id=one.id, decision=one.decision_needed, asked=one.asked)
              for one in by_severity(plan) if one.decision_needed]
    decisions = [("decisions-heading", " ".join(needed))] if needed else []
    cover(checked, [*decisions, ("plan-submitted", day(plan.submitted)), ("as-at", day(as_at))])
    said, levels = position(checked, plan, scale)
    checked.sentence(said)
    checked.sentence(lateness(plan))
    position_table(checked, plan, levels)
    for note in notes(plan, levels):
        checked.sentence(note)
    if plan.total:
        checked.sentence(say("off-course" if plan.off_course.count else "nothing-wrong", plan=plan))
    attention(checked, plan, scale)
    for number, area in enumerate(plan.areas):
        checked.known.add(say("area-heading", n=number + 1, title=title_after(number + 1, area.title), area=area))
        if area.measures:
            measure_table(checked, area.measures, say("measures-caption", area=area, plan=plan))
        area_table(checked, plan, area, scale)


def settled(said):
    """Words, or nothing where an expression stands among them, whose value this file does not know."""
    return None if "{{" in said else said


def waits(plan, action):
    """The numbers of the actions that an action still waits for."""
    still = [one.id for one in by_severity(plan) if one.status != "complete"]
    return [id for id in action.depends_on if action.id in still and id in still]


def area_table(checked, plan, area, scale):
    """The actions of an area with all that is said of them."""
    names = [one.accountable for one in area.actions]
    names = [] if None in names else names
    most = max(names, key=names.count, default=None)
    if most:
        checked.sentence(say("area-accountable", name=most, area=area))
    rows = []
    for one in area.actions:
        due = say("due-on", due=one.due)
        due += f", {WORDING['moved-from']} {short(one.first_due)}" if one.due != one.first_due else ""
        stands = [label_of(scale, one.status), due] + ([WORDING["overdue"]] if one.overdue else []) + [one.lead]
        stands += [say("answers", name=one.accountable)] if one.accountable and one.accountable != most else []
        stands += [say("waits-for", ids=ids)] if (ids := waits(plan, one)) else []
        line = lambda mark: "• " + say("milestone-line", by=mark["by"], text=mark["text"], met=mark["met"],
                                       overdue=not mark["met"] and mark["by"] < plan.as_at)
        marks = sorted(one.milestones, key=lambda mark: mark["by"])
        told = [] if one.noted == one.updated else [say("no-more-said", on=one.updated) if one.note else short(one.updated)]
        told += [f"{short(one.noted)}: {one.note}"] if one.note else []
        day_of = lambda piece: "" if piece["on"] == one.updated else f", {short(piece['on'])}"
        told += [f"{WORDING['evidence-' + piece['kind']]}{day_of(piece)}: {piece['text']}" for piece in one.evidence]
        rows.append([one.id, " ".join([one.action] + ([one.success] if one.success else [])), " ".join(stands),
                     " ".join(line(mark) for mark in marks) or WORDING["none-set"], settled(" ".join(told) or WORDING["no-update"])])
    if rows:
        checked.table(say("actions-caption", area=area, plan=plan), rows)


def cover(checked, rows):
    """The form at the head of a paper."""
    found = checked.page.tables[0]["rows"] if checked.page.tables else []
    for key, value in rows:
        if [WORDING[key], tidy(value)] not in found:
            checked.differences.append(f"{checked.name}: the head has no {WORDING[key]}: {value!r}")


def timeline(checked, events):
    """What happened when, by day, in a table of its own."""
    caption = WORDING["timeline-caption"]
    printed_ = checked.page.rows(caption) or []
    for on, what in sorted(events, key=lambda event: event[0]):
        if [day(on), tidy(what)] not in printed_:
            checked.differences.append(f"{checked.name}: no event {day(on)}: {what!r} in {printed_}")
    count = len(printed_) - (1 if printed_ and printed_[0][0] == WORDING["column-date"] else 0)
    if checked.events == "all" and count != len(events):
        checked.differences.append(f"{checked.name}: {count} events, not {len(events)}")


def review_paper(checked, toml, review, scale):
    plan = plan_on(toml, review["held"], review.get("next"), review["since"])
    moves = movement(toml, review["since"], review["held"])
    values = Bag(
        name=review["name"], held=review["held"], since=review["since"], reviewers=review.get("reviewers", []),
        next=review.get("next"),
        movement=moves,
    )
    cover(checked, [("review-held", day(review["held"])), ("movement-since", day(review["since"]))]
          + ([("next-review", day(review["next"]))] if "next" in review else []))
    events = [(plan.submitted, say("event-submitted", plan=plan.short)), (review["held"], review["name"])]
    if "next" in review:
        events.append((review["next"], WORDING["next-review"]))
    timeline(checked, events)
    said, levels = position(checked, plan, scale)
    checked.sentence(said)
    checked.sentence(lateness(plan))
    if plan.overall:
        before = plan.overall.before and WORDING[f"phrase-{plan.overall.before}"]
        checked.sentence(say("overall-on", on=plan.overall.on, before=before))
    answer(checked, plan, values, scale)
    position_table(checked, plan, levels)
    for note in notes(plan, levels):
        checked.sentence(note)
    checked.sentence(say("submitted", plan=plan, review=values))
    for line in lines("moved-besides", review=values, plan=plan, first=review["since"] == plan.submitted):
        checked.sentence(line)
    moved_tables(checked, plan, moves, values, scale)
    if plan.total:
        checked.sentence(say("attention", plan=plan))
    attention(checked, plan, scale)
    checked.sentence(say("measures", plan=plan))
    if plan.all_measures:
        measure_table(checked, plan.all_measures, say("all-measures-caption", plan=plan))
        readings_table(checked, plan.all_measures, say("all-readings-caption", plan=plan))
    checked.sentence(say("evidence", plan=plan))
    checked.sentence(say("milestones", plan=plan, review=values))
    if plan.milestones.overdue:
        milestone_table(checked, plan.milestones.overdue, say("overdue-caption", review=values), plan.as_at)
    if plan.milestones.due_next:
        milestone_table(checked, plan.milestones.due_next, say("due-next-caption", plan=plan), plan.as_at)
    if "next" in review:
        checked.sentence(say("next", review=values))
    money(checked, toml, plan)
    checked.known.update([say("movement-heading", review=values), say("review-title", review=values, plan=plan),
                          say("dates-caption", review=values)])


def answer(checked, plan, values, scale):
    """What the first page says besides the position: what improved, and what is wrong."""
    for line in lines("completed-since", review=values, plan=plan):
        checked.sentence(line)
    better = [one for one in plan.all_measures if one.direction == "improving"]
    for one in better[:4]:
        checked.sentence(say("measure-improved", measure=one))
    if len(better) > 4:
        checked.sentence(say("more-improved", count=len(better) - 4))
    needed = [one for one in by_severity(plan) if one.decision_needed]
    for one in needed[:4]:
        checked.sentence(say("decision-of", id=one.id, decision=one.decision_needed, asked=one.asked))
    if len(needed) > 4:
        checked.sentence(say("more-decisions", count=len(needed) - 4, brief=False))
    off = [one for one in by_severity(plan) if one.id in plan.off_course.ids]
    worst, rest = off[:6], off[6:]
    if worst:
        checked.table(say("wrong-caption", shown=len(worst), plan=plan), [
            [one.id, one.action, label_of(scale, one.status), one.mitigation or WORDING["not-said"], one.lead,
             next_words(one)] for one in worst
        ])
    if rest:
        checked.sentence(say("wrong-besides", ids=[one.id for one in rest], brief=False))


def moved_tables(checked, plan, moves, values, scale):
    """Which way actions moved, which dates did, and every action from what to what."""
    if not moves.changes:
        return
    order = STATUSES[::-1]
    ways = {}
    for change in moves.changes:
        old, new = (one and order.index(one.status) for one in (change["from"], change.to))
        way = 4 if new is None else 3 if old is None else 0 if new < old else 1 if new > old else 2
        ways.setdefault((way, -1 if new is None else new, -1 if old is None else old), []).append(change.id)
    stood = lambda at, missing: label_of(scale, order[at]) if at >= 0 else WORDING[missing]
    names = ["worse", "better", "same", "added", "dropped"]
    checked.table(say("ways-caption", review=values), [
        [WORDING["way-" + names[way]], stood(old, "not-in-plan"), stood(new, "withdrawn"), str(len(ids)), ", ".join(ids)]
        for (way, new, old), ids in sorted(ways.items())
    ])
    old = {change.id: change["from"] for change in moves.changes}
    found = []
    for one in plan.actions:
        moved = (one.due - (old[one.id].due if old.get(one.id) else one.first_due)).days if one.id in old else 0
        if one.overdue and one.due >= moves.since:
            found.append((one.overdue_days, one, "date-passed"))
        if moved:
            found.append((moved, one, "date-moved-back" if moved > 0 else "date-brought-forward"))
        if one.id in moves.completed_late.ids:
            found.append((one.completed_late, one, "date-reported-late" if one.by_report else "date-late"))
    done = lambda one: "–" if not one.completed else say("reported-on", on=one.completed) if one.by_report else short(one.completed)
    rows = [[one.id, one.action, short(one.first_due), short(one.due), done(one),
             say(key, days=abs(days))] for days, one, key in sorted(found, key=lambda one: -one[0])]
    if rows:
        checked.table(say("dates-caption", review=values), rows)
    else:
        checked.sentence(WORDING["no-dates"])
    label = lambda one, missing: label_of(scale, one.status) if one else WORDING[missing]
    due = lambda old, new, last: (
        f"{say('due-from', **{'from': old.due})} {short(new.due)}" if old and new and old.due != new.due
        else short(last.due)
    )
    change = {one.id: one for one in moves.changes}
    there = [change[one.id] for one in by_severity(plan)] + [one for one in moves.changes if not one.to]
    if plan.total:
        checked.table(say("whole-caption", review=values), [
            [one.id, one.action, one.last.lead, label(one["from"], "not-in-plan"), label(one.to, "withdrawn"),
             due(one["from"], one.to, one.last)] for one in there
        ])


def attention(checked, plan, scale):
    """The actions that need attention, with all that is said of them."""
    rows = []
    for one in by_severity(plan):
        if one.id not in plan.attention.ids:
            continue
        stands = [label_of(scale, one.status), say("due-on", due=one.due), lateness_of(one)]
        causes = [f"{WORDING[key]} {said}" for key, said in (("why", one.reason), ("effect", one.impact)) if said]
        causes += [say("waits-for", ids=ids)] if (ids := waits(plan, one)) else []
        steps = [one.mitigation] if one.mitigation else []
        steps += [f"{say('decision', asked=one.asked)} {one.decision_needed}"] if one.decision_needed else []
        steps.append(next_words(one))
        rows.append([one.id, f"{one.action} {one.lead}", " ".join(said for said in stands if said), " ".join(causes) or "–",
                     " ".join(steps)])
    if rows:
        checked.table(say("attention-caption", as_at=plan.as_at), rows)


def part(share):
    """A share in whole per cent, with decimals where it would look like 0 or 100 and is not."""
    places = (half_up(share, places) for places in range(10))
    return f"{next(one for one in places if share in (0, 100) or one not in (0, 100))}%"


def money(checked, toml, plan):
    """The budgets, each as last reported."""
    known = [one for one in toml.get("budget", []) if one["on"] <= plan.as_at]
    last = [one for one in known if all(other["name"] != one["name"] or other["on"] <= one["on"] for other in known)]
    rows = []
    for one in last:
        unit = one.get("unit", "£")
        amount = lambda key: printed(Decimal(one[key]), unit)
        forecast = [amount("forecast")] if "forecast" in one else []
        over = Decimal(one.get("forecast", 0)) - Decimal(one["budget"])
        forecast += [say("over-budget", over=printed(over, unit))] if over > 0 else []
        share = part(Decimal(one["spent"]) * 100 / Decimal(one["budget"])) if one["budget"] else "–"
        excess = Decimal(one["spent"]) - Decimal(one["budget"])
        spent = amount("spent") + (" " + say("over-budget", over=printed(excess, unit)) if excess > 0 else "")
        rows.append([one["name"], amount("budget"), spent, share, short(one["on"]), " ".join(forecast) or "–"])
    if rows:
        checked.table(say("budget-caption", as_at=plan.as_at), rows)


SUMS = {
    "{{ f.t.a + f.t.b }}": lambda a, b: printed(a + b),
    "{{ f.t.a - f.t.b | signed }}": lambda a, b: ("+" if a > b else "") + printed(a - b),
    "{{ f.t.a * f.t.b }}": lambda a, b: printed(exact(a * b)),
    "{{ f.t.a / f.t.b | round(2) }}": lambda a, b: printed(half_up(a / b, 2)),
    "{{ f.t.a / f.t.b | percent }}": lambda a, b: printed(half_up(a / b * 100), "%"),
    "{{ (1 - f.t.a / f.t.b) | percent(1) }}": lambda a, b: printed(half_up((b - a) / b * 100, 1), "%"),
    "{{ f.t.a / f.t.b * 300 | round(2) }}": lambda a, b: printed(half_up(a * 300 / b, 2)),
    "{{ (f.t.a / 3 + f.t.b / 7) * 42 | round }}": lambda a, b: printed(half_up(a * 14 + b * 6)),
    "{{ f.t.a | round(1) }}": lambda a, b: printed(half_up(a, 1)),
    "{{ (f.t.a | round) + f.t.b }}": lambda a, b: printed(half_up(a) + b),
    "{{ f.t.total | money(2) }}": lambda a, b: printed(half_up(a + b, 2), "£"),
    "{{ f.t.b | number }}": lambda a, b: printed(b),
}
COUNTS = {
    "{{ inspection.weaknesses | length }}": lambda judged: len(judged),
    "{{ inspection.sufficient.count }}": lambda judged: judged.count("sufficient"),
    "{{ inspection.not_sufficient.count }}": lambda judged: judged.count("not-sufficient"),
    "{{ inspection.outstanding.count }}": lambda judged: len(judged) - judged.count("sufficient"),
}


def report_paper(checked, inspection, figures):
    """Counts of an inspection, and sums of figures, in the prose of a report."""
    visits = [visit["name"] for visit in sorted(inspection["visit"], key=lambda visit: visit["start"])]
    judged = [
        next((one["judgement"][visit] for visit in reversed(visits) if visit in one.get("judgement", {})), None)
        for one in inspection.get("weakness", [])
    ]
    for number, count in enumerate(COUNTS.values()):
        checked.sentence(f"Count {words(number)}: {count(judged)}.")
    a, b = (Decimal(row["value"]) for row in figures["table"][0]["row"])
    for number, total in enumerate(SUMS.values()):
        checked.sentence(f"Sum {words(number)}: {tidy(total(a, b))}.")
    units(checked, figures["table"][1])


def units(checked, table):
    """Each number of a table can be read with its unit: beside its row, above its column, or in the caption."""
    in_brackets = lambda said: (re.findall(r"\(([^()]*)\)", said) or [None])[0]
    found = next((found for found in checked.page.tables if found["caption"].startswith(table["title"])), None)
    if found is None:
        checked.differences.append(f"{checked.name}: no table {table['title']!r}")
        return
    heads, *rows = found["rows"]
    for given, row in zip(table["row"], rows):
        for at, column in enumerate(table["column"]):
            unit = given.get("unit", column.get("unit", table.get("unit")))
            read = in_brackets(row[0]) or in_brackets(heads[at + 1]) or in_brackets(found["caption"])
            if [row[at + 1], read] != [printed(Decimal(given["value"][column["id"]])), unit]:
                checked.differences.append(f"{checked.name}: {row[0]!r} has {row[at + 1]!r} in {read}, not in {unit}: {heads}")


# ---- workspaces -----------------------------------------------------------------------------------------------------


def load(path):
    with open(path, "rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def last_said(plan):
    days = [plan["submitted"]]
    for area in plan.get("area", []):
        days += [update["on"] for action in area.get("action", []) for update in action.get("update", [])]
        marks = [mark for action in area.get("action", []) for mark in action.get("milestone", [])]
        days += [mark["met"] for mark in marks if "met" in mark]
        days += [one.get("reported", one["on"]) for measure in area.get("measure", []) for one in measure.get("actual", [])]
    return max(days)


def scale_of(council):
    return load(ROOT / f"templates/scales/{council.get('rag', 'five-point')}.toml")


def spoilt(text, chance):
    """A page in which one digit that a reader sees is another."""
    start = text.index("<main")
    plain = re.sub(r"<svg.*?</svg>|<a class=.number.*?</a>|<[^>]*>", lambda found: " " * len(found.group()), text, flags=re.S)
    at = chance.choice([found.start() for found in re.finditer(r"\d", plain) if found.start() > start])
    return text[:at] + str((int(text[at]) + chance.randint(1, 9)) % 10) + text[at + 1 :]


def check(papers, workspace, files, out, spoil=None):
    """Builds the papers of a workspace and recomputes them; with one digit of each made wrong, if that is asked."""
    built = subprocess.run(
        [papers, "build", *[str(workspace / file) for file in files], "--format", "html", "--out", str(out)],
        capture_output=True, text=True,
    )
    if built.returncode:
        return [f"{workspace}: {built.stderr}"]
    scale = scale_of(load(workspace / "council.toml"))
    typed = [text for file in workspace.glob("*.toml") for text in strings(load(file))]
    meanings = [tidy(text) for key, text in WORDING.items() if key.startswith("meaning-") or key.startswith("event-")]
    differences = []
    for file in files:
        data = load(workspace / file)
        page = next(out.rglob(file.replace(".toml", ".html")), None)
        if page is None:
            differences.append(f"{workspace}/{file} was not built")
            continue
        text = page.read_text()
        text = spoilt(text, spoil) if spoil else text
        checked = Checked(f"{workspace.name}/{file}", Page(text), typed + meanings)
        if data["kind"] == "report":
            report_paper(checked, load(workspace / "inspection.toml"), load(workspace / "figures.toml"))
        elif data["kind"] == "plan":
            plan_paper(checked, data, scale, last_said(data))
        else:
            plan = load(workspace / data["plan"])
            review_paper(checked, plan, data, scale)
        differences += checked.finish() if data["kind"] == "review" else checked.differences
    return differences


def random_workspace(folder, chance):
    """A council with a plan and a review of it, of any shape."""
    start = dt.date(2024, 1, 8)
    on = lambda low, high: start + dt.timedelta(days=chance.randint(low, high))
    (folder / "council.toml").write_text(
        f'kind = "council"\nname = "Anyshire"\nstyle = "{chance.choice(["staffordshire", "medway", "sheffield"])}"\n'
        f'rag = "{chance.choice(["three-point", "four-point", "five-point", "brag"])}"\n'
    )
    text = ['kind = "plan"', 'name = "Plan"', f"submitted = {start}"]
    for area in range(chance.randint(1, 3)):
        text += ["[[area]]", f'id = "area-{"abc"[area]}"', f'title = "{chance.choice(["", f"{area + 1} ", f"{area + 1}. ", "7 "])}Area {"ABC"[area]}"']
        for number in range(chance.randint(0, 6)):
            due = on(40, 400)
            text += ["[[area.action]]", f'id = "{"abc"[area]}.{number}"', 'action = "Do it."', 'lead = "L"',
                     f"due = {due}"]
            if chance.random() < 0.9:
                text.append(f"start = {on(0, 39)}")
            if chance.random() < 0.9:
                text.append('accountable = "A"')
            if chance.random() < 0.15:
                text.append(f"added = {on(20, 200)}")
            if chance.random() < 0.1:
                text.append(f"withdrawn = {on(210, 400)}")
            milestones = sorted({on(30, 390) for _ in range(chance.randint(0, 2))})
            if milestones:
                some = [f'{{ by = {by}, text = "Mark"' + (f", met = {by}" if chance.random() < 0.5 else "") + " }" for by in milestones]
                text.append(f"milestone = [{', '.join(some)}]")
            for day_ in sorted({on(40, 380) for _ in range(chance.randint(0, 4))}):
                status = chance.choice(STATUSES)
                moved = ""
                if status != "complete" and chance.random() < 0.3:
                    due += dt.timedelta(days=chance.randint(1, 90))
                    moved = f"\ndue = {due}"
                said = f'status = "{status}"' if chance.random() < 0.9 else ""
                text += ["[[area.action.update]]", f"on = {day_}", f"{said}{moved}"]
                if chance.random() < 0.4:
                    kind = chance.choice(["activity", "output"])
                    text.append(f'evidence = [{{ kind = "{kind}", text = "Paper" }}]')
        for number in range(chance.randint(0, 3)):
            unit = chance.choice(["%", "£", "£m", "days", "families", ""])
            places = chance.choice([0, 0, 1, 2])
            value = lambda: f"{chance.randint(-3, 2000) if unit != '%' else chance.randint(0, 100)}" + (
                f".{chance.randint(0, 10**places - 1):0{places}}" if places else "")
            text += ["[[area.measure]]", f'name = "Measure {"abc"[area]}{"xyz"[number]}"', f'better = "{chance.choice(["higher", "lower"])}"']
            if unit:
                text.append(f'unit = "{unit}"')
            if chance.random() < 0.8:
                text.append(f"baseline = {{ on = {start - dt.timedelta(days=30)}, value = {value()} }}")
            targets = sorted({on(60, 400) for _ in range(chance.randint(0, 3))})
            text.append("target = [" + ", ".join(f"{{ by = {by}, value = {value()} }}" for by in targets) + "]")
            days = sorted({on(0, 350) for _ in range(chance.randint(0, 5))})
            text.append("actual = [" + ", ".join(
                f"{{ on = {day_}, value = {value()}" + (", provisional = true" if chance.random() < 0.2 else "")
                + (f", reported = {day_ + dt.timedelta(days=9)}" if chance.random() < 0.3 else "") + " }" for day_ in days) + "]")
            if chance.random() < 0.3:
                text.append(f'comparator = [{{ name = "England", on = {on(0, 100)}, value = {value()} }}]')
    (folder / "plan.toml").write_text("\n".join(text) + "\n")
    held = on(120, 360)
    (folder / "review.toml").write_text(
        f'kind = "review"\nplan = "plan.toml"\nname = "Review"\nheld = {held}\nsince = {on(0, 110)}\nreviewers = ["R"]\n'
        + (f"next = {held + dt.timedelta(days=chance.randint(20, 250))}\n" if chance.random() < 0.7 else "")
    )


def random_report(folder, chance):
    """An inspection and figures of any shape, and a report that counts and adds them."""
    text = ['kind = "inspection"', 'framework = "Joint local area SEND inspection"']
    for visit, start in (("inspection", dt.date(2018, 11, 12)), ("re-visit", dt.date(2022, 1, 18))):
        text += ["[[visit]]", f'name = "{visit}"', f"start = {start}", f"end = {start + dt.timedelta(days=4)}"]
    for number in range(chance.randint(1, 9)):
        text += ["[[weakness]]", f"id = {number + 1}", 'text = "Weak."']
        if chance.random() < 0.8:
            text.append(f'judgement.re-visit = "{chance.choice(["sufficient", "not-sufficient"])}"')
    (folder / "inspection.toml").write_text("\n".join(text) + "\n")
    value = lambda: f"{chance.choice(['', '-'])}{chance.randint(1, 99_999)}" + chance.choice(
        ["", f".{chance.randint(0, 9)}", f".{chance.randint(0, 999):03}"])
    (folder / "figures.toml").write_text(
        'kind = "figures"\n[[table]]\nid = "t"\ntitle = "T"\ntotal = "All"\n'
        f'row = [{{ id = "a", value = {value()} }}, {{ id = "b", value = {value()} }}]\n'
    )
    unit = lambda likely: chance.choice(["days", "weeks", "plans"]) if chance.random() < likely else None
    with_unit = lambda likely: f', unit = "{given}"' if (given := unit(likely)) else ""
    columns = [f'{{ id = "{one}", title = "{one.upper()}"{with_unit(0.3)} }}' for one in "cd"]
    rows = [f'{{ id = "{one}", title = "{one.upper()}", value = {{ c = {value()}, d = {value()} }}{with_unit(0.3)} }}' for one in "rst"]
    with open(folder / "figures.toml", "a") as file:
        file.write(f'[[table]]\nid = "u"\ntitle = "Of units"\nunit = "days"\n'
                   f'column = [{", ".join(columns)}]\nrow = [{", ".join(rows)}]\n')
    counts = [f"Count {words(number)}: {count}." for number, count in enumerate(COUNTS)]
    sums = [f"Sum {words(number)}: {total}." for number, total in enumerate(SUMS)]
    quotes = "'" * 3
    (folder / "report.toml").write_text(
        'kind = "report"\ntitle = "T"\ncommittee = "C"\nmeeting = 2024-11-10\n'
        '[sources]\ninspection = "inspection.toml"\nf = "figures.toml"\n[front]\n'
        'local-members-interest = "N/A"\nreport-of = "Head"\n[[section]]\nheading = "Sums"\n'
        "text = " + quotes + "\n" + "\n\n".join(counts + sums + ["{{ f.u.table() }}"]) + "\n" + quotes + "\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers")
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--self-test", action="store_true", help="make a digit of each review wrong, and see that it is found")
    options = parser.parse_args()
    papers = str(pathlib.Path(options.papers).resolve())
    differences, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for workspace in [] if options.self_test else sorted((ROOT / "data").iterdir()):
            files = [file.name for file in workspace.glob("*.toml") if load(file).get("kind") in ("plan", "review")]
            if files and (workspace / "council.toml").exists():
                differences += check(papers, workspace, sorted(files), folder / f"out-{workspace.name}")
                count += len(files)
        for number in range(options.random):
            workspace = folder / f"random-{number}"
            workspace.mkdir()
            chance = random.Random(options.seed * 100_000 + number)
            random_workspace(workspace, chance)
            random_report(workspace, chance)
            if options.self_test:
                found = check(papers, workspace, ["review.toml"], folder / f"out-{number}", chance)
                differences += [] if found else [f"a wrong digit in random review {number} was not found"]
                count += 1
            else:
                differences += check(papers, workspace, ["plan.toml", "report.toml", "review.toml"], folder / f"out-{number}")
                count += 3
    print("\n".join(differences[:40]))
    if options.self_test:
        print(f"of {count} wrong digits, {count - len(differences)} were found")
        return len(differences) > count * MOST_UNFOUND
    print(f"{count} papers recomputed, {len(differences)} differences")
    return bool(differences)


if __name__ == "__main__":
    sys.exit(main())
