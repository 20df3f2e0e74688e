"""Countries and areas of trade files: English names, and the numbers only trade databases use."""

import csv
from importlib.resources import files

import pytest

from tests.trade.building import real, write
from yalu.trade.files.cells.areas import read_area
from yalu.trade.files.cells.country_names import area_named, name_key
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.flow_reader import read_trade

HEADER = "period,reporter,partner,flow,hs,value,currency\n"


def table_of(name):
    with files("yalu.trade.files.cells").joinpath(name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    "name",
    [
        "Dem. People's Rep. of Korea", "Korea, Dem. People's Rep. of", "North Korea", "DPRK", "D.P.R. Korea", "Korea, Dem. Rep.",
        "Korea, North", "Korea (Democratic People's Republic of)", "KOREA, DEM. PEOPLE’S REP.", "朝鲜", "N. Korea",
        "Democratic People's Republic of Korea",
    ],
)  # fmt: skip
def test_north_korea_is_read_under_every_spelling_of_the_publishers(name):
    assert read_area(name) == "PRK"


@pytest.mark.parametrize(
    "name",
    ["Rep. of Korea", "Korea, Rep.", "South Korea", "Korea, South", "Korea (Republic of)", "韩国", "ROK"],
)
def test_south_korea_is_never_the_north(name):
    assert read_area(name) == "KOR"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Democratic Republic of the Congo", "COD"), ("Congo, Dem. Rep.", "COD"), ("Congo, DRC", "COD"), ("Congo (Kinshasa)", "COD"),
        ("Congo, Rep.", "COG"), ("Republic of the Congo", "COG"), ("Congo (Brazzaville)", "COG"),
    ],
)  # fmt: skip
def test_the_two_congos_are_told_apart(name, code):
    assert read_area(name) == code


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Korea", ("PRK", "KOR")), ("Congo", ("COG", "COD")), ("Republic of China", ("CHN", "TWN")), ("China, Rep.", ("CHN", "TWN")),
        ("Virgin Islands", ("VGB", "VIR")), ("St. Martin", ("MAF", "SXM")),
    ],
)  # fmt: skip
def test_a_name_that_two_countries_share_is_asked_about_with_both_codes(name, codes):
    with pytest.raises(RefusedError) as error:
        read_area(name)
    assert all(code in error.value.fault.next_step for code in codes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China, mainland", "CHN"), ("China, Hong Kong SAR", "HKG"), ("Hong Kong, China", "HKG"), ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"), ("Türkiye", "TUR"), ("Turkey", "TUR"), ("Czechia", "CZE"), ("Côte d'Ivoire", "CIV"),
        ("Cote dIvoire", "CIV"), ("Ivory Coast", "CIV"), ("Bolivia (Plurinational State of)", "BOL"), ("Taiwan", "TWN"),
        ("USA", "USA"), ("United States of America", "USA"), ("Iran, Islamic Rep.", "IRN"), ("Russia", "RUS"),
        ("Russian Federation", "RUS"), ("Egypt, Arab Rep.", "EGY"), ("Bahamas, The", "BHS"), ("Burma", "MMR"), ("Macau", "MAC"),
        ("Lao PDR", "LAO"), ("Eswatini", "SWZ"), ("Swaziland", "SWZ"), ("North Macedonia", "MKD"), ("Niger", "NER"),
        ("Nigeria", "NGA"), ("Other Asia, nes", "490"), ("Areas, nes", "899"), ("Kosovo", "XKX"), ("Fmr USSR", "810"),
        ("Dominica", "DMA"), ("Dominican Rep.", "DOM"), ("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ"),
        ("Korea, Dem. People\u2019s Rep.", "PRK"), ("UK", "GBR"), ("EL", "GRC"),
    ],
)  # fmt: skip
def test_names_of_iso_the_united_nations_the_world_bank_and_the_cia_are_read(name, code):
    assert read_area(name) == code


@pytest.mark.parametrize("name", ["Nigeri", "Korean", "Wonderland", "North", "Republic", "the"])
def test_a_name_that_is_only_like_a_country_is_refused(name):
    with pytest.raises(RefusedError):
        read_area(name)


@pytest.mark.parametrize("name", ["World", "European Union", "EU-28", "ASEAN"])
def test_a_group_is_refused_under_its_name_too(name):
    with pytest.raises(RefusedError, match="group"):
        read_area(name)


def test_every_name_of_the_table_means_one_area_and_says_who_spells_it_so():
    found = {}
    for row in table_of("country_names.csv"):
        key = name_key(row["name"])
        assert found.setdefault(key, row["area"]) == row["area"], row
        if row["source"] == "shared by two":
            with pytest.raises(RefusedError):
                area_named(row["name"])
            continue
        assert row["source"] in {"UN", "World Bank", "CIA", "UN Comtrade", "common"}
        assert area_named(row["name"]) == row["area"]


@pytest.mark.parametrize(
    ("number", "code"),
    [("381", "ITA"), ("380", "ITA"), ("842", "USA"), ("699", "IND"), ("251", "FRA"), ("757", "CHE"), ("579", "NOR"),
     ("490", "490"), ("492", "492"), ("568", "568"), ("711", "711"), ("652", "BLM")],
)  # fmt: skip
def test_reporting_numbers_of_trade_databases_keep_their_meaning(number, code):
    assert read_area(number) == code


def test_monaco_is_itself_by_its_letters_and_never_by_the_number_of_europe_nes():
    assert read_area("MCO") == "MCO"
    assert read_area("492") != "MCO"


def test_every_area_code_says_which_database_has_it():
    assert all(row["source"] for row in table_of("area_codes.csv"))


def test_italy_of_baci_is_read_under_both_numbers(tmp_path):
    text = "t,i,j,k,v,q\n2021,381,408,300490,12.5,0.1\n2021,156,381,270112,1,1\n2021,380,408,300490,7,0.1\n"
    rows = read_trade(write(tmp_path, "baci.csv", text)).table().to_pylist()
    assert [(row["reporter"], row["partner"]) for row in rows] == [
        ("ITA", "PRK"),
        ("CHN", "ITA"),
        ("ITA", "PRK"),
    ]


def test_a_table_with_names_only_is_read_and_says_which_name_was_not(tmp_path):
    text = HEADER + '2017,China,"Korea, Dem. Rep.",import,2701,85,USD\n2017,China,Korea,import,2701,85,USD\n'
    report = read_trade(write(tmp_path, "names.csv", text))
    assert [(row["reporter"], row["partner"]) for row in report.table().to_pylist()] == [("CHN", "PRK")]
    assert [(r.row, r.field, r.value) for r in report.rejects] == [(3, "partner", "Korea")]


def test_words_in_a_mapping_say_what_a_name_means(tmp_path):
    text = HEADER + "2017,Middle Kingdom,Korea,import,2701,85,USD\n"
    mapping = write(
        tmp_path, "m.yaml", 'words: {reporter: {"middle  kingdom": CHN}, partner: {"Korea": "PRK"}}\n'
    )
    rows = read_trade(write(tmp_path, "names.csv", text), mapping=mapping).table().to_pylist()
    assert [(row["reporter"], row["partner"]) for row in rows] == [("CHN", "PRK")]


def test_every_country_of_the_shared_tables_is_read():
    with real("trade/baci_country_codes_V202201.csv").open(encoding="latin-1") as stream:
        codes = list(csv.DictReader(stream))
    named = [row for row in codes if row["country_name_abbreviation"] != "Congo"]
    assert len(named) > 200
    for row in named:
        code = read_area(row["country_code"])
        assert read_area(row["country_name_abbreviation"]) == code
        assert read_area(row["country_name_full"]) == code
        assert code == row["iso_3digit_alpha"] or not code.isalpha()
    with real("trade/wits_country_names.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            # The list calls the Czech Republic and Curaçao by the states before them, and adds "former" to Sudan.
            if row["code"] not in {"EUN", "CZE", "CUW", "SDN"}:
                assert read_area(row["name"]) == read_area(row["code"]), row


@pytest.mark.parametrize("text", ["412", "XKX", "XKS", "XK", "KSV", "Kosovo*", "Kosovo (UNSCR 1244)"])
def test_one_area_that_goes_by_many_codes_is_one_partner(text: str) -> None:
    assert read_area(text) == "XKX"
