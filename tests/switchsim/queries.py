"""Services that only tell something, or take notice of it."""

from __future__ import annotations

from typing import Any

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.agents import GetAgentState
from desktop.csta.services.apparatus import (
    GetButtonInformation,
    GetDisplay,
    GetMicrophoneMute,
    GetRingerStatus,
    GetSpeakerMute,
    GetSpeakerVolume,
)
from desktop.csta.services.capabilities import (
    GetCSTAFeature,
    GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation,
    GetSwitchingFunctionCapabilities,
)
from desktop.csta.services.devices import GetSwitchingFunctionDevices
from desktop.csta.services.features import GetAutoAnswer, GetCallerIDStatus, GetLastNumberDialed
from desktop.csta.services.logical import GetDoNotDisturb, GetForwarding
from desktop.csta.services.monitoring import GetMonitors
from desktop.csta.services.physical import GetHookswitchStatus, GetMessageWaitingIndicator
from desktop.csta.services.presence import GetPresenceState
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.services.system import RequestSystemStatus, SystemStatusRequest
from desktop.csta.values import DeviceID

DEVICE = DeviceID("100")
QUERIES: dict[str, Any] = {
    "getAgentState": GetAgentState(device=DEVICE),
    "getAutoAnswer": GetAutoAnswer(device=DEVICE),
    "getButtonInformation": GetButtonInformation(device=DEVICE),
    "getCSTAFeature": GetCSTAFeature(),
    "getCallerIDStatus": GetCallerIDStatus(device=DEVICE),
    "getDisplay": GetDisplay(device=DEVICE),
    "getDoNotDisturb": GetDoNotDisturb(device=DEVICE),
    "getForwarding": GetForwarding(device=DEVICE),
    "getHookswitchStatus": GetHookswitchStatus(device=DEVICE),
    "getLastNumberDialed": GetLastNumberDialed(device=DEVICE),
    "getLogicalDeviceInformation": GetLogicalDeviceInformation(device=DEVICE),
    "getMessageWaitingIndicator": GetMessageWaitingIndicator(device=DEVICE),
    "getMicrophoneMute": GetMicrophoneMute(device=DEVICE),
    "getMonitors": GetMonitors(),
    "getPhysicalDeviceInformation": GetPhysicalDeviceInformation(device=DEVICE),
    "getPresenceState": GetPresenceState(device=DEVICE),
    "getRingerStatus": GetRingerStatus(device=DEVICE),
    "getSpeakerMute": GetSpeakerMute(device=DEVICE),
    "getSpeakerVolume": GetSpeakerVolume(device=DEVICE),
    "getSwitchingFunctionCapabilities": GetSwitchingFunctionCapabilities(),
    "getSwitchingFunctionDevices": GetSwitchingFunctionDevices(),
    "requestSysStat": RequestSystemStatus(),
    "snapshotCall": None,
    "snapshotDevice": SnapshotDevice(snapshot_object=DEVICE),
    "systemStatus": SystemStatusRequest(system_status=SystemStatus.normal),
}
"""Name of the operation -> what is asked; None: it needs a call."""
