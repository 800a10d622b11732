"""The witness decodes with the official modules and shares no code with ours: it takes everything the switch sends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from desktop.csta.services.call_control import MakeCall
from desktop.csta.services.capabilities import GetLogicalDeviceInformation
from desktop.csta.services.logical import GetDoNotDisturb, GetForwarding
from desktop.csta.services.monitoring import MonitorStop
from desktop.csta.services.physical import GetMessageWaitingIndicator
from desktop.csta.services.presence import GetPresenceState
from desktop.csta.services.snapshots import SnapshotCall, SnapshotDevice
from desktop.csta.services.system import RequestSystemStatus, SwitchingFunctionDevicesChanged, SystemRegister
from desktop.csta.values import BitSet, ConnectionID, DeviceID
from desktop.switchsim.company import Limits
from tests.support.conditions import CONDITIONS
from tests.switchsim.acts import CALL_ACTS
from tests.switchsim.feature_acts import FEATURE_ACTS
from tests.switchsim.flows import FLOWS
from tests.switchsim.group_flows import GROUP_FLOWS
from tests.switchsim.groups import group_office
from tests.switchsim.office import STATIONS, Office, company
from tests.switchsim.queries import QUERIES
from tests.switchsim.row_flows import ROW_FLOWS

ACTS = CALL_ACTS + FEATURE_ACTS


def test_everything_sent_in_every_flow_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    sent: list[bytes] = []
    usual = [
        (Office(base=flow.base, monitored=(*STATIONS, "7801", "700"), **flow.quirks), flow)
        for flow in (*FLOWS, *ROW_FLOWS)
    ]
    for office, flow in [*usual, *((group_office(**flow.quirks), flow) for flow in GROUP_FLOWS)]:
        if flow.before is not None:
            flow.before(office)
        flow.play(office)
        _services(office)
        sent += office.octets
    assert len(sent) > 500
    _check(sent, evidence, tmp_path)


def test_everything_sent_by_every_service_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    sent: list[bytes] = []
    for quirks in ({}, {"offered": True, "snapshots": "segments", "park_told": "queued"}):
        for act in ACTS:
            office = Office(monitored=(*STATIONS, "7801", "700"), **{**quirks, **act.quirks})
            act.before(office)
            office.ask(act.ask(office))
            sent += office.octets
        office = Office(base=company(limits=Limits(segment=3)), **quirks)
        for argument in QUERIES.values():
            if argument is not None:
                office.ask(argument)
        _services(office)
        office.ask(GetPresenceState(device=DeviceID("101")))
        office.ask(GetLogicalDeviceInformation(device=DeviceID("700")))
        office.ask(GetLogicalDeviceInformation(device=DeviceID("7801")))
        sent += office.octets
    assert len(sent) > 1000
    _check(sent, evidence, tmp_path)


PLAYED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("call", {"from": "0891234567", "to": "100"}),
    ("answer", {"device": "100"}),
    ("consult", {"device": "100", "to": "101"}),
    ("answer", {"device": "101"}),
    ("transfer", {"device": "100"}),
    ("call", {"from": "0893333333", "to": "700"}),
    ("answer", {"device": "100"}),
    ("step_conference", {"device": "100", "to": "102"}),
    ("answer", {"device": "102"}),
    ("park", {"device": "101", "to": "103"}),
    ("unpark", {"device": "104", "from": "103"}),
    ("call", {"from": "105", "to": "199"}),
    ("hangup", {"device": "105"}),
    ("call", {"from": "105", "to": "00891111111"}),
)


def test_everything_sent_under_every_quirk_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    sent: list[bytes] = []
    for name, condition in CONDITIONS.items():
        if not condition.quirks:
            continue
        office = Office(monitored=(*STATIONS, "7801", "700"), **condition.quirks)
        office.ask(MakeCall(calling_device=DeviceID("103"), called_directory_number=DeviceID("102")))
        done = sum(office.do(do, **members)["ok"] for do, members in PLAYED)
        assert done > len(PLAYED) // 2, name
        office.wait(130)
        _services(office)
        sent += office.octets
    assert len(sent) > 1000
    _check(sent, evidence, tmp_path)


def _check(sent: list[bytes], evidence: Path, tmp_path: Path) -> None:
    file = tmp_path / "sent.jsonl"
    rows = [{"name": str(at), "hex": octets.hex()} for at, octets in enumerate(sent)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    witness = evidence / "tools" / "witness" / "witness.py"
    checked = subprocess.run(
        [sys.executable, str(witness), "check", str(file)], capture_output=True, text=True, timeout=50, check=False
    )
    assert checked.returncode == 0, checked.stdout[-4000:] + checked.stderr[-2000:]


def test_network_information_of_calls_from_outside_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    office = Office(network_information=True)
    for number in ("0891234567", "0893333333"):
        office.ok("call", **{"from": number, "to": "100"})
        office.ok("answer", device="100")
        office.ok("hangup", device="100")
    _check(office.octets, evidence, tmp_path)


def test_everything_sent_in_trouble_and_of_other_devices_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    office = Office()
    office.ask(SystemRegister(request_types=BitSet([0, 2, 3], 4)))
    office.talk("100", "101")
    for setting in ({"status": "disabled"}, {"status": "partiallyDisabled", "devices": ["100"]}, {"status": "normal"}):
        office.ok("fault", name="system_status", **setting)
        _services(office)
        office.ask(SystemRegister(request_types=BitSet([0], 4)))
    office.ok("add", device="120")
    office.monitor("120")
    office.make_call("120", "102")
    office.ok("call_back", device="103", to="120")
    office.ok("remove", device="120")
    assert [type(one) for one in office.asked[-2:]] == [MonitorStop, SwitchingFunctionDevicesChanged]
    office.ok("fault", name="restart")
    lines = group_office()
    for caller, member in (("100", "110"), ("101", "111")):
        lines.make_call(caller, "180")
        lines.ok("answer", device=member)
    lines.ask(SnapshotDevice(snapshot_object=DeviceID("180")))
    _check([*office.octets, *lines.octets], evidence, tmp_path)


def _services(office: Office) -> None:
    """Results that no flow asks for."""
    for device in ("100", "101", "199"):
        office.ask(SnapshotDevice(snapshot_object=DeviceID(device)))
        office.ask(GetForwarding(device=DeviceID(device)))
        office.ask(GetDoNotDisturb(device=DeviceID(device)))
        office.ask(GetMessageWaitingIndicator(device=DeviceID(device)))
    for call in list(office.switch.calls):
        office.ask(SnapshotCall(snapshot_object=ConnectionID(call, None)))
    office.ask(RequestSystemStatus())
