"""Every command answers in one screen of 45 lines at 80 columns; the rest stands behind --full."""

import re

import pytest

from tests.cli.test_every_command import COMMANDS
from yalu.cli.tables import SCREEN

WIDE = 80
# What each command is asked; a command that is not here and not below makes the first test fail.
ASKED = {
    "visits list": "", "visits frequency": "", "visits grid": "", "visits ranking": "target", "visits published": "",
    "visits latency": "", "visits gaps": "", "visits seats": "", "visits coverage": "", "visits lists": "", "visits compare": "",
    "law list": "", "law show": "unscr-2397-op5-refined", "law timeline": "",
    "law caps": "", "law check": "", "law regimes": "", "trade total": "2017", "trade series": "", "trade share": "",
    "trade growth": "2017",
    "trade unit-value": "2016 --hs 2701", "trade mirror": "2016 --importer CHN --exporter PRK",
    "trade response": "--banned 2017-02-19 --hs 2701", "trade beside": "2018 --hs 2710", "trade template": "",
    "chains list": "", "chains show": "smtcl", "chains routes": "", "chains near": "2", "chains conditions": "",
    "chains recurring": "", "chains without": "prog_nuclear", "chains flags": "",
    "enforcement actions list": "", "enforcement actions totals": "", "enforcement actions count": "persons",
    "enforcement actions follow-up": "", "enforcement actions register": "", "enforcement responses list": "",
    "enforcement responses pattern": "", "claims test": "--about trade.share --period 2015 --stated 91%",
    "claims check": "cha-share", "claims list": "--topic trade", "claims subjects": "", "claims history": "cha-share",
    "goods classify": "--kind milling --axes-simultaneous 6", "goods show": "1.B.2", "goods list": "",
    "goods parameters": "", "policy list": "", "policy show": "escrow", "policy compare": "escrow squeeze --futures 50",
    "policy margins": "escrow", "policy law": "squeeze-and-escrow", "policy path": "escrow 2018-06-01=breach",
    "search": "coal", "explain": "V093", "lists list": "", "lists show": "ofac-sdn:20157", "lists home": "",
    "diff": "russia-dprk russia-dprk", "refresh": "", "case check": "china-dprk", "case list": "", "regime check": "un-dprk",
    "screen": "김정은", "screen review list": "",
}  # fmt: skip
# They write files, fetch, ask at the keyboard, or read a file of one's own; their answers are a few lines.
LEFT_OUT = {
    "build", "completion", "case new", "case record", "regime new", "lists update", "lists diff", "lists delisted", "trade read",
    "chains export", "chains import", "claims record", "claims read", "screen file", "screen replay",
    "screen ownership", "screen review add", "screen review undo",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _a_screen(monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", str(WIDE))
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))


def test_every_command_is_asked_here():
    named = {" ".join(path) for path in COMMANDS}
    assert named - LEFT_OUT - {*ASKED} == set()
    assert {*ASKED} - named - {"screen"} == set()


@pytest.mark.parametrize("command", ASKED, ids=str)
def test_a_command_answers_in_one_screen(run, command):
    code, out, err = run(*command.split(), *ASKED[command].split())
    assert code == 0, err
    lines = out.splitlines()
    if command != "trade template":  # one line for a spreadsheet, however long
        assert len(lines) <= SCREEN
        # A word or an id is never broken, so a line may be longer only where it is one word.
        assert [line for line in lines if len(line) > WIDE and len(line.split()) > 1] == []
    assert out.strip()


def test_what_is_left_out_is_said_and_full_has_it(run):
    _, short, _ = run("visits", "list")
    assert re.search(r"… [\d,]+ more rows: --full shows everything", short)
    _, whole, _ = run("visits", "list", "--full")
    assert "--full" not in whole
    assert len(re.findall(r"^V\d+ ", whole, re.MULTILINE)) == 233


def test_what_was_asked_stays_on_the_screen_where_rows_are_left_out(run):
    for command in (["enforcement", "actions", "list"], ["chains", "list"], ["law", "check"]):
        assert "covers: " in run(*command)[1], command


def test_a_comparison_opens_with_what_each_option_leaves_and_how_much_is_guessed(run):
    _, out, _ = run("policy", "compare", "escrow", "squeeze", "--futures", "50")
    assert out.startswith("If it fails:")
    for option in ("nothing-new", "escrow", "squeeze"):
        assert re.search(rf"^{option} +(\S+/\S+ +){{4}}\S+/\S+$", out, re.MULTILINE), option
    assert re.search(r"Of \d+ assumptions \d+ are guesses", out)


def test_caps_stand_by_goods_and_say_what_is_not_decided_and_why(run):
    _, out, _ = run("law", "caps")
    assert out.index("coal originating") < out.index("refined petroleum products")
    assert re.search(r"Not decided: \d+ caps. What would settle them:", out)
    assert "the trade of every other state, or the total of all states" in out


def test_a_deal_says_what_happened_who_says_so_and_which_condition_broke_where(run):
    _, out, _ = run("chains", "show", "smtcl")
    words = " ".join(out.split())
    for said in (
        "Who says so: ISIS",
        "How well: 13 links: expert report ",
        "broken at SMTCL-10",
        "Knew of destination?",
    ):
        assert said in words
