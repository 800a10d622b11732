"""The demo's company by itself, for hours: lively, not annoying, and nothing gets stuck."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from itertools import pairwise

from desktop import assets
from desktop.switchsim.config import read_company
from desktop.switchsim.directing import begin
from desktop.switchsim.switch import Switch

HOURS = 6
MINUTE = 60.0


@cache
def pass_hours() -> tuple[list[tuple[float, str]], list[int], Switch]:
    """(time, station) of every call that began to ring, trunks in use at every second, and the switch at the end."""
    switch = Switch(read_company(assets.text("demo", "company.toml")), datetime(2013, 6, 4, 7, 30, 0))
    begin(switch)
    rang: dict[tuple[bytes, str], float] = {}
    trunks = []
    for second in range(HOURS * 3600):
        switch.handle_timer(float(second))
        assert switch.take() == [], "nobody is there to be told"
        for call in switch.calls.values():
            for leg in call.legs:
                if leg.incoming and leg.outside is None:
                    rang.setdefault((call.id, leg.device), float(second))
        trunks.append(sum(bool(switch.legs(trunk)) for trunk in switch.trunks))
    return [(time, device) for (_, device), time in rang.items()], trunks, switch


def test_hours_in_the_office() -> None:
    rang, trunks, switch = pass_hours()
    mine = [time for time, device in rang if device == "100"]
    assert min(mine) > 3 * MINUTE, "time to look around, and for the tour"
    assert 2 * HOURS <= len(mine) <= 8 * HOURS
    assert all(later - earlier >= 2 * MINUTE for earlier, later in pairwise(mine))
    assert len(rang) - len(mine) > 20 * HOURS, "colleagues talk"
    assert {device for _, device in rang} >= {"101", "108", "113"}
    assert not {device for _, device in rang} & {"110", "112"}
    assert max(trunks) < len(switch.trunks), "there is always a line"


def test_nobody_talks_for_ever() -> None:
    _, trunks, switch = pass_hours()
    quiet = [second for second, used in enumerate(trunks) if not used]
    assert len(quiet) > len(trunks) / 3
    assert len(switch.calls) <= 2
    outcomes = {ended["outcome"] for ended in switch.ended if ended["device"] == "100"}
    assert outcomes == {"missed"}, "nobody sat in front of it"


def test_what_does_not_work_is_only_what_somebody_else_ended() -> None:
    _, _, switch = pass_hours()
    refused = {(one["scenario"], one["do"], one["error"]["code"]) for one in switch.player.refused}
    assert refused <= {("colleagues", "hangup", "unknownDevice"), ("colleagues", "hangup", "noCall"),
                       ("callers", "hangup", "unknownDevice"), ("callers", "hangup", "noCall"),
                       ("colleagues", "call", "wrongState")}  # fmt: skip
