"""The whole site from a case: ask, draw, render, write."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec

from yalu import __version__
from yalu.case.knowledge import known_by as limit_to
from yalu.case.package import find_case
from yalu.case.records import Case
from yalu.changes.case_difference import difference
from yalu.changes.standing_answers import standing_answers
from yalu.changes.version_record import VersionRecord, read_record, record_of
from yalu.law.text.regimes import Regime
from yalu.opening import DEFAULT_CASE, OpenCase
from yalu.site.data.trade_data import Traded, observe_trade
from yalu.site.data.visit_data import observe
from yalu.site.drawings.chart_worker import Drawing, Drawn, job_of
from yalu.site.drawings.kept_drawings import sweep
from yalu.site.drawings.stand_ins import StandIns
from yalu.site.frame.addresses import base_of, crawled
from yalu.site.frame.citations import figure_metadata
from yalu.site.frame.downloads import case_tables, csv_bytes, json_bytes, zip_bytes
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.folder_writer import check_target, write_site
from yalu.site.frame.interactive_charts import live_data
from yalu.site.frame.rooms import Room
from yalu.site.frame.second_process import SecondProcess, seldom_swept, started
from yalu.site.frame.sqlite_file import sqlite_bytes
from yalu.site.frame.theme import TOKENS
from yalu.site.pages.assembly import Pages
from yalu.site.pages.changes.page import ChangesRoom
from yalu.site.pages.claims.page import ClaimsRoom
from yalu.site.pages.figures import Findings, all_figures
from yalu.site.pages.registry import open_rooms
from yalu.site.pages.search.index import search_files
from yalu.site.pages.search.places import Places

Progress = Callable[[str, int, int], None]


class BuildReport(msgspec.Struct, frozen=True):
    """What was built: where, how many of each, which version of the data, and the titles that state the findings."""

    folder: str
    pages: int
    figures: int
    files: int
    bytes: int
    data_version: str
    code_version: str
    known_by: str
    findings: tuple[str, ...]


def build_site(
    case: Case, out: Path | str, known_by: date | None = None, progress: Progress | None = None,
    regime: Regime | None = None, base_url: str = "", since: OpenCase | None = None, second: SecondProcess | None = None,
) -> BuildReport:  # fmt: skip
    """Build the site of a case into a folder, replacing a site that stands there.

    ``known_by`` limits the case to what could be known on a day. ``progress`` is called with what
    is being done, how many parts are done, and how many there are. ``regime`` is the law on the case's
    target; the bundled one when left out. ``base_url`` is the address that the site will have, for
    canonical addresses, citations and the sitemap; without it no page names a host. ``since`` is the
    earlier version that the pages and the feed of what changed are about; left out, it is the one that the
    case carries, if any, for a site of all that is known under the bundled law. ``second`` is the second process when
    the caller has started it already; it stays the caller's. Raises SiteFolderError when
    the folder holds anything but a site, ValueError for a ``base_url`` that is no web address; nothing is changed
    then, nor when a build fails.
    """
    say = progress or (lambda what, done, total: None)
    folder, base = Path(out), base_of(base_url) if base_url else ""
    check_target(folder)
    if known_by is not None:
        case, _ = limit_to(case, known_by)
    with seldom_swept(), started() if second is None else nullcontext(second) as helper:
        say("asking", 0, 1)
        traded = observe_trade(case, regime)
        site = Site(
            title=case.title or case.id,
            code_version=__version__,
            data_version=case.data_version,
            known_by=case.known_by or str(case.observed.end),
            licence=case.licence,
            base=base,
            asked_of=_asked_of(case),
            asked_as_of=f" --known-by {case.known_by}" if case.known_by else "",
            asked_under="" if regime is None else f" --regime {shlex.quote(regime.name)}",
        )

        rooms = open_rooms(case, site, traded, helper)
        drawing = Drawing(helper)
        observed = observe(case)

        def begin(page: FigurePage) -> None:
            if (job := job_of(page, site)) is not None:
                drawing.add(job)

        findings = all_figures(case, observed, traded, begin)
        # What needs no option comes before what does, while the second process still compares them.
        changes = _changes(OpenCase(case, regime=regime), since, site, traded, rooms)
        content = _case_files(case, site)
        brought = {room.navigation[0][0]: room.figures() for room in rooms}
        for page in (page for pages in brought.values() for page in pages):
            begin(page)
        findings = Findings(findings.sections | brought)
        say("pages", 0, 1)
        pictures = StandIns(drawing.slugs)
        all_pages = Pages(case, observed, findings, pictures, site, traded, rooms, changes)
        pages = {name: html.encode() for name, html in all_pages.all()}
        places = Places(pages)
        pages |= {name: html.encode() for name, html in all_pages.of_changes(places)}
        results, menu = all_pages.results, (entry for _, entries in all_pages.navigation for entry in entries)
        content |= search_files(case, regime, places, findings.all, results, menu)
        content |= {"static/live-data.js": live_data(case, observed)} if observed else {}
        content |= crawled(pages, site)
        for room in rooms:
            content |= room.files()
        content |= {} if changes is None else changes.files()
        # The pictures come last: what is drawn by then, the second process has drawn beside all this.
        drawn, bundle = drawing.all(say)
    content |= {name: pictures.filled(html, drawn) for name, html in pages.items()}
    content |= _figure_files(findings, drawn, site) | _static(bundle, site)
    say("writing", 0, 1)
    target = write_site(folder, dict(sorted(content.items())))
    sweep()
    return BuildReport(
        folder=str(target), pages=len(pages), figures=len(findings.all), files=len(content),
        bytes=sum(map(len, content.values())), data_version=site.data_version, code_version=site.code_version,
        known_by=site.known_by, findings=tuple(page.title for page in findings.all),
    )  # fmt: skip


def _changes(
    opened: OpenCase, since: OpenCase | None, site: Site, traded: Traded | None, rooms: tuple[Room, ...]
) -> ChangesRoom | None:
    """What changed since the version that was named, else since the one that the case carries.

    That one was recorded with all it knew and under the bundled law, so it is compared with nothing else.
    """
    alike = not opened.case.known_by and opened.regime is None
    earlier: VersionRecord | None = None
    if since is not None:
        earlier = record_of(since)
    elif alike:
        earlier = read_record(opened.case)
    if earlier is None:
        return None
    claims = next((room for room in rooms if isinstance(room, ClaimsRoom)), None)
    standing = standing_answers(
        opened, caps=traded.caps["strict"] if traded is not None and opened.case.flows else None,
        checked=claims.checked if claims is not None else None,
    )  # fmt: skip
    return ChangesRoom(difference(earlier, record_of(opened, standing=standing)), opened.case, site)


def _asked_of(case: Case) -> str:
    """The option by which a command asks this case; none for the case that it asks without one."""
    folder = Path(case.path).resolve()
    return "" if folder == find_case(DEFAULT_CASE).resolve() else f" --case {shlex.quote(folder.name)}"


def _figure_files(findings: Findings, drawn: Mapping[str, Drawn], site: Site) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for page in findings.all:
        base = f"figures/{page.slug}"
        made[f"{base}.csv"] = csv_bytes([column.name for column in page.columns], page.rows, site)
        made[f"{base}.json"] = json_bytes(figure_metadata(page, site))
        if page.slug in drawn:
            picture = drawn[page.slug]
            made[f"{base}.svg"], made[f"{base}.png"] = picture.svg, picture.png
            made[f"{base}.vl.json"], made[f"{base}.js"] = picture.spec, picture.script
    return made


def _case_files(case: Case, site: Site) -> dict[str, bytes]:
    tables = case_tables(case)
    made = {f"data/{table.name}.csv": csv_bytes(table.columns, table.rows, site) for table in tables}
    about = {
        "title": site.title, "case": case.id, "version": site.version, "licence": case.licence,
        "target": case.target, "partner": case.partner,
    }  # fmt: skip
    made[f"data/{case.id}.sqlite"] = sqlite_bytes(tables, about)
    made[f"data/{case.id}.json"] = json_bytes(
        {
            "about": about,
            "tables": {t.name: [dict(zip(t.columns, r, strict=True)) for r in t.rows] for t in tables},
        }
    )
    made[f"data/{case.id}.zip"] = zip_bytes(_package(case))
    return made


def _package(case: Case) -> dict[str, bytes]:
    """The files of the case folder as they are, so that the zip can be read again as a case."""
    folder = Path(case.path)
    if not folder.is_dir():
        return {}
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    visible = (
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return {f"{case.id}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in visible}


def _static(bundle: bytes, site: Site) -> dict[str, bytes]:
    source = files("yalu.site") / "static"
    made = {f"static/{item.name}": item.read_bytes() for item in source.iterdir() if item.is_file()}
    tokens = "\n".join(
        f".f-{t} {{ fill: var(--{t}); }} .s-{t} {{ stroke: var(--{t}); }}" for t in TOKENS.values()
    )
    # Paper has the version in its margin, and a style sheet takes words in a string of its own.
    version = "".join(c if c.isalnum() or c in " .+-·" else f"\\{ord(c):x} " for c in site.version)
    style = made["static/site.css"].replace(b"@TOKENS@", tokens.encode())
    made["static/site.css"] = style.replace(b"@VERSION@", version.encode())
    made["static/vega.js"] = bundle
    return made


__all__ = ["BuildReport", "build_site"]
