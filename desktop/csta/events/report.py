"""The event report: which monitor, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import read, write
from desktop.csta.errors import LocalMisuse
from desktop.csta.events.base import Event
from desktop.csta.messages import message_class, path_of
from desktop.sentences import Sentence

EVENTS: Mapping[tuple[str, str], str] = {
    ("callControlEvents", "bridged"): "call_control.Bridged",
    ("callControlEvents", "callCleared"): "call_control.CallCleared",
    ("callControlEvents", "conferenced"): "call_control.Conferenced",
    ("callControlEvents", "connectionCleared"): "call_control.ConnectionCleared",
    ("callControlEvents", "delivered"): "call_control.Delivered",
    ("callControlEvents", "digitsDialed"): "call_control.DigitsDialed",
    ("callControlEvents", "diverted"): "call_control.Diverted",
    ("callControlEvents", "established"): "call_control.Established",
    ("callControlEvents", "failed"): "call_control.Failed",
    ("callControlEvents", "held"): "call_control.Held",
    ("callControlEvents", "networkCapabilitiesChanged"): "call_control.NetworkCapabilitiesChanged",
    ("callControlEvents", "networkReached"): "call_control.NetworkReached",
    ("callControlEvents", "offered"): "call_control.Offered",
    ("callControlEvents", "originated"): "call_control.Originated",
    ("callControlEvents", "queued"): "call_control.Queued",
    ("callControlEvents", "retrieved"): "call_control.Retrieved",
    ("callControlEvents", "serviceInitiated"): "call_control.ServiceInitiated",
    ("callControlEvents", "transferred"): "call_control.Transferred",
    ("callAssociatedEvents", "callInformation"): "call_associated.CallInformation",
    ("callAssociatedEvents", "charging"): "call_associated.Charging",
    ("callAssociatedEvents", "digitsGeneratedEvent"): "call_associated.DigitsGenerated",
    ("callAssociatedEvents", "telephonyTonesGeneratedEvent"): "call_associated.TelephonyTonesGenerated",
    ("callAssociatedEvents", "serviceCompletionFailure"): "call_associated.ServiceCompletionFailure",
    ("mediaAttachmentEvents", "mediaAttached"): "media.MediaAttached",
    ("mediaAttachmentEvents", "mediaDetached"): "media.MediaDetached",
    ("physicalDeviceFeatureEvents", "buttonInformation"): "apparatus.ButtonInformationChanged",
    ("physicalDeviceFeatureEvents", "buttonPress"): "apparatus.ButtonPressed",
    ("physicalDeviceFeatureEvents", "displayUpdated"): "apparatus.DisplayUpdated",
    ("physicalDeviceFeatureEvents", "hookswitch"): "physical.Hookswitch",
    ("physicalDeviceFeatureEvents", "lampMode"): "apparatus.LampModeChanged",
    ("physicalDeviceFeatureEvents", "messageWaiting"): "physical.MessageWaiting",
    ("physicalDeviceFeatureEvents", "microphoneGain"): "apparatus.MicrophoneGainChanged",
    ("physicalDeviceFeatureEvents", "microphoneMute"): "apparatus.MicrophoneMuteChanged",
    ("physicalDeviceFeatureEvents", "ringerStatus"): "apparatus.RingerStatusChanged",
    ("physicalDeviceFeatureEvents", "speakerMute"): "apparatus.SpeakerMuteChanged",
    ("physicalDeviceFeatureEvents", "speakerVolume"): "apparatus.SpeakerVolumeChanged",
    ("logicalDeviceFeatureEvents", "agentBusy"): "agents.AgentBusy",
    ("logicalDeviceFeatureEvents", "agentLoggedOn"): "agents.AgentLoggedOn",
    ("logicalDeviceFeatureEvents", "agentLoggedOff"): "agents.AgentLoggedOff",
    ("logicalDeviceFeatureEvents", "agentNotReady"): "agents.AgentNotReady",
    ("logicalDeviceFeatureEvents", "agentReady"): "agents.AgentReady",
    ("logicalDeviceFeatureEvents", "agentWorkingAfterCall"): "agents.AgentWorkingAfterCall",
    ("logicalDeviceFeatureEvents", "autoAnswer"): "features.AutoAnswerChanged",
    ("logicalDeviceFeatureEvents", "autoWorkMode"): "agents.AutoWorkModeChanged",
    ("logicalDeviceFeatureEvents", "callBack"): "features.CallBackSet",
    ("logicalDeviceFeatureEvents", "callBackMessage"): "features.CallBackMessageSet",
    ("logicalDeviceFeatureEvents", "callerIDStatus"): "features.CallerIDStatusChanged",
    ("logicalDeviceFeatureEvents", "doNotDisturb"): "logical.DoNotDisturbChanged",
    ("logicalDeviceFeatureEvents", "forwarding"): "logical.ForwardingChanged",
    ("logicalDeviceFeatureEvents", "presenceState"): "presence.PresenceStateChanged",
    ("logicalDeviceFeatureEvents", "routeingMode"): "agents.RouteingModeChanged",
    ("deviceMaintenanceEvents", "backInService"): "maintenance.BackInService",
    ("deviceMaintenanceEvents", "deviceCapabilityChanged"): "maintenance.DeviceCapabilityChanged",
    ("deviceMaintenanceEvents", "outOfService"): "maintenance.OutOfService",
    ("deviceMaintenanceEvents", "partiallyInService"): "maintenance.PartiallyInService",
    ("vendorSpecEvents", "privateEvent"): "vendor.PrivateEvent",
}
"""The events by category and name, as ECMA-285 calls them: module and class in this package."""

_NAMES = {f"events.{path}": names for names, path in EVENTS.items()}


def classes(category: str) -> dict[str, type[Any]]:
    """Return the message classes of a category, e.g. ``callControlEvents``, by the events' names."""
    return {name: message_class(f"events.{path}") for (held, name), path in EVENTS.items() if held == category}


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """An event that Deskline does not know; ``octets`` is the whole of it.

    :ivar category: the kind of event, or "value-N".
    :ivar name: the event, or "value-N".
    """

    category: str
    name: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class EventReport:
    """One event of one monitor (module event-report-definitions, operation 21; never answered).

    :ivar cross_ref: the monitor's cross reference, 1 to 8 octets, opaque.
    :ivar event: what happened.
    """

    cross_ref: bytes
    event: Event | UnknownEvent

    @property
    def name(self) -> str:
        """The event's ECMA-285 name, e.g. "delivered"; "value-N" for one that is not known."""
        return self.event.name if isinstance(self.event, UnknownEvent) else _NAMES[path_of(type(self.event))][1]

    @classmethod
    def from_asn1(cls, value: dict[str, Any]) -> EventReport:
        """Make it from the schema's value.

        :raises DecodeError: a member that the event cannot do without is missing.
        """
        category, content = value["eventSpecificInfo"]
        if isinstance(content, bytes):
            return cls(value["crossRefIdentifier"], UnknownEvent(category, category, content))
        name, members = content
        path = EVENTS.get((category, name))
        if path is None:
            return cls(value["crossRefIdentifier"], UnknownEvent(category, name, members))
        return cls(value["crossRefIdentifier"], read(message_class(f"events.{path}"), members))

    def to_asn1(self) -> dict[str, Any]:
        """Return the schema's value.

        :raises LocalMisuse: the event is not one that is known.
        """
        if isinstance(self.event, UnknownEvent):
            raise LocalMisuse(Sentence("An event that is not known cannot be sent."))
        category, name = _NAMES[path_of(type(self.event))]
        return {"crossRefIdentifier": self.cross_ref, "eventSpecificInfo": (category, (name, write(self.event)))}
