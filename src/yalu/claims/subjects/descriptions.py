"""Subjects as plain values, with what each parameter can be in the case at hand."""

from __future__ import annotations

import shlex
from typing import Any

from yalu.claims.catalogue import Parameter, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import events_listed
from yalu.documents.choices import ChoiceError


def described(subject: Subject, evidence: Evidence, *, values: bool) -> dict[str, Any]:
    """One subject; with ``values`` the parameters list what the case has."""
    return {
        "name": subject.name,
        "title": subject.title,
        "unit": subject.unit if isinstance(subject.unit, str) else "",
        "measured": subject.measured,
        "example": f"yalu claims test --about {subject.name} {subject.example} --stated {shlex.quote(subject.stated)}",
        "parameters": [_parameter(p, subject, evidence, values=values) for p in subject.parameters],
    }


def _parameter(parameter: Parameter, subject: Subject, evidence: Evidence, *, values: bool) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "also": list(parameter.also),
        "help": parameter.help,
        "required": parameter.required,
        "default": parameter.default,
        "open": parameter.open,
        "values": _values(parameter, evidence) if values else list(parameter.choices),
    }


def _values(parameter: Parameter, evidence: Evidence) -> list[str]:
    if parameter.choices:
        return list(parameter.choices)
    if parameter.name == "event":
        return events_listed(evidence)
    try:
        if parameter.names is not None:
            return list(parameter.names(evidence, {}))
        return list(parameter.options(evidence, {}))
    except (ChoiceError, Unanswerable):  # what the case lacks has no values to list
        return []
