"""Goods: entries of control lists as thresholds, and items checked against them parameter by parameter.

``classify`` answers, entry by entry, whether what is known of an item meets the entry; ``entry`` and
``entries`` give the entries themselves. Headings of the tariff are hints and never decide, except
where the law itself is written in headings.
"""

from __future__ import annotations

from yalu.goods.classification import Classification, classify, next_question
from yalu.goods.input.item_tables import read_items
from yalu.goods.input.items import Item, item_of
from yalu.goods.lists.bundled_goods import BundledGoods, open_goods
from yalu.goods.records import ControlEntry, ControlList, ItemCondition, ItemParameter

__all__ = [
    "BundledGoods", "Classification", "ControlEntry", "ControlList", "Item", "ItemCondition", "ItemParameter",
    "classify", "item_of", "next_question", "open_goods", "read_items",
]  # fmt: skip
