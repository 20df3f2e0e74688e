"""Every format becomes the same kind of party, with where each name stood."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.lists import read_list
from yalu.screening.lists.formats.entry_values import alpha3, distinct, named
from yalu.screening.lists.formats.list_reader import ReadList
from yalu.screening.query_input import ask
from yalu.screening.records import Identifier, Party
from yalu.screening.screener import Screening

from . import samples

REAL = os.environ.get("YALU_REAL_DATA", "")
Put = Callable[..., Path]


def read(path: Path, **options: object) -> ReadList:
    (found,) = read_list(path, **options)  # type: ignore[arg-type]
    return found


def by_entry(found: ReadList) -> dict[str, Party]:
    return {party.entry: party for party in found.parties}


def names(party: Party) -> list[tuple[str, str, str]]:
    return [(name.text, name.kind, name.script) for name in party.names]


def born(party: Party) -> list[tuple[str, str]]:
    return [
        (str(b.start.earliest) if b.start else "?", str(b.end.latest) if b.end else "?") for b in party.births
    ]


def test_the_un_list_keeps_scripts_weak_aliases_and_family_names_apart(put: Put):
    found = read(put("un.xml", samples.UN))
    assert (found.info.list, found.info.date, found.info.parties) == ("un", "2026-02-27", 2)
    person = by_entry(found)["KPi.901"]
    assert names(person) == [
        ("YUN MADE-UP", "primary", "latin"),
        ("윤가공", "strong", "hangul"),
        ("Yun Ka-gong (尹加工)", "strong", "mixed"),
        ("Yun Ka-gong", "strong", "latin"),
        ("尹加工", "strong", "han"),
        ("Yun", "weak", "latin"),
    ]
    assert (person.names[0].family, person.names[0].given) == ("YUN", "MADE-UP")
    assert born(person) == [
        ("1944-10-13", "1944-10-13"),
        ("1940-01-01", "1942-12-31"),
        ("1941-01-01", "1941-12-31"),
    ]
    assert person.genders == ("male",)
    assert person.countries == ("PRK",)
    assert Identifier("passport", "PS 000000001", "PRK", None, "Expires 4 Jul. 2017") in person.identifiers
    assert Identifier("swift", "AAAABB22", "", True) in person.identifiers


def test_an_imo_number_of_a_un_entity_is_a_companys_and_a_time_zone_does_not_spoil_a_date(put: Put):
    company = by_entry(read(put("un.xml.gz", samples.UN)))["KPe.901"]
    assert company.identifiers == (Identifier("company_imo", "1790183", "", True),)
    assert str(company.listed) == "2018-03-30"
    assert ("EARLIER MADE-UP CO", "former", "latin") in names(company)


@pytest.mark.parametrize("text", [samples.SDN_OLD, samples.SDN_NEW], ids=["old namespace", "new namespace"])
def test_sdn_xml_reads_under_both_namespaces(put: Put, text: str):
    found = read(put("sdn.xml", text))
    assert (found.info.list, found.info.date) == ("ofac-sdn", "2024-05-07")
    person, company, ship, plane = found.parties
    assert names(person) == [
        ("KIM, Made Up", "primary", "latin"),
        ("RGB", "weak", "latin"),
        ("GIM, Made Up", "former", "latin"),
    ]
    assert person.programmes == ("DPRK2", "NPWMD")
    assert born(person) == [("1960-01-01", "1960-12-31"), ("1960-03-12", "1960-03-15")]
    assert person.births[0].start is not None
    assert person.births[0].start.approximate
    assert person.notices == ("Secondary sanctions risk: Made-up Regulations, section 1",)
    assert Identifier("crypto", "0xmadeup", "", None, "ETH") in person.identifiers
    assert [(tie.name, tie.party) for tie in person.linked] == [
        ("MADE-UP PROJECTS (PTY) LIMITED", "ofac-sdn:102")
    ]
    assert company.identifiers[0].kind == "company_imo"
    assert (ship.schema, ship.flags, ship.vessel_type) == ("Vessel", ("PRK", "PAN"), "Bulk Carrier")
    assert {i.kind: i.value for i in ship.identifiers} == {
        "imo": "9074729",
        "mmsi": "445000000",
        "call_sign": "HMAA",
    }
    assert (plane.schema, plane.identifiers[0].kind) == ("Airplane", "tail_number")


@pytest.mark.parametrize(
    ("programmes", "name"),
    [
        (["NS-PLC"], "ofac-nonsdn"), (["DPRK2"], "ofac-sdn"), (["NS-PLC", "DPRK2"], "ofac-sdn"),
        (["DPRK2", "NS-PLC", "SDGT", "CAPTA"], "ofac-sdn"), (["DPRK2", "NS-PLC", "CAPTA"], "ofac-nonsdn"),
    ],
)  # fmt: skip
def test_the_shorter_list_of_ofac_is_known_by_more_than_half_of_its_first_programmes(
    put: Put, programmes, name
):
    entries = "".join(
        f"<sdnEntry><uid>{n}</uid><lastName>Made-up {n}</lastName><sdnType>Entity</sdnType>"
        f"<programList><program>{code}</program></programList></sdnEntry>"
        for n, code in enumerate(programmes)
    )
    text = f"<sdnList><publshInformation><Publish_Date>05/07/2024</Publish_Date></publshInformation>{entries}</sdnList>"
    assert read(put("list.xml", text)).info.list == name


def test_the_legacy_set_joins_its_four_files_and_finds_what_only_the_remarks_say(put: Put):
    for name, text in samples.SDN_SET.items():
        path = put(name, text)
    found = read(path.with_name("sdn.csv"))
    person, company, ship = found.parties
    assert found.problems == ()
    assert person.programmes == ("NPWMD", "DPRK2")
    assert names(person) == [
        ("KIM, Made Up", "primary", "latin"),
        ("GIM, Made Up", "former", "latin"),
        ("KIM, Madeup", "strong", "latin"),
        ("RGB", "weak", "latin"),
        ("THE MADE-UP", "weak", "latin"),
    ]
    assert born(person) == [("1960-01-01", "1960-12-31"), ("1958-01-01", "1962-12-31")]
    kinds = {(i.kind, i.value, i.country, i.note) for i in person.identifiers}
    assert ("passport", "000000002", "PRK", "") in kinds
    assert ("crypto", "1madeup", "", "XBT") in kinds
    assert ("crypto", "0xmadeup", "", "ETH") in kinds
    assert any("Residency Number 4711" in text for text in (person.remarks,)), "a remark goes on mid-word"
    assert [(tie.name, tie.party) for tie in person.linked] == [
        ("MADE-UP PROJECTS (PTY) LIMITED", "ofac-sdn:102")
    ]
    assert person.notices == ("Secondary sanctions risk: Made-up Regulations, sections 1 and 2",)
    assert company.schema == "Organization"
    assert company.addresses == ("1 Made-up Street, Windhoek, Namibia",)
    assert {i.kind for i in ship.identifiers} == {"imo", "mmsi", "call_sign"}
    assert ship.flags == ("PRK", "PAN")


def test_a_legacy_file_without_its_companions_says_what_is_missing(put: Put):
    found = read(put("sdn.csv", samples.SDN_CSV))
    assert [p.severity for p in found.problems] == ["warning"] * 3
    assert all("companion file" in p.message for p in found.problems)


def test_advanced_xml_brings_original_scripts_days_of_listing_and_ties(put: Put):
    found = read(put("sdn_advanced.xml", samples.ADVANCED))
    assert (found.info.list, found.info.date) == ("ofac-sdn", "2025-06-03")
    person, bank = found.parties
    assert names(person) == [
        ("KIM, Made Up", "primary", "latin"),
        ("RGB", "weak", "latin"),
        ("김가공", "strong", "hangul"),
    ]
    assert (person.programmes, str(person.listed)) == (("DPRK3",), "2016-07-06")
    assert born(person) == [("1960-01-01", "1960-12-31")]
    assert (person.schema, person.genders, person.countries) == ("Person", ("male",), ("PRK",))
    assert {(i.kind, i.value) for i in person.identifiers} == {
        ("passport", "000000003"),
        ("crypto", "1madeup"),
    }
    assert [(t.kind, t.name, t.party) for t in person.linked] == [
        ("acts_for", "MADE-UP BANK", "ofac-sdn:202")
    ]
    assert person.notices == ("Secondary sanctions risk: Made-up Regulations",)
    assert (bank.schema, bank.addresses) == ("Organization", ("Pyongyang, Korea, North",))


def test_the_eu_list_leads_with_english_and_calls_translations_translations(put: Put):
    company, person = read(put("eu.xml", samples.EU)).parties
    assert names(company) == [
        ("Made-up Corporation", "primary", "latin"),
        ("Väljamõeldud korporatsioon", "translation", "latin"),
        ("가공회사", "strong", "hangul"),
        ("MUC", "weak", "latin"),
    ]
    assert company.references == ("un:KPe.901",)
    assert Identifier("company_imo", "1790183", "", True) in company.identifiers
    assert (person.names[0].family, person.names[0].given) == ("MADEUP", "Jae-gyong")
    assert born(person) == [("1942-01-01", "1942-01-01"), ("1940-01-01", "1943-12-31")]
    assert Identifier("passport", "000000004", "PRK", None, "expired") in person.identifiers


def test_the_eu_csv_says_the_same_as_the_eu_xml(put: Put):
    company, person = read(put("eu.csv", samples.EU_CSV)).parties
    assert [n.text for n in company.names] == ["Made-up Corporation", "가공회사"]
    assert (company.id, company.programmes, company.references) == ("eu:EU.1.1", ("PRK",), ("un:KPe.901",))
    assert (person.genders, person.titles, person.countries) == (("male",), ("Made-up Director",), ("PRK",))
    assert born(person) == [("1942-01-01", "1942-01-01")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("UK-Sanctions-List.csv", samples.UK_CSV.replace("Passport number", "National Identifier number")),
        ("UK-Sanctions-List.xml", samples.UK_XML.replace("Passport", "NationalIdentifier")),
    ],
)
def test_a_national_number_of_the_british_list_finds_its_bearer(put: Put, name: str, text: str):
    found = read(put(name, text))
    assert by_entry(found)["DPR9001"].identifiers == (Identifier("national_id", "000000001"),)
    decided = Screening(found.parties).screen("Nobody At All", identifiers=[("national_id", "000000001")])
    assert (decided.outcome, decided.best.party) == ("review", "uk:DPR9001")


@pytest.mark.parametrize("name", ["UK-Sanctions-List.csv", "UK-Sanctions-List.xml"])
def test_the_uk_list_reads_the_same_from_csv_and_xml(put: Put, name: str):
    found = read(put(name, samples.FILES[name]))
    assert (found.info.list, found.info.date, found.info.parties) == ("uk", "2026-05-12", 2)
    person, ship = found.parties
    assert names(person) == [
        ("Made-up YUN", "primary", "latin"),
        ("Yun", "weak", "latin"),
        ("윤가공", "strong", "hangul"),
    ]
    assert (person.references, person.countries, person.genders) == (("un:KPi.901",), ("PRK",), ("male",))
    assert born(person) == [("1944-01-01", "1944-12-31")]
    assert str(person.listed) == "2009-07-16"
    assert (ship.schema, ship.vessel_type, ship.flags) == ("Vessel", "Tanker", ("PAN",))
    assert ship.identifiers == (Identifier("imo", "9074729", "", True),)


def test_the_uk_tables_join_and_drop_repeated_rows(put: Put):
    for name, text in samples.UK_SET.items():
        path = put(name, text)
    person, ship = read(path.with_name("uk_list_2026-05_subjects.csv")).parties
    assert person.programmes == ("DPR",)
    assert person.countries == ("PRK",)
    assert born(person) == [("1944-10-01", "1944-10-31")]
    assert [i.value for i in ship.identifiers] == ["9074729"]


def test_a_denial_ends_on_the_day_in_its_notes_and_twins_keep_ids_of_their_own(put: Put):
    found = read(put("bis_dpl.json", samples.REGISTER))
    first, second = found.parties
    assert (found.info.list, found.info.date) == ("us-denied", "2026-04-14")
    assert (str(first.listed), str(first.delisted)) == ("2020-09-12", "2026-09-12")
    assert second.delisted is None
    assert second.id == f"{first.id}-2"


def test_the_consolidated_screening_list_is_split_and_what_ofac_publishes_itself_is_passed_over(put: Put):
    entity, bureau = read_list(put("csl.json", samples.CSL))
    assert [entity.info.list, bureau.info.list] == ["us-entity", "us-nonproliferation"]
    assert entity.parties[0].countries == ("CHN",)
    assert str(bureau.parties[0].delisted) == "2018-06-28"


def test_followthemoney_lines_bring_ties_with_their_shares(put: Put):
    person, company = read(put("entities.ftm.json", samples.FTM), name="made-up").parties
    assert names(person) == [
        ("Kim Made-up", "primary", "latin"),
        ("김가공", "strong", "hangul"),
        ("KM", "weak", "latin"),
        ("Gim Made-up", "former", "latin"),
    ]
    assert (str(person.listed), company.listed) == ("2014-01", None), "first seen is no day of listing"
    (tie,) = company.linked
    assert (tie.kind, tie.name, tie.party, tie.share_low, str(tie.start)) == (
        "owned_by", "Kim Made-up", "made-up:Q1", 51.0, "2015-01-01",
    )  # fmt: skip
    assert [(i.kind, i.valid) for i in company.identifiers] == [("company_imo", True), ("lei", True)]


@pytest.mark.skipif(not REAL, reason="needs YALU_REAL_DATA")
def test_every_entity_of_a_followthemoney_list_is_a_party_or_belongs_to_one():
    file = Path(REAL) / "contracts" / "ftm" / "zala.ftm.json"
    entities = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    found = read(file, name="zala")
    parties = by_entry(found)
    assert (len(entities), len(parties), found.problems) == (91, 17, ())
    for entity in entities:
        said = entity["properties"]
        if entity["schema"] in {"Ownership", "Family", "Directorship"}:
            one, two = {"Ownership": ("asset", "owner"), "Family": ("person", "relative"),
                        "Directorship": ("director", "organization")}[entity["schema"]]  # fmt: skip
            assert f"zala:{said[two][0]}" in {tie.party for tie in parties[said[one][0]].linked}
        elif entity["schema"] == "Sanction":
            party = parties[said["entity"][0]]
            assert any(said["authority"][0] in notice for notice in party.notices)
            assert set(said.get("programId", ())) <= set(party.programmes)
        elif entity["schema"] in {"Person", "Company"}:
            places = {e["id"]: e["properties"]["full"][0] for e in entities if e["schema"] == "Address"}
            held = {" ".join(text.split()) for text in parties[entity["id"]].addresses}
            assert {
                " ".join(places[one].split()) for one in said.get("addressEntity", ()) if one in places
            } <= held
    assert {p.id for p in found.parties if any(i.kind == "passport" for i in p.identifiers)}


def test_identity_papers_and_entities_nobody_reads_are_told(put: Put):
    lines = [
        {"id": "P", "schema": "Person", "properties": {"name": ["Made-up Person"], "addressEntity": ["A"]}},
        {
            "id": "N",
            "schema": "Passport",
            "properties": {"holder": ["P"], "number": ["A1234567"], "country": ["kp"]},
        },
        {"id": "A", "schema": "Address", "properties": {"full": ["1 Made-up Street"]}},
        {"id": "D", "schema": "Document", "properties": {"fileName": ["x"]}},
    ]
    found = read(put("made.ftm.json", "\n".join(map(json.dumps, lines))), name="made")
    (person,) = found.parties
    assert person.identifiers == (Identifier("passport", "A1234567", "PRK"),)
    assert person.addresses == ("1 Made-up Street",)
    assert "1 Document" in found.problems[0].message


def test_a_person_of_followthemoney_whose_name_stands_in_its_parts_alone_is_kept(put: Put):
    props = {"firstName": ["Hadi"], "lastName": ["Made-up"], "alias": ["Another"]}
    (one,) = read(
        put("made.ftm.json", json.dumps({"id": "Q1", "schema": "Person", "properties": props})), name="made"
    ).parties
    assert names(one) == [("Hadi Made-up", "primary", "latin"), ("Another", "strong", "latin")]
    assert (one.names[0].family, one.names[0].given) == ("Made-up", "Hadi")


def test_a_list_of_ones_own_is_read_by_guessed_columns_and_says_which(put: Put):
    found = read(put("mine.csv", samples.OWN_CSV), name="mine")
    person, ship = found.parties
    assert names(person) == [
        ("Made-up Person", "primary", "latin"),
        ("Other", "strong", "latin"),
        ("Another", "strong", "latin"),
    ]
    assert born(person) == [("1965-01-01", "1965-12-31"), ("1966-01-01", "1966-12-31")]
    assert person.remarks == "=1+1"
    assert (ship.schema, ship.identifiers[0].valid) == ("Vessel", True)
    assert "name = party name" in found.problems[0].message


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Azim Adhajani; Azim Agha-Jani", ["primary Azim Adhajani", "strong Azim Agha-Jani"]),
        ("a) Alpha Beta b) Gamma Delta; Epsilon Zeta", ["primary Alpha Beta", "strong Gamma Delta", "strong Epsilon Zeta"]),
        ("FAR EASTERN SHIPPING COMPANY (FESCO)", ["primary FAR EASTERN SHIPPING COMPANY (FESCO)",
                                                 "strong FAR EASTERN SHIPPING COMPANY", "strong FESCO"]),
        ("Armament Group (AIG)", ["primary Armament Group (AIG)", "strong Armament Group", "weak AIG"]),
        ("ABAR SAL (OFFSHORE)", ["primary ABAR SAL (OFFSHORE)", "strong ABAR SAL"]),
        ("Repair Plant (ARZRU) (Kaliningrad Region)", ["primary Repair Plant (ARZRU) (Kaliningrad Region)",
                                                       "strong Repair Plant", "strong ARZRU"]),
        ("Dandong Trade Co. (China)", ["primary Dandong Trade Co. (China)", "strong Dandong Trade Co."]),
        ("Guard Corps (IRGC) Qods Force", ["primary Guard Corps (IRGC) Qods Force", "strong Guard Corps Qods Force"]),
        ("Plant (Parent: Big Group (BGGGG))", ["primary Plant (Parent: Big Group (BGGGG))", "strong Plant"]),
        ("Choe Chol (a.k.a Choe Chol Min) (DPRK individual)", ["primary Choe Chol (a.k.a Choe Chol Min) (DPRK individual)",
                                                               "strong Choe Chol", "strong Choe Chol Min"]),
        ("Made-up Bank (formerly Older Bank)", ["primary Made-up Bank (formerly Older Bank)", "strong Made-up Bank",
                                                "former Older Bank"]),
        ("Abubakar (original script: أبو بكر)", ["primary Abubakar (original script: أبو بكر)", "strong Abubakar", "strong أبو بكر"]),
        ("also known as: Karl Lee", ["primary Karl Lee"]),
        ("Namhung Trading Corp., aka Namhung", ["primary Namhung Trading Corp.", "strong Namhung"]),
        ("HPSTAR; and", ["primary HPSTAR"]),
        ("Broken (bracket", ["primary Broken (bracket"]),
        ("Simon & Sons", ["primary Simon & Sons"]),
    ],
)  # fmt: skip
def test_a_cell_of_names_gives_every_name_it_holds_and_the_printed_one_stays(printed: str, found: list[str]):
    assert [f"{name.kind} {name.text}" for name in distinct([named(printed)])] == found


@pytest.mark.parametrize(
    ("printed", "name", "address"),
    [
        (
            "M.A.G. Tech, 5762 Royalmount Ave, Montreal, QC, Canada",
            "M.A.G. Tech",
            "5762 Royalmount Ave, Montreal, QC, Canada",
        ),
        (
            "Fu Jirui. No. 2A South Road, Wangjing, Beijing, China",
            "Fu Jirui",
            "No. 2A South Road, Wangjing, Beijing, China",
        ),
        (
            "Academy of Missiles (CASIC), 31 Research Institute",
            "Academy of Missiles (CASIC), 31 Research Institute",
            "",
        ),
        ("Huawei Technologies Co., Ltd.", "Huawei Technologies Co., Ltd.", ""),
    ],
)
def test_an_address_behind_a_name_of_the_entity_list_is_an_address(
    put: Put, printed: str, name: str, address: str
):
    register = {"list_id": "bis-entity-list", "extracted": "2026-07-09", "count": 1,
                "entities": [{"name": "Made-up Works", "aliases": [printed], "country": "China"}]}  # fmt: skip
    (party,) = read(put("bis.json", json.dumps(register))).parties
    assert party.names[1].text == name
    assert party.addresses == ((address,) if address else ())


def test_several_numbers_in_one_cell_of_a_list_are_several_identifiers(put: Put):
    cells = "OGRN: 1027807560186 INN: 7814027653"
    (party,) = read(
        put("mine.csv", f"name,registration number\nMade-up Works,{cells}\n"), name="mine"
    ).parties
    assert party.identifiers == (
        Identifier("registration", "1027807560186", "RUS"),
        Identifier("tax", "7814027653", "RUS"),
    )
    un = samples.UN.replace("PS 000000001 ", "Numbers: 111222333, 444555666")
    numbers = [i.value for p in read(put("un.xml", un)).parties for i in p.identifiers]
    assert {"111222333", "444555666"} <= set(numbers)


def test_a_list_of_ones_own_says_which_columns_were_not_read(put: Put):
    found = read(put("mine.csv", "Name,birth,Shoe size\nMade-up Person,8 Jan 1984,44\n"), name="mine")
    assert born(found.parties[0]) == [("1984-01-08", "1984-01-08")]
    assert "not read: Shoe size" in found.problems[0].message


def test_rows_that_are_aliases_of_the_entry_before_them_are_its_names(put: Put):
    text = (
        "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,IMO Number,Control Date\n"
        '2,MADE UP AKHUND,Individual,Primary Name,,"1945, 1946, 1947",,01/02/2001\n'
        "2a,Made Up Akhond,Individual,Alias,Weak,Approximately 1948,,01/02/2001\n"
        "2b,가공 아쿤드,Individual,Original Script,,,,01/02/2001\n"
        "3,MADE UP SHIP,Vessel,Primary Name,,,9074729,23/02/2001\n"
        "4b,Nobody's alias,Individual,Alias,Strong,,,\n"
    )
    person, ship, stray = read(put("dfat.csv", text), name="dfat").parties
    assert names(person) == [
        ("MADE UP AKHUND", "primary", "latin"),
        ("Made Up Akhond", "weak", "latin"),
        ("가공 아쿤드", "strong", "hangul"),
    ]
    assert [birth.text for birth in person.births] == ["1945", "1946", "1947", "Approximately 1948"]
    assert (str(person.listed), ship.identifiers[0].valid) == ("2001-02-01", True)
    assert stray.entry == "4b", "an alias of nobody is kept as an entry, not lost"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("name,country\n김정은,KP\n최룡해,KP\n".encode("cp949"), "likely encoding"),
        ("name,country\n김정은,KP\n".encode("utf-16-le"), "UTF-16"),
        (b'name,country\n"Alpha One,KP\nBeta Two,KP\n', "lines 2 to 3: a quote is opened and not closed"),
        (b'name,country\n"Alpha One,KP\nBeta Two,KP\n"Gamma",KP\n', "lines 2 to 4"),
        (b'name,country\n"Alpha One,KP\nBeta Two,KP\nGamma","KP","x"\n', "lines 2 to 4"),
    ],
)
def test_a_list_of_ones_own_that_would_have_to_be_guessed_or_loses_rows_is_refused(
    put: Put, content: bytes, why: str
):
    with pytest.raises(DocumentError, match=why):
        read(put("mine.csv", content), name="mine")


def test_utf_16_with_its_mark_is_read(put: Put):
    assert (
        read(put("mine.csv", "name\n김가공\n".encode("utf-16")), name="mine").parties[0].primary == "김가공"
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [("북한", "PRK"), ("대한민국", "KOR"), ("朝鲜", "PRK"), ("中国", "CHN"), ("中國", "CHN"), ("러시아", "RUS"), ("ＫＰ", "PRK"),
     ("Korea, North", "PRK"), ("北", "")],
)  # fmt: skip
def test_countries_are_read_in_korean_and_chinese_too(written: str, code: str):
    assert alpha3(written) == code


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("8 Jan 1984", "1984-01-08"), ("8-Jan-1984", "1984-01-08"), ("Jan 8, 1984", "1984-01-08"), ("8th January 1984", "1984-01-08"),
     ("1984年1月8日", "1984-01-08"), ("1984년 1월 8일", "1984-01-08"), ("Jan 1984", "1984-01"), ("1984.01.08", "1984-01-08")],
)  # fmt: skip
def test_a_birth_date_is_asked_as_lists_write_it(written: str, read_as: str):
    assert ask("A", births=[written]).query.births == (read_as,)


def test_columns_can_be_named(put: Put):
    path = put("mine.csv", "Wen,Land\nMade-up Person,KP\n")
    found = read(path, name="mine", columns={"name": "Wen", "country": "Land"})
    assert (found.parties[0].primary, found.parties[0].countries) == ("Made-up Person", ("PRK",))


def test_a_workbook_is_read_by_its_values(tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Name", "Date of birth", "Country"])
    book.active.append(["김가공", "1960-01-02", "KP"])
    path = tmp_path / "mine.xlsx"
    book.save(path)
    (party,) = read(path, name="mine").parties
    assert (party.names[0].script, born(party)) == ("hangul", [("1960-01-02", "1960-01-02")])


def test_every_party_says_where_it_stood(put: Put):
    for name, text in samples.FILES.items():
        for found in read_list(put(name, text)):
            assert all(party.origin.startswith(name) for party in found.parties), name
            assert all(name_.field for party in found.parties for name_ in party.names), name
