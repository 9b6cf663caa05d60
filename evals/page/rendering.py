"""The report's HTML from its JSON: template, style and script are files beside this one.

Text of documents, models and suites comes in as data and is escaped, by the template's autoescape or by ``markup``, which also
makes direction overrides visible. The page's policy lets nothing run but its own script, and nothing load.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from assistant.chat import markup
from evals.against import OURS
from evals.naming import Label, Said
from evals.page import charts, views, words
from evals.page.words import humanised

_HERE = Path(__file__).parent
_MAIN_HEAD = ("time", "system", "model", "embedder", "questions", "seed", "git")
_SCALARS = (str, int, float)


def to_html(report: Mapping[str, Any]) -> str:
    """The whole page.

    Args:
        report: what ``RunReport.to_json()`` gives, or the JSON file of a run read back.
    """
    style, script = _file("page.css"), _file("page.js")
    overall = views.figures(report["overall"])
    risk = report.get("risk_coverage") or {}
    return _environment().get_template("page.html.j2").render(
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 (our own file)
        script=Markup(script),  # noqa: S704 (our own file)
        summary=json.dumps(summary(report), ensure_ascii=False),
        report=report,
        facts=_facts(report["head"]),
        details=json.dumps(_details(report["head"]), ensure_ascii=False, indent=2),
        headlines=[overall[key] for key in words.HEADLINES if key in overall and overall[key].value is not None],
        figure_groups=list(views.figure_groups(report)),
        groups=list(views.groups(report)),
        timings=views.timings(report),
        risk_points=[(point["coverage"], point["risk"]) for point in risk.get("points", ())],
        risk_area=views.figure("area", risk["area"], Label(words.WORDS["risk"], "low")) if risk.get("area") else None,
        questions=[views.question(number, row) for number, row in enumerate(report["rows"], start=1)],
        tags=sorted({tag for row in report["rows"] for tag in row["expected"].get("tags", ())}),
        languages=sorted({row["expected"]["language"] for row in report["rows"]}),
    )  # fmt: skip


def summary(report: Mapping[str, Any]) -> dict[str, Any]:
    """What a list of runs shows of this one; stands in the page's head as ``<meta name="dossier-run">``."""
    head, rates = report["head"], report["overall"]["rates"]
    system = head.get("system", OURS)
    return {
        "suite": report["suite"] if system == OURS else f"{report['suite']}, {system}",
        "time": head.get("time"),
        "model": head.get("model"),
        "questions": len(report["rows"]),
        "right": rates["right"],
        "abstained": rates["abstained"],
        "shown_wrong": rates["shown_wrong"],
    }


@cache
def _environment() -> Environment:
    # What an older report lacks is undefined, which is false and empty.
    made = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {
        "ui": ui,
        "both": _both,
        "charts": charts,
        "words": words,
        "humanised": humanised,
        "direction_of": markup.direction,
        "language_direction": markup.language_direction,
    }
    made.filters |= {"inert": _inert, "name": _name}
    return made


def ui(key: str, **fill: object) -> Markup:
    """A saying of the page, in both languages."""
    return _both(Said(*(said.format(**fill) for said in words.WORDS[key])))


def _both(said: Said) -> Markup:
    """Shown in English until the page's script turns it into the other language."""
    return Markup('<span data-ar="{}">{}</span>').format(said.ar, said.en)


def _inert(value: str) -> Markup:
    return Markup(markup.text(value))  # noqa: S704 (escaped there)


def _name(value: str) -> Markup:
    return Markup(markup.name(value))  # noqa: S704 (escaped there)


def _facts(head: Mapping[str, Any]) -> list[tuple[Said, Markup]]:
    """The head's plain values, the best known first."""
    keys = [*_MAIN_HEAD, *(key for key in head if key not in (*_MAIN_HEAD, "suite") and not key.endswith("sha256"))]
    facts = []
    for key in keys:
        value = head.get(key)
        if key == "git" and value:
            changed = Markup(" ({})").format(ui("changed")) if value.get("dirty") else ""
            facts.append((words.WORDS[key], Markup("<code>{}</code>{}").format(value["commit"][:12], changed)))
        elif isinstance(value, _SCALARS) and value != "":
            shown = str(value).replace("T", " ").replace("+00:00", " UTC") if key == "time" else str(value)
            facts.append((words.WORDS.get(key, humanised(key)), Markup("<bdi>{}</bdi>").format(_inert(shown))))
    return facts


def _details(head: Mapping[str, Any]) -> dict[str, Any]:
    """The rest of the head: what is no plain value, and the hashes."""
    hashes = {key: value for key, value in head.items() if key.endswith("sha256")}
    return hashes | {key: value for key, value in head.items() if key != "git" and not isinstance(value, _SCALARS)}


def _policy(style: str, script: str) -> str:
    """Nothing but this very style and script; an empty icon, so that no browser asks for one."""
    own = f"style-src {_hash(style)}; script-src {_hash(script)}; img-src data:"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
