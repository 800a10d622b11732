"""The tables of names are those of the official modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.csta import enumerations, names
from desktop.csta.schema import Node, Schema
from tests.support.modules import Modules

ACSE = "acse_user_info_csta.asn1"
OFFICIAL = {
    "ForwardDefault": ("device-feature-types.asn1", "ForwardDefault"),
    "ConsultOptions": ("call-control.asn1", "ConsultOptions"),
    "ConsultationCallArgument.consultOptions": ("call-control.asn1", "ConsultOptions"),
    "DigitMode": ("generate-digits.asn1", "DigitMode"),
    "MonitorStartArgument.monitorType": ("status-reporting.asn1", "MonitorType"),
    "FlowDirection": ("media-services.asn1", "flowDirection"),
    "MediaCallCharacteristics.bitRate": ("media-services.asn1", "bitRate"),
    "MediaCallCharacteristics.switchingSubDomainCCIEType": ("media-services.asn1", "switchingSubDomainCCIEType"),
    "NetworkCapability.networkType": ("call-control.asn1", "networkType"),
    "ProgressIndicator.progressLocation": ("call-control.asn1", "progressLocation"),
    "ProgressIndicator.progressDescription": ("call-control.asn1", "progressDescription"),
    "ChargingInfo.typeOfChargingInfo": ("charge-info.asn1", "typeOfChargingInfo"),
    ".currencyMultiplier": ("charge-info.asn1", "currencyMultiplier"),
    "CallCharacteristics": ("call-control.asn1", "CallCharacteristics"),
    "CallOrigination": ("device-feature-types.asn1", "CallOrigination"),
    "MediaCallCharacteristics.mediaClass": ("media-services.asn1", "MediaClass"),
    "MonitorStartArgument.requestedMonitorMediaClass": ("status-reporting.asn1", "MonitorMediaClass"),
    "MonitorStartResult.actualMonitorMediaClass": ("status-reporting.asn1", "MonitorMediaClass"),
    "NetworkCapability.eventsProvided": ("call-control.asn1", "eventsProvided"),
    "MonitorFilter.callControl": (ACSE, "CallControlEvents"),
    "MonitorFilter.callAssociated": (ACSE, "CallAssociatedEvents"),
    "MonitorFilter.mediaAttachment": (ACSE, "MediaAttachmentEvents"),
    "MonitorFilter.physicalDeviceFeature": (ACSE, "PhysicalDeviceFeatureEvents"),
    "MonitorFilter.logicalDeviceFeature": (ACSE, "LogicalDeviceFeatureEvents"),
    "MonitorFilter.maintenance": (ACSE, "DeviceMaintenanceEvents"),
    "MonitorFilter.voiceUnit": (ACSE, "VoiceUnitEvents"),
    "MonitorFilter.private": (ACSE, "VendorSpecEvents"),
    "ServicesPermitted.callControlServices": (ACSE, "CallControlServices"),
    "ServicesPermitted.callAssociatedServices": (ACSE, "CallAssociatedServices"),
    "ServicesPermitted.mediaAttachmentServices": (ACSE, "MediaAttachmentServices"),
    "ServicesPermitted.routeingServices": (ACSE, "RouteingServices"),
    "ServicesPermitted.voiceUnitServices": (ACSE, "VoiceUnitServices"),
    ".version": (ACSE, "CSTAVersion"),
}


@pytest.mark.parametrize("key", OFFICIAL)
def test_as_in_the_official_module(key: str, evidence: Path) -> None:
    table = names.ENUMERATIONS.get(key) or dict(enumerate(names.BITS.get(key, ())))
    assert table == Modules(evidence).named(*OFFICIAL[key])


def test_members_whose_tag_hides_their_type_have_its_names() -> None:
    assert names.ENUMERATIONS["MakeCallArgument.autoOriginate"][1] == "doNotPrompt"
    assert names.ENUMERATIONS["DeviceHistory.eventCause"][22] == "newCall"
    assert names.ENUMERATIONS["CallState.simpleCallState"][50] == "callReceived"
    assert names.ENUMERATIONS["UniversalFailure.operation"][12] == "invalidDeviceID"
    assert names.INTEGERS["CHOICE.invoke"][1] == "unrecognizedOperation"


def _places(node: Node, seen: set[str]) -> None:
    seen.add(node.type_name or "")
    for name, member, *_ in [*node.members, *node.alternatives]:
        seen.add(f"{node.type_name or ''}.{name}")
        _places(member, seen)
    for inner in (node.inner, node.element):
        if inner is not None:
            _places(inner, seen)


def test_every_key_is_a_place_in_the_schema(schema: Schema) -> None:
    seen: set[str] = set()
    for root in ("Apdu", "CSTAEventReportArgument", "UniversalFailure", *_roots()):
        _places(schema.node(root), seen)
    assert {*names.ENUMERATIONS, *names.BITS, *names.INTEGERS} - seen == set()


def _roots() -> set[str]:
    from desktop.csta.operations import OPERATIONS

    return {kind for row in OPERATIONS for kind in (row.argument_type, row.result_type) if kind}


def test_every_enumeration_class_has_a_place() -> None:
    tables = [dict(table) for table in names.ENUMERATIONS.values()]
    for kind in (enumerations.EventCause, enumerations.LocalConnectionState, enumerations.SimpleCallState):
        assert {int(member): member.name for member in kind} in tables
