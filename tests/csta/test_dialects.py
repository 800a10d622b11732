"""The default dialect is what clients of HiPath switches send."""

from __future__ import annotations

from desktop.csta.dialects import HIPATH, VERSION_FOUR
from desktop.csta.values import MonitorFilter


def test_hipath() -> None:
    assert (HIPATH.first_octet, HIPATH.largest_apdu, HIPATH.context_name) == (0x26, 32767, "1.3.12.0.218")
    assert (HIPATH.offered_versions, HIPATH.version_bits, VERSION_FOUR) == ({3}, 16, 3)


def test_its_monitor_filter_asks_for_every_event_in_the_lengths_that_clients_send() -> None:
    everything = MonitorFilter.everything(HIPATH.filter_lengths)
    lengths = [
        bits.length
        for bits in (
            everything.call_control,
            everything.call_associated,
            everything.media_attachment,
            everything.physical_device_feature,
            everything.logical_device_feature,
            everything.maintenance,
            everything.voice_unit,
            everything.private,
        )
        if bits is not None and not bits.bits
    ]
    assert lengths == [18, 5, 2, 11, 14, 3, 7, 1]
