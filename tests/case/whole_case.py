"""A sound case with a row of every kind, each spoilt in turn by tests/golden/case-faults.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tests.case.conftest import Draft

#: Tables beside those of a new case; every row is sound, and stands at the edge of what is allowed where there is one.
TABLES = {
    "actions": """id,date,authority,authority_kind,kind,title,matter,programmes,conduct_start,conduct_end,follows,sources
a1,2016-01-01,Court,court,indictment,Charged,m,XAA,2015,2015-01,,eastmark-times:2
a2,2016-01-01,Court,court,sentence,Sentenced,m,XAA,,,a1,eastmark-times:2
a3,2017-01-01,Institute,ngo,report,Reported,m,XAA,,,a1;a2,eastmark-times:2
a4,2017-02-01,Office,executive,penalty,Fined,n,XAA,,,,eastmark-times:2
""",
    "amounts": "id,action,measure,gross,suspended,activated,activated_date,credited,credited_to,credited_date,refunded,refunded_date,"
    """replaced_by,replaced_date,currency,part_of,sources
m1,a1,penalty,60,20,20,2016-02-01,30,m2,2016-02-01,10,2016-06-01,m2,2016-01-01,USD,,eastmark-times:2
m2,a2,penalty,150,,,,,,,,,,,USD,,eastmark-times:2
m3,a2,penalty,100,,,,,,,,,,,USD,m2,eastmark-times:2
m4,a2,penalty,60,,,,10,m3,2016-02-01,,,,,USD,m2,eastmark-times:2
m5,a4,penalty,7,,,,,,,,,,,USD,,eastmark-times:2
""",
    "named": """id,action,party,name,schema,role,node,status,status_date,sources
n1,a1,p,A Person,Person,defendant,pe2,charged,2016-01-01,eastmark-times:2
n2,a3,q,A Company,Company,named,,charged,2016-01-01,eastmark-times:2
""",
    "responses": """id,date,responder,responder_kind,matter,kind,quote,wording,allegation,trigger,action,sources
r1,2016-01-02,Ministry,state,m,denial,we did not,verbatim,x,own_action,a1,eastmark-times:2
""",
    "nodes": """id,kind,name,role,official_action,listed_as,sources
co1,company,Maker,,,,eastmark-times:2
co2,company,Buyer,,,,eastmark-times:2
m1,machine,Lathe,,,,eastmark-times:2
c1,component,Drive,,,,eastmark-times:2
s1,software,Control,,,,eastmark-times:2
v1,vessel,Ship,,,,eastmark-times:2
b1,body,Court,,,,westmark-gazette:2
pe1,person,unnamed clerk,clerk,unnamed,,eastmark-times:2
pe2,person,A Person,,charged,,eastmark-times:2
pe3,person,B Person,minister,office,,eastmark-times:2
pe4,person,C Person,,designated,un:KPe.001,eastmark-times:2
pe5,person,D Person,,convicted,,eastmark-times:2
""",
    "links": """id,deal,from_node,kind,to_node,asserted_by,grade,sources
l1,,co1,supplied,c1,Maker,company_admission,eastmark-times:2
l2,,c1,incorporated_in,m1,Expert,expert_report,eastmark-times:2
l3,,s1,incorporated_in,c1,The press,press,eastmark-times:2
l4,,m1,sold_to,co2,press,allegation,eastmark-times:2
l5,,pe5,restricted_by,b1,Court,court_finding,westmark-gazette:2
l6,,m1,shipped_on,v1,Port,official_finding,eastmark-times:2
""",
    "rosters": """id,side,title,start,end,politburo,central_committee,sources
k1,partner,First congress,2000-01-01,,whole,absent,westmark-gazette:2
k2,partner,Second congress,2012-01-01,,part,absent,westmark-gazette:2
""",
    "seats": """id,person,side,body,start,end,congress,sources,notes
s1,Bo Reed,partner,politburo,2009-01-01,2011-05,k1,westmark-gazette:2,
s2,Bo Reed,partner,politburo_alternate,2011-05,2012-01-01,k1,westmark-gazette:2,
s3,Bo Reed,partner,secretariat,2009-01-01,,k1,westmark-gazette:2,
s4,Cy Wood,partner,below_politburo,2009-01-01,,k1,westmark-gazette:2,
""",
    "coverage": """id,table,rows,year,start,end,level,test,left_out,sources
c1,visits,,2010,,,good,own_search,,westmark-gazette:2
c2,events,kind=nuclear_test,,2009-01-01,2012-12-31,whole,authority_list,,westmark-gazette:2
c3,events,kind=nuclear_test,,2013,,good,,,westmark-gazette:2
c4,visits,direction=third_country,,2010,2011,thin,,rank=minister,westmark-gazette:2
""",
    "contradictions": """id,table,row,field,value,sources
x1,visits,V01,start,2010-03-15,eastmark-times:3
x2,eras,xa-an-hill,end,2015,eastmark-times:3
""",
}  # fmt: skip


def whole(draft: Draft) -> Draft:
    """The sound case, written where a draft stands."""
    for name, text in TABLES.items():
        draft.add_table(name, text)
    return draft


def printed(draft: Draft, change: dict[str, dict[str, str]]) -> list[str]:
    """Every problem of the sound case with some parts of its files changed: place, value, message, rule, next step."""
    for file, parts in change.items():
        for old, new in parts.items():
            assert draft.text(file).count(old) == 1, (
                f"{file}: {old!r} stands {draft.text(file).count(old)} times"
            )
            draft.replace(file, old, new)
    return [_line(problem) for problem in draft.problems()]


def read_whole(draft: Draft) -> dict[str, Any]:
    """The case as it is read: every field of every record that is not empty, as text; the path and the hash apart."""
    case = draft.read()
    names = [name for name in case.__struct_fields__ if name not in {"path", "data_version", "codebook"}]
    return {name: found for name in names if (found := _plain(getattr(case, name)))}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct) and "id" in value.__struct_fields__:
        fields = ((name, _plain(getattr(value, name))) for name in value.__struct_fields__)
        return {name: printed for name, printed in fields if printed}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    return "" if value is None or value is False else _text(value)


def _text(value: Any) -> str:
    return f"{value.source}:{value.credibility}" if type(value).__name__ == "SourceRef" else str(value)


def _line(problem: Any) -> str:
    mark = "" if problem.severity == "error" else f"{problem.severity} "
    return f"{mark}{problem.where} [{problem.value}] {problem.message} | {problem.rule} | {problem.next_step}"
