"""A company out of TOML, and what is said when it is wrong."""

from __future__ import annotations

import csv
from dataclasses import replace
from textwrap import dedent

import pytest

from desktop import assets, switchsim
from desktop.csta.dialects import ALCATEL, HIPATH, PANASONIC
from desktop.csta.enumerations import ForwardingType
from desktop.switchsim.company import Habits, Scenario, Station, Step, small_office
from desktop.switchsim.config import ConfigError, check, read_company, read_station

TEXT = """
trunks = ["7801"]
[system]
name = "Test"
trunk_code = "9"
show_trunk_code = false
first_call_id = 1
[logins]
me = "secret"
[limits]
links = 2
links_taken = 1
[times]
recall = 5
alerting = false
[quirks]
release = "blocked"
disabled_events = ["originated"]
private_data = "0401ff"
[faults]
slow_answer = { seconds = 2 }
glue = true
two_octet_framing = false
[outside_habits]
answers_after = 1.5
[[station]]
number = "20"
name = "Anna"
hands_free = false
habits = { answers_after = 3, busy = false }
forwarding = { forwardBusy = "21" }
[[station]]
number = "21"
[[group]]
number = "70"
members = ["20", "21"]
[[outside]]
number = "0891234567"
restricted = true
habits = { busy_until = "10:00", calls_back_after = 30 }
[[scenario]]
name = "a call"
begins = 5
every = 60
steps = [{ do = "call", from = "20", to = ["21", "70"] }, { at = 7, do = "hangup", device = "20" }]
"""


def test_everything_is_read() -> None:
    company = read_company(TEXT)
    assert (company.name, company.trunk_code, company.show_trunk_code, company.first_call_id) == ("Test", "9", False, 1)
    assert company.logins == {"me": "secret"}
    assert (company.limits.links, company.limits.links_taken) == (2, 1)
    assert (company.times.recall, company.times.alerting, company.times.forward_no_answer) == (5.0, None, 15.0)
    assert (company.quirks.release, company.quirks.private_data) == ("blocked", b"\x04\x01\xff")
    assert company.quirks.disabled_events == {"originated"}
    anna, other = company.stations
    assert (anna.number, anna.name, anna.hands_free, anna.habits.answers_after) == ("20", "Anna", False, 3.0)
    assert anna.forwarding == ((ForwardingType.forwardBusy, "21"),)
    assert other.habits.answers_after is None
    assert company.groups[0].members == ("20", "21")
    assert company.outsiders[0].restricted
    assert company.outsiders[0].habits.busy_until == "10:00"
    assert company.faults == (
        ("slow_answer", {"seconds": 2}), ("glue", {"on": True}), ("two_octet_framing", {"on": False}),
    )  # fmt: skip
    (scenario,) = company.scenarios
    assert (scenario.name, scenario.begins, scenario.every) == ("a call", 5.0, 60.0)
    assert scenario.steps == (
        Step(0.0, {"do": "call", "from": "20", "to": ["21", "70"]}),
        Step(7.0, {"do": "hangup", "device": "20"}),
    )
    assert company.outside_habits.answers_after == 1.5
    assert company.trunks == ("7801",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("trunks = [", "not TOML"),
        ("trunks = 7801", "trunks"),
        ("colour = 1", "colour"),
        ("[system]\nmood = 1", "mood"),
        ("[system]\nname = 1", "system.name"),
        ("[quirks]\nrelease = 'never'", "release"),
        ("[quirks]\nhumour = true", "humour"),
        ("[limits]\nlinks = -1", "limits.links"),
        ("[times]\nrecall = 'soon'", "times.recall"),
        ("[[station]]\nname = 'nobody'", "station 1"),
        ("[[station]]\nnumber = '1'\nhabits = { sings = 1 }", "station 1.habits"),
        ("[[station]]\nnumber = '1'\nforwarding = { never = '2' }", "never"),
        ("[[station]]\nnumber = '1'\n[[station]]\nnumber = '1'", "twice"),
        ("[[group]]\nnumber = '7'\nmembers = ['1']", "group 7"),
        ("[station]\nnumber = '1'", "[[station]]"),
        ("[logins]\nme = 1", "logins.me"),
        ("faults = ['humour']", "no fault 'humour'"),
        ("faults = [1]", "faults"),
        ("[faults]\nglue = 1", "faults.glue"),
        ("[faults]\nslow_answer = { seconds = 'long' }", "faults: seconds"),
        ("[[scenario]]\nname = 'a'\n[[scenario]]\nname = 'a'", "scenario: used twice: a"),
        ("[[scenario]]\nname = 'a'\nsteps = [{}]", "scenario 1, step 1: do"),
        ("[[scenario]]\nname = 'a'\nsteps = [{at = 'soon', do = 'call'}]", "scenario 1, step 1: at"),
        ("[[scenario]]\nname = 'a'\nsteps = [1]", "scenario 1, step 1"),
        ("[[scenario]]\nname = 'a'\nsteps = 1", "scenario 1.steps"),
        ("[[station]]\nnumber = '1'\nhabits = { busy_until = 'noon' }", "station 1.habits.busy_until"),
        ("[[group]]\nnumber = '7'\nmembers = []\nkind = 'lucky'", "group 7.kind must be one of linear, cyclic"),
        ("[[group]]\nnumber = '7'\nmembers = []\nkind = 'mulap'", "group 7: a mulap needs members"),
        ("[[group]]\nnumber = '7'\nmembers = []\nqueue = 'long'", "group 7.queue"),
        ("[[station]]\nnumber = '1'\nagent = 'busy'", "station 1.agent"),
        ("[[station]]\nnumber = '1'\nhabits = { fails = 'often' }", "station 1.habits.fails: often"),
        ("[[outside]]\nnumber = '1'\nhabits = { fails = 'often' }", "outside 1.habits.fails: often"),
        ("[outside_habits]\nfails = 'often'", "outside_habits.fails: often"),
        ("[nodes]\nnobody = '2'", "nodes.nobody: nobody logs in so"),
        ("[nodes]\nAMHOST = '2'", "nodes: no station hangs on 2"),
        ("[nodes]\nAMHOST = 2", "nodes.AMHOST must be a text"),
        (
            "[[station]]\nnumber = '1'\n"
            + "".join(f"[[group]]\nnumber = '{line}'\nkind = 'mulap'\nmembers = ['1']\n" for line in (7, 8)),
            "in more than one mulap: 1",
        ),
        ("[[group]]\nnumber = '7'\nmembers = []\noverflow_to = '199'", "group 7.overflow_to: 199 is nobody's number"),
    ],
)
def test_a_mistake_is_named_by_its_place(text: str, place: str) -> None:
    with pytest.raises(ConfigError, match=place.replace("[", r"\[").replace("]", r"\]")):
        read_company(text)


def test_the_demo_company_is_as_its_contacts_say() -> None:
    company = read_company(assets.text("demo", "company.toml"))
    stations = {station.number: station for station in company.stations}
    assert len(stations) >= 12
    assert {"110", "112"}.isdisjoint(stations), "emergency numbers are nobody's extension"
    assert len(company.trunks) == 6
    assert company.logins["demo"] == "demo"
    mine = stations["100"]
    assert not mine.hands_free
    assert mine.habits.lifts_after is not None
    assert mine.habits.answers_after is None
    rows = list(csv.DictReader(assets.text("demo", "contacts.csv").splitlines()))
    internal = {row["number"] for row in rows if row["kind"] == "internal"}
    assert internal <= set(stations) | {group.number for group in company.groups}
    outside = {row[key].replace(" ", "") for row in rows for key in ("number", "number2")}
    assert {person.number for person in company.outsiders} <= outside


def test_faults_may_be_a_list_of_names() -> None:
    assert read_company('faults = ["glue", "no_answer"]').faults == (
        ("glue", {"on": True}),
        ("no_answer", {"on": True}),
    )


def test_the_page_s_example_is_one() -> None:
    """What the simulator's page shows, taken out of it."""
    lines = (switchsim.__doc__ or "").partition("at their times::\n\n")[2].partition("\n\n``")[0]
    (scenario,) = read_company(dedent(lines)).scenarios
    assert (scenario.name, scenario.begins, scenario.every, len(scenario.steps)) == ("callers", 60.0, 300.0, 2)


def test_without_a_file_there_is_a_small_office() -> None:
    company = small_office()
    assert len(company.stations) == 12
    assert {"110", "112"}.isdisjoint(station.number for station in company.stations)
    assert company.logins == {"AMHOST": "77777"}


def test_a_dialect_brings_its_habits_and_needs_no_log_in() -> None:
    company = read_company('[system]\ndialect = "panasonic"')
    assert company.dialect is PANASONIC
    assert (company.quirks.cross_ref_octets, company.quirks.call_ids) == (4, "ascii")
    assert company.quirks.last_redirection == "notRequired"
    assert company.logins == {}
    assert read_company("").dialect is HIPATH
    assert read_company("").logins == {"AMHOST": "77777"}


def test_what_the_file_says_wins_over_the_dialect_s_habits() -> None:
    text = '[system]\ndialect = "panasonic"\n[quirks]\ncross_ref_octets = 3\n[logins]\nme = "secret"'
    company = read_company(text)
    assert (company.quirks.cross_ref_octets, company.quirks.call_ids) == (3, "ascii")
    assert company.logins == {"me": "secret"}


def test_another_dialect_may_be_said_beside_the_file() -> None:
    assert read_company('[system]\ndialect = "panasonic"', ALCATEL).dialect is ALCATEL
    assert read_company("", PANASONIC).quirks.cross_ref_octets == 4


@pytest.mark.parametrize(("value", "words"), [('"klingon"', "klingon is none of hipath"), ("7", "must be a text")])
def test_an_unknown_dialect(value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=f"system.dialect.*{words}"):
        read_company(f"[system]\ndialect = {value}")


def test_groups_nodes_and_limits_are_read() -> None:
    company = read_company(
        """
        [logins]
        head = "a"
        branch = "b"
        [nodes]
        branch = "2"
        [limits]
        licensed = 3
        [times]
        recall_held = false
        [[station]]
        number = "20"
        node = "2"
        agent = "ready"
        [[station]]
        number = "21"
        [[group]]
        number = "79"
        kind = "ucd"
        members = ["20"]
        queue = 5
        overflow_to = "21"
        overflow_after = 60
        work_after_call = 10
        next_after = 20
        [[group]]
        number = "18"
        kind = "mulap"
        members = ["21"]
        [[outside]]
        number = "0891234567"
        habits = { fails = "networkCongestion" }
        """
    )
    assert company.nodes == {"branch": "2"}
    assert (company.limits.licensed, company.times.recall_held) == (3, None)
    assert (company.stations[0].node, company.stations[0].agent) == ("2", "ready")
    queue, line = company.groups
    assert (queue.kind, queue.queue, queue.overflow_to, queue.overflow_after) == ("ucd", 5, "21", 60.0)
    assert (queue.work_after_call, queue.next_after, line.kind) == (10.0, 20.0, "mulap")
    assert company.outsiders[0].habits.fails == "networkCongestion"


def test_where_anybody_may_log_in_any_name_may_have_a_node() -> None:
    company = read_company('[nodes]\nbranch = "2"\n[logins]\n[[station]]\nnumber = "20"\nnode = "2"')
    assert company.logins == {}
    assert company.nodes == {"branch": "2"}


def test_a_station_is_read_alone() -> None:
    read = read_station({"number": "120", "habits": {"answers_after": 3}, "forwarding": {"forwardBusy": "100"}}, "new")
    assert read == Station(
        number="120", habits=Habits(answers_after=3.0), forwarding=((ForwardingType.forwardBusy, "100"),)
    )
    for table, place in (({}, "new: .*number"), ({"number": 120}, "new.number"), ({"number": "1", "x": 1}, "new: x")):
        with pytest.raises(ConfigError, match=place):
            read_station(table, "new")


def test_the_parts_of_a_company_must_fit_each_other() -> None:
    office = small_office()
    check(office)
    for wrong, words in (
        (replace(office, trunks=("100",)), "used twice: 100"),
        (replace(office, stations=office.stations[:3]), "group 700"),
        (replace(office, scenarios=(Scenario(name="a"), Scenario(name="a"))), "scenario: used twice: a"),
    ):
        with pytest.raises(ConfigError, match=words):
            check(wrong)
