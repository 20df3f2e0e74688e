"""Reading a whole case: the folder is checked to the end, and only then becomes a Case."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from yalu.case.amounts import check_amounts
from yalu.case.checks.action_checks import check_actions
from yalu.case.checks.attestation import check_confirmed
from yalu.case.checks.chain_checks import check_chains
from yalu.case.checks.coverage_checks import check_coverage
from yalu.case.checks.cross_checks import check_references
from yalu.case.checks.ledger_checks import check_ledgers
from yalu.case.checks.visit_checks import check_visits
from yalu.case.codebook.codebooks import CodebookFacts, check_codebook
from yalu.case.folder.descriptor import CODEBOOK, FILE, Descriptor, read_descriptor, required_resources
from yalu.case.folder.locations import bundled_cases, find_case
from yalu.case.record_builder import RECORDS, posts_of, records_of, sources_of
from yalu.case.records import Case, Codebook
from yalu.case.seats import seated
from yalu.case.tables import table_of, table_schemas
from yalu.documents.declared_checks import check_declared
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, Problem, ProblemLog, one_of
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import read_yaml
from yalu.documents.tables.csv_tables import Table, no_rows, read_table
from yalu.documents.tables.table_checks import check_table

# Other tables name rows of these; a case that does not list one has none of its rows.
_REFERRED_TO = ("posts", "visits")

__all__ = ["bundled_cases", "check_case", "find_case", "read_case"]


def read_case(path: str | Path) -> Case:
    """The case of that bundled name or folder. Raises DocumentError carrying every problem of it at once."""
    reading_case = _Reading(find_case(path))
    case = reading_case.case()
    if case is None:
        raise DocumentError(reading_case.log.problems())
    return case


def check_case(path: str | Path) -> list[Problem]:
    """Every problem of a case, errors and warnings; an empty list when there is none."""
    try:
        folder = find_case(path)
    except DocumentError as error:
        return list(error.problems)
    reading_case = _Reading(folder)
    reading_case.check_ledgers(reading_case.check())
    return reading_case.log.problems()


class _Reading:
    """One reading of one case folder."""

    def __init__(self, folder: Path) -> None:
        self.log = ProblemLog()
        self._folder = folder
        self._hash = hashlib.sha256()
        self._tables: dict[str, Table] = {}
        self._codebook: Codebook | None = None

    def check(self) -> Descriptor | None:
        """Read and check everything; None when there is no descriptor to start from."""
        descriptor = read_descriptor(self._folder, self.log)
        if descriptor is None:
            return None
        self._hash_file(FILE, (self._folder / FILE).read_bytes())
        missing = [name for name in required_resources() if name not in descriptor.resources]
        if missing:
            self.log.add(
                FILE, 0, "resources", f"there is no usable resource {one_of(missing)}",
                rule=f"every case has {one_of(required_resources())}", next_step="list the files under “resources”",
                value=one_of(missing),
            )  # fmt: skip
        for name in descriptor.tables():
            self._read_table(name, descriptor)
        for name in _REFERRED_TO:
            if name not in descriptor.resources:
                self._tables[name] = no_rows(name)
        unread = {table_of(name) for name in descriptor.tables() if name not in self._tables}
        check_declared(self._tables.values(), table_schemas(), self.log, unread=unread)
        check_references(self._tables, self.log)
        check_amounts(self._tables, self.log)
        check_visits(self._tables, descriptor.observed, self.log)
        check_actions(self._tables, self.log)
        check_chains(self._tables, self.log)
        check_coverage(self._tables, self.log)
        if CODEBOOK in descriptor.resources:
            self._read_codebook(descriptor)
        for name in sorted(set(descriptor.resources) - {*descriptor.tables(), CODEBOOK}):
            self._hash_other(descriptor.resources[name].path, descriptor.resources[name].target)
        return descriptor

    def check_ledgers(self, descriptor: Descriptor | None) -> None:
        """Hold amounts of each ledger against each other, and grades against sources: only a check asks."""
        if descriptor is not None:
            check_ledgers(self._tables, self.log)
            check_confirmed(self._tables, self.log)

    def case(self) -> Case | None:
        """The checked case, or None when the log has errors."""
        descriptor = self.check()
        if descriptor is None or self.log.has_errors:
            return None
        # The rows of every table under its own name but for sources and posts, which are looked up by id.
        rows: dict[str, Any] = {
            table: records_of(self._tables, table, record) for table, record in RECORDS.items()
        } | {"sources": sources_of(self._tables), "posts": posts_of(self._tables)}
        rows |= {"tenures": rows.pop("eras"), "visits": seated(rows["visits"], rows["seats"])}
        return Case(
            id=descriptor.id, title=descriptor.title, description=descriptor.description, target=descriptor.target,
            partner=descriptor.partner, names=descriptor.names, path=str(self._folder), version=descriptor.version,
            data_version=f"{descriptor.version}+{self._hash.hexdigest()[:10]}", observed=descriptor.observed,
            codebook=self._codebook, licence=descriptor.licence, **rows,
        )  # fmt: skip

    def _read_table(self, name: str, descriptor: Descriptor) -> None:
        resource = descriptor.resources[name]
        data = read_user_file(resource.target, self.log, kind="resource", file=resource.path)
        if data is None:
            return
        self._hash_file(resource.path, data)
        schema = table_schemas()[table_of(name)]
        table = read_table(data, schema, self.log, file=resource.path)
        if table is None:
            return
        self._tables[name] = table
        check_table(table, schema, self.log)
        if resource.columns is not None and resource.columns != tuple(table.columns):
            self.log.warn(
                FILE, 0, f"{name}.schema",
                f"the schema of {name} lists other columns, or another order, than {resource.path}",
                rule="other tools read a file only if its schema lists the columns of its first line in order",
                next_step=f"list these columns in the schema: {one_of(table.columns)}",
            )  # fmt: skip

    def _read_codebook(self, descriptor: Descriptor) -> None:
        resource = descriptor.resources[CODEBOOK]
        data = read_user_file(resource.target, self.log, kind="codebook", file=resource.path)
        if data is None:
            return
        self._hash_file(resource.path, data)
        document = read_yaml(data, self.log, file=resource.path)
        codebook = None if document is None else fit(document, Codebook, self.log)
        if document is not None and codebook is not None:
            check_codebook(codebook, document, self._known(descriptor), self.log)
        self._codebook = codebook

    def _known(self, descriptor: Descriptor) -> CodebookFacts:
        """What a codebook may name; what could not be read is not counted against it."""
        posts, sources, eras = (self._tables.get(name) for name in ("posts", "sources", "eras"))
        offices: dict[str, set[str]] | None = None if "eras" in descriptor.resources else {}
        if eras is not None:
            offices = {}
            for side, office in zip(eras.column("side"), eras.column("office"), strict=True):
                offices.setdefault(side, set()).add(office)
        return CodebookFacts(
            posts=None if posts is None else frozenset(posts.column("id")),
            sources=None if sources is None else frozenset(sources.column("id")),
            offices=offices,
        )

    def _hash_other(self, path: str, target: Path) -> None:
        """Files Yalu does not read here still belong to the version of the data."""
        data = read_user_file(target, self.log, kind="resource", file=path)
        if data is not None:
            self._hash_file(path, data)

    def _hash_file(self, path: str, data: bytes) -> None:
        self._hash.update(f"{path}\0{len(data)}\0".encode())
        self._hash.update(data)
