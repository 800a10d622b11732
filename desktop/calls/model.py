"""The calls of one monitored device, kept from what the switch reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.calls import joins, outcomes
from desktop.calls.book import Asked, Book
from desktop.calls.handlers import HANDLERS, STARTERS, Step, take
from desktop.calls.parties import KIND, Who, digits_of, merge, put
from desktop.calls.records import Action, Call, Changes, DeviceState, Forwarding, Party
from desktop.calls.snapshots import Snapshot
from desktop.calls.table import Present, row
from desktop.csta.enumerations import ForwardingType, LocalConnectionState
from desktop.csta.events import (
    BackInService,
    CallEvent,
    CallInformation,
    Conferenced,
    DeviceCapabilityChanged,
    DoNotDisturbChanged,
    Event,
    ForwardingChanged,
    MessageWaiting,
    OutOfService,
    PartiallyInService,
    Transferred,
    UnknownEvent,
)
from desktop.csta.services import SnapshotCallResult, SnapshotDeviceEntry
from desktop.csta.values import ConnectionID, ReportedDevice
"""One for each monitored device."""
