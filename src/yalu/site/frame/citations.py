"""How a page of the site is cited: as a sentence, as BibTeX and as CSL-JSON (schema csl-data 1.0.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from markupsafe import Markup

from yalu.case.records import Case
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.templates import quoted
from yalu.vocabulary.results import Result
from yalu.vocabulary.words.readable import days_in_words, spoken_date

# What TeX takes for its own. Braces have names: BibTeX counts them even behind a backslash.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{letter: f"\\{letter}" for letter in "&%$#_"},
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Cite(msgspec.Struct, frozen=True):
    """One page in three forms."""

    text: str
    bibtex: str
    csl: str


def cite(site: Site, path: str, title: str, known: str = "") -> Cite:
    """A page by its path in the site. ``known`` says to which day what it shows was observed, where there is one."""
    address = f"{site.base}{path}" if site.base else ""
    project = f"Yalu: {site.title}"
    licence = f"licence {site.licence}" if site.licence else ""
    sentence = (
        quoted(title), project, f"data version {site.data_version}", f"known by {spoken_date(site.known_by)}", known, licence, address
    )  # fmt: skip
    name = re.sub(r"[^A-Za-z0-9]+", "-", f"yalu-{path.removesuffix('.html')}").strip("-")
    note = "; ".join(part for part in (known, licence) if part)
    return Cite(
        text=". ".join(part[:1].upper() + part[1:] if part != address else part for part in sentence if part)
        + ("" if address else "."),
        bibtex=_bibtex(name, title, project, site, note, address),
        csl=_csl(name, title, project, site, note, address),
    )


def cite_figure(page: FigurePage, site: Site) -> Cite:
    """A figure, with the last day of each of its series."""
    return cite(
        site, f"figures/{page.slug}.html", page.title, _observed((s.name, s.last) for s in page.spans)
    )


def dataset(site: Site, case: Case) -> Markup:
    """The whole case as a schema.org Dataset for search engines, as JSON in a script; "" where nobody said the address."""
    if not site.base:
        return Markup("")
    files = (("zip", "application/zip"), ("sqlite", "application/vnd.sqlite3"), ("json", "application/json"))
    downloads = [
        {"@type": "DataDownload", "contentUrl": f"{site.base}data/{case.id}.{ending}", "encodingFormat": kind}
        for ending, kind in files
    ]
    fields = {
        "@context": "https://schema.org", "@type": "Dataset", "name": f"Yalu: {site.title}",
        "description": f"{case.description} Every table and figure of it, with the source of every row.".lstrip(),
        "url": f"{site.base}data.html", "version": site.data_version,
        "license": f"https://spdx.org/licenses/{site.licence}.html" if site.licence else "",
        "temporalCoverage": f"{case.observed.start or '..'}/{case.observed.end or '..'}",
        "creator": {"@type": "Organization", "name": "Yalu"},
        "isAccessibleForFree": True, "distribution": downloads,
    }  # fmt: skip
    return embedded({name: value for name, value in fields.items() if value})


def embedded(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - no angle bracket is left in it


def cite_result(result: Result, site: Site, path: str, title: str) -> Cite:
    """A page that shows one result, with the last day of what it rests on; its heading says days in words."""
    seen = result.trail.observed
    return cite(site, path, days_in_words(title), _observed([("", str(seen.last))] if seen else []))


def _observed(series: Iterable[tuple[str, str]]) -> str:
    spans = ", ".join(f"{name} to {spoken_date(last)}".lstrip() for name, last in series)
    if not spans:
        return ""
    return f"observed {spans}" if spans.startswith("to ") else f"observed: {spans}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bibtex(name: str, title: str, project: str, site: Site, note: str, address: str) -> str:
    fields = {"title": f"{{{_tex(title)}}}", "howpublished": _tex(project)}
    lines = [f"{field} = {{{value}}}" for field, value in fields.items()]
    if day := _day(site.known_by):
        lines += [f"year = {{{day.year}}}", f"month = {_MONTHS[day.month - 1]}"]
    note_text = "; ".join(
        part for part in (f"data version {site.data_version}", f"known by {site.known_by}", note) if part
    )
    lines.append(f"note = {{{_tex(note_text)}}}")
    if address:  # of this, a percent sign alone needs no escape in the field that holds it
        lines.append(f"url = {{{address}}}")
    return f"@misc{{{name},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _csl(name: str, title: str, project: str, site: Site, note: str, address: str) -> str:
    item: dict[str, object] = {
        "id": name,
        "type": "webpage",
        "title": title,
        "container-title": project,
        "version": site.data_version,
    }
    if day := _day(site.known_by):
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    item |= {"note": note} if note else {}
    item |= {"URL": address} if address else {}
    fields = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in item.items())
    return f"[{{\n{fields}\n}}]"


def figure_metadata(page: FigurePage, site: Site) -> dict[str, Any]:
    """A figure's words and trails for its JSON file."""
    return {
        "slug": page.slug,
        "title": page.title,
        "subtitle": page.subtitle,
        "definition": page.definition,
        "uncertainty": page.uncertainty,
        "notes": page.notes,
        "observed": page.spans,
        "columns": {column.name: column.title for column in page.columns},
        "sources": page.cited,
        "results": page.results,
        "version": site.version,
        "citation": cite_figure(page, site).text,
    }
