"""The pages on goods: every entry has a place, and what is not encoded is named."""

import re

from tests.site.test_ledger_pages import words

from yalu.goods import open_goods


def test_goods_show_threshold_version_and_how_well_the_text_was_read(bundled):
    entry = bundled.text("goods/nsg-part2-1.html").split('id="g-nsg-part2-1.b.2.b"')[1].split("</details>")[0]
    assert "axes that move together: at least 5" in words(entry)
    assert "Not: milling machines with more than 2 m" in words(entry)
    assert "partly" in words(entry)
    assert "2022-10" in words(bundled.text("goods.html"))


def test_every_entry_of_every_list_has_a_place_and_what_is_not_encoded_is_named(bundled):
    goods = open_goods()
    pages = {
        path.name: path.read_text(encoding="utf-8") for path in (bundled.folder / "goods").glob("*.html")
    }
    placed = re.findall(r'id="g-([^"]+)"', "".join(pages.values()))
    assert sorted(placed) == sorted(entry.id for entry in goods.entries)
    assert ">6A225: Velocity interferometers<" in pages["eu-6.html"]
    assert ">2B350" not in pages["eu-2.html"].split('id="missing"')[-1]
    for name, text in pages.items():
        for target, anchor in re.findall(r'href="([a-z0-9.-]+\.html)?#(g-[^"]+)"', text):
            assert f'id="{anchor}"' in pages[target or name], f"{name} -> {target}#{anchor}"
