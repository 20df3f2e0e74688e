"""How two names met, as a reviewer would say it: one index of listed names, asked by changed ones."""

from __future__ import annotations

import pytest

from yalu.screening.matching import Index, Query
from yalu.screening.names.misread_words import misread
from yalu.screening.names.readings import NameReading, read_name
from yalu.screening.records import Party, PartyName

LISTED = {
    "Person": (
        "KIM, Jong Un", "PUTIN, Vladimir Vladimirovich", "MADURO MOROS, Nicolas", "Eyad Nazmi Saleh KHALIL",
        "AL-ASSAD, Bashar", "HUANG, Liang Ping", "Sergei Borisovich IVANOV", "MUSTERSOHN, Ilse", "Anna ROTHE",
        "Tora MUSTERHOLM", "Najibullah HAQANI", "ZHOU, Qian", "Comrade Bartek Lubomir Wozniakowski",
    ),
    "Company": (
        "Admiral Shipping Group", "PARSEK LLC", "Hanley Limited", "Green Pine Associated Corporation",
        "Joint Stock Company Perm Scientific Industrial Works", "Huawei Technologies Co., Ltd.", "Huawei Cloud Computing",
        "Huawei Device Co., Ltd.", "Huawei", "Huawei Marine", "PARS OIL AND GAS COMPANY", "LLC Drake",
        "Group A.", "LLC Zarn", "Office 39", "Mining Trading Bank", "Trading Bank",
    ),
    "Vessel": ("CHONG CHON GANG", "LONG BAI"),
}  # fmt: skip
INDEX = Index.build(
    [
        Party(id=f"t:{schema}{n}", list="t", entry=f"{schema}{n}", schema=schema, names=(PartyName(name),))
        for schema, names in LISTED.items()
        for n, name in enumerate(names)
    ]
    + [  # Anne, Anna, Tora and Tara are names of several persons
        Party(id=f"t:{name}{n}", list="t", entry=f"{name}{n}", schema="Person", names=(PartyName(f"{name} {other}"),))
        for name in ("Anne", "Anna", "Tora", "Tara")
        for n, other in enumerate(("Bergstrom", "Castellano", "Dmochowski", "Eriksen"))
    ]
)  # fmt: skip


def fit(asked: str, listed: str) -> str:
    found = [m for m in INDEX.search(Query(asked)) if m.name == listed]
    return found[0].fit if found else "not found"


@pytest.mark.parametrize(
    ("asked", "listed", "expected"),
    [
        ("Kim Jong Un", "KIM, Jong Un", "exact"),
        ("Jong Un KIM", "KIM, Jong Un", "exact"),
        ("Kim Jong-un (customer since 2001)", "KIM, Jong Un", "exact"),
        ("Ким Чен Ын", "KIM, Jong Un", "exact"),
        ("Mr. Kim Jong Un", "KIM, Jong Un", "forms"),
        ("Hans Meier & KIM Jong Un", "KIM, Jong Un", "contained"),
        ("Kim Jong Un, Pyongyang, DPRK", "KIM, Jong Un", "contained"),
        ("Rocket Man aka Jong Un Kim", "KIM, Jong Un", "contained"),
        ("KIM, Jong Un KIM, Jong Un", "KIM, Jong Un", "contained"),
        ("Kim Hans Jong Meier Un", "KIM, Jong Un", "part"),  # not in a row
        ("Meier Kim Chol Un", "KIM, Jong Un", "part"),
        ("Owner of Perm Scientific Industrial Works JSC Moscow", "Joint Stock Company Perm Scientific Industrial Works", "contained"),
        (":50K:/12345678901234 KIM JONG UN ROOM 1201 NO 88 RENMIN ROAD DANDONG CN", "KIM, Jong Un", "contained"),
        ("INV 4711 COAL PER CONTRACT 22/2017 GREEN PINE ASSOCIATED CORP 12 YALU STREET FREIGHT PREPAID SHANGHAI TO NAMPO",
         "Green Pine Associated Corporation", "contained"),
        ("ROAD 88 DANDONG GREEN PINE TRADE HALL ASSOCIATED STREET CORPORATION", "Green Pine Associated Corporation", "part"),
        ("PAYMENT 22 MAY TO HUAWEI FOR PHONES AS AGREED", "Huawei", "brand"),
        ("PAYMENT 22 MAY TO PARSEK LLC FOR PHONES", "PARSEK LLC", "contained"),
        ("PAYMENT 22 MAY TO PARSEK FOR PHONES", "PARSEK LLC", "part"),  # one word without its form may be anybody's
        ("PAYMENT 22 MAY FOR OFFICE 39 HIGH ROAD", "Office 39", "part"),
        ("PAYMENT 22 MAY TO ADMIRAL SHIPPING GROUP FREIGHT", "Admiral Shipping Group", "contained"),
        ("PAYMENT 22 MAY TO ANY MINING TRADING BANK IN TOWN", "Mining Trading Bank", "contained"),
        ("PAYMENT 22 MAY TO ANY TRADING BANK IN TOWN", "Trading Bank", "part"),  # words of what any bank does
        ("Agents for Green Pine Associated Corporation", "Green Pine Associated Corporation", "contained"),
        ("Green Pine Associated Corporation 39", "Green Pine Associated Corporation", "part"),
        ("Bartek Wozniakowski", "Comrade Bartek Lubomir Wozniakowski", "shortened"),
        ("Bartek Lubomir Wozmiakowtki", "Comrade Bartek Lubomir Wozniakowski", "part"),
        ("Lubomir Wozniakowski", "Comrade Bartek Lubomir Wozniakowski", "part"),
        ("Gim Jong Un", "KIM, Jong Un", "full"),
        ("Kim J. Un", "KIM, Jong Un", "shortened"),
        ("V. Putin", "PUTIN, Vladimir Vladimirovich", "shortened"),
        ("V V Putin", "PUTIN, Vladimir Vladimirovich", "shortened"),
        ("Vladimir V. Putin", "PUTIN, Vladimir Vladimirovich", "shortened"),
        ("Putin", "PUTIN, Vladimir Vladimirovich", "shortened"),
        ("Vladimir", "PUTIN, Vladimir Vladimirovich", "part"),
        ("Vladimir Vladimirovich", "PUTIN, Vladimir Vladimirovich", "part"),
        ("Nicolas Maduro", "MADURO MOROS, Nicolas", "shortened"),
        ("Nicolas Moros", "MADURO MOROS, Nicolas", "shortened"),
        ("Maduro Moros", "MADURO MOROS, Nicolas", "part"),
        ("Saleh Khalil", "Eyad Nazmi Saleh KHALIL", "part"),
        ("Eyad Khalil", "Eyad Nazmi Saleh KHALIL", "shortened"),
        ("Bashar xal-Assad", "AL-ASSAD, Bashar", "forms"),
        ("Basharr al-Assad", "AL-ASSAD, Bashar", "slip"),
        ("Ilse Mustersonn", "MUSTERSOHN, Ilse", "slip"),
        ("Isle Mustersohn", "MUSTERSOHN, Ilse", "slip"),
        ("Isle Mustersonn", "MUSTERSOHN, Ilse", "part"),
        ("Anna Berg", "Anne Bergstrom", "part"),
        ("Anma Rothe", "Anna ROTHE", "slip"),
        ("Ping Huang", "HUANG, Liang Ping", "part"),
        ("Admrial Shipping Group", "Admiral Shipping Group", "slip"),
        ("Admiral Shipping", "Admiral Shipping Group", "forms"),
        ("Parsek", "PARSEK LLC", "forms"),
        ("Parsec Ltd", "PARSEK LLC", "slip"),
        ("Group A", "Group A.", "exact"),
        ("LLC rake", "LLC Drake", "slip"),
        ("rake", "LLC Drake", "slip"),  # five letters in the listed word
        ("Zan", "LLC Zarn", "part"),
        ("LLC Zan", "LLC Zarn", "slip"),  # the legal form agrees
        ("Tara Musterholm", "Tora MUSTERHOLM", "slip"),  # one person bears the family name: Tara may be a slip for Tora
        ("Tara Castellano", "Tora Castellano", "part"),
        ("Najibullah Hqani", "Najibullah HAQANI", "slip"),
        ("Najibullah Haqquni", "Najibullah HAQANI", "sound"),
        ("Zhou Zihan", "ZHOU, Qian", "part"),  # syllables sound alike too often
        ("Green Pine", "Green Pine Associated Corporation", "shortened"),
        ("Green", "Green Pine Associated Corporation", "part"),
        ("Blue Pine Associated Corporation", "Green Pine Associated Corporation", "part"),
        ("Joint tock Company Perm Scientific Industrial Works", "Joint Stock Company Perm Scientific Industrial Works", "exact"),
        ("PARS OIL ND GAS COMPANY", "PARS OIL AND GAS COMPANY", "forms"),
        ("Huawei Germany GmbH", "Huawei Technologies Co., Ltd.", "brand"),
        ("Han Lei", "Hanley Limited", "part"),
        ("白龙", "LONG BAI", "exact"),
        ("康东", "CHONG CHON GANG", "part"),
    ],
)  # fmt: skip
def test_how_a_changed_name_meets_the_listed_one(asked, listed, expected):
    assert fit(asked, listed) == expected


NATIVE = Index.build(
    [
        Party(id=f"t:{n}", list="t", entry=str(n), schema=schema, names=(PartyName(name),))
        for n, (schema, name) in enumerate(
            [
                ("Person", "김정은"),
                ("Person", "马晓红"),
                ("Person", "李明"),
                ("Company", "丹东鸿祥实业发展有限公司"),
            ]
        )
    ]
)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("송금인 김정은 평양시 중구역", "김정은"),
        ("김정은에게 급여 송금 3월", "김정은"),
        ("汇款给馬曉紅女士", "马晓红"),
        ("我公司向丹东鸿祥实业发展有限公司采购煤炭", "丹东鸿祥实业发展有限公司"),
        ("송금인 고김정은 평양시", ""),  # a name begins a word of Hangul
        ("付款人李明地址上海市", ""),  # two signs stand in any text
    ],
)
def test_a_name_of_three_signs_is_found_within_a_text_of_signs(asked, listed):
    found = [m.name for m in NATIVE.search(Query(asked)) if m.fit == "contained"]
    assert found == [listed] * bool(listed)


def test_a_name_of_signs_that_stands_in_a_text_counts_a_word_for_each_sign():
    (found,) = [m for m in NATIVE.search(Query("송금인 김정은 평양시")) if m.fit == "contained"]
    assert found.words == 3


@pytest.mark.parametrize("asked", ["PU TIN VLADI MIR VLADIMIROVICH, Moscow", "Pay to Kim J ong Un"])
def test_a_person_is_found_within_a_question_where_the_words_of_the_name_are_set_apart(asked):
    assert "contained" in {m.fit for m in INDEX.search(Query(asked, schema="Person"))}


def test_the_number_that_ends_a_question_may_be_of_the_name_before_it():
    assert fit("PAYMENT TO GREEN PINE ASSOCIATED CORP 39", "Green Pine Associated Corporation") == "part"
    assert (
        fit("PAYMENT TO GREEN PINE ASSOCIATED CORP 39 ROAD", "Green Pine Associated Corporation")
        == "contained"
    )


def test_what_of_a_text_was_not_read_is_a_doubt():
    (doubt,) = INDEX.ask(Query("zz " * 81 + "Kim Jong Un"), 10).doubts
    assert (doubt.kind, doubt.says) == ("cut", "the name was cut: it has 84 words, the first 80 were read")
    (doubt,) = INDEX.ask(Query("x" * 395 + " Kim Jong Un"), 10).doubts
    assert (doubt.kind, "the first 400 were read" in doubt.says) == ("cut", True)
    assert INDEX.ask(Query("zz " * 76 + "Kim Jong Un"), 10).matches[0].fit == "contained"


def test_a_text_that_repeats_itself_is_searched_in_time():
    for text in ("al " * 80, "kim jong " * 40, "green pine " * 40, "김정은" * 130, "a1 " * 80):
        INDEX.search(Query(text))


def test_an_index_tells_reasons_only_when_asked():
    answered = INDEX.ask(Query("V. Putin"), 10)
    bare = answered.matches[0]
    assert bare.explanation.aligned == ()
    printed = answered.explained(bare)
    assert [(a.query, a.reason) for a in printed.explanation.aligned] == [
        ("v", "initial"),
        ("putin", "exact"),
    ]
    assert printed == INDEX.search(Query("V. Putin"))[0]


def test_a_brand_word_names_more_than_one_listed_party_and_no_person():
    words = INDEX._search._words
    assert words.brand("huawei")
    assert not words.brand("admiral")
    assert not words.brand("putin")


@pytest.mark.parametrize(
    ("asked", "listed", "expected"),
    [
        ("GreenPineAssociatedCorporation", "Green Pine Associated Corporation", "full"),
        ("GREENPINEASSOCIATED Corporation", "Green Pine Associated Corporation", "full"),
        ("K I M J O N G U N", "KIM, Jong Un", "full"),
        ("K1M J0NG UN", "KIM, Jong Un", "full"),
        ("Kirn Jong Un", "KIM, Jong Un", "full"),
        ("Adrniral 5hipping Group", "Admiral Shipping Group", "full"),
        ("HUAWE1 C1oud Computing", "Huawei Cloud Computing", "full"),
        ("V1adimir V1adimirovich Put1n", "PUTIN, Vladimir Vladimirovich", "full"),
        ("Payment 44 to K1M J0NG UN Berlin", "KIM, Jong Un", "contained"),
        ("K I M Jong Un", "KIM, Jong Un", "full"),
        ("Kim Jong 1", "KIM, Jong Un", "part"),  # a digit alone is a number
        ("Greenish Pineapple Associates", "Green Pine Associated Corporation", "part"),
    ],
)
def test_words_run_together_set_apart_or_misread_are_read_as_the_list_has_them(asked, listed, expected):
    assert fit(asked, listed) == expected


def test_a_word_that_is_listed_as_it_stands_is_read_no_other_way():
    words = ("kirn", "green")
    assert misread(NameReading("latin", words), {"kirn", "kim", "green"}) is None
    assert misread(NameReading("latin", words), {"kim", "green"}).words == ("kim", "green")


def test_a_word_that_parts_in_countless_ways_is_parted_in_time_or_not_at_all():
    listed = {"abab" * n for n in range(1, 6)}
    assert misread(NameReading("latin", ("abab" * 100,)), listed) is None
    assert len(misread(NameReading("latin", ("abab" * 50,)), listed).words) == 10


HONG_KONG = Index.build(
    [
        Party(id=f"t:{n}", list="t", entry=str(n), schema="Person", names=(PartyName(name),))
        for n, name in enumerate(("CHEN, Weiguo", "TANG, Ping-keung", "马晓红", "ZHANG, Jianping"))
    ]
)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Chan Wai-kwok", "CHEN, Weiguo"),
        ("CHAN Wai Kwok", "CHEN, Weiguo"),
        ("Deng Bingqiang", "TANG, Ping-keung"),
        ("鄧炳強", "TANG, Ping-keung"),
        ("Ma Hiu Hung", "马晓红"),
        ("Cheung Kin-pang", ""),  # no reading is the name, though one is a slip from it
        ("Kim Wai Kwok", ""),
    ],
)
def test_a_chinese_name_is_found_in_the_spelling_of_hong_kong_and_in_pinyin(asked, listed):
    found = [
        m.name for m in HONG_KONG.search(Query(asked, schema="Person")) if m.fit in {"exact", "full", "slip"}
    ]
    assert found == [listed] * bool(listed)


@pytest.mark.parametrize(
    "asked",
    [
        "MV Long Bai",
        "M/V LONG BAI",
        "M.V. Long Bai",
        "MT Long Bai",
        "motor vessel Long Bai",
        "Vessel: LONG BAI",
        "M V Long Bai",
    ],
)
@pytest.mark.parametrize("schema", ["Vessel", ""])
def test_a_ship_is_found_behind_what_stands_before_its_name(asked, schema):
    found = [m.fit for m in INDEX.search(Query(asked, schema=schema)) if m.name == "LONG BAI"]
    assert found == ["exact"]


def test_a_ship_that_is_called_as_a_person_or_a_company_is_neither():
    assert fit("MV Kim Jong Un", "KIM, Jong Un") == "contained"
    assert fit("MV Anne Eriksen", "Anne Eriksen") == "contained"
    assert fit("MT Admiral Shipping Group", "Admiral Shipping Group") not in {"exact", "full", "forms"}


def test_what_may_be_a_title_stands_before_a_ship_only_where_a_ship_is_asked():
    assert read_name("MS Long Bai", "Vessel").readings[-1].words == ("long", "bai")
    assert all("ms" in r.words for r in read_name("Ms Long Bai").readings)


def test_a_ship_that_is_called_vessel_is_read_as_it_stands():
    assert [r.words for r in read_name("Vessel", "Vessel").readings] == [("vessel",)]


def test_a_word_of_several_names_is_cut_into_two_words_that_are_listed_too():
    names = ("CHON MYONG 1", "Chonmyong Shipping", "Chonmyong Fishing", "Chonmyong Trading", "Chonmyong Bank")
    index = Index.build(
        [
            Party(
                id=f"t:{n}",
                list="t",
                entry=str(n),
                schema="Company" if n else "Vessel",
                names=(PartyName(name),),
            )
            for n, name in enumerate(names)
        ]
    )
    found = [m.fit for m in index.search(Query("Chonmyong 1", schema="Vessel")) if m.name == "CHON MYONG 1"]
    assert found == ["full"]


def test_no_number_of_other_names_hides_one_that_stands_in_a_question():
    letters = "bdfghklmnprstvz"
    words = [f"{a}o{b}a" for a in letters for b in letters][:24]
    far = [f"{one} {other}" for i, one in enumerate(words) for other in words[i + 2 :]]
    common = [f"{one} {words[n % 24]}{n}" for one in ("Kim", "Jong") for n in range(60)]
    names = ("Kim Jong", *far, *common)
    index = Index.build(
        Party(id=f"t:{n}", list="t", entry=str(n), schema="Person", names=(PartyName(name),))
        for n, name in enumerate(names)
    )
    asked = " ".join([*words[:12], "Kim Jong", *words[12:]])
    found = [m.name for m in index.search(Query(asked), limit=300) if m.fit == "contained"]
    assert found == ["Kim Jong"]
