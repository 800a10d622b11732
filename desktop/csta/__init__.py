"""THE PROTOCOL: CSTA Phase III (services of ECMA-269, ECMA-285 in ASN.1/BER) between a computing function and a switch.

Octets in, messages out, and back. Pure: no sockets, no clock, no files, no Qt; for whoever has a stream of octets.

From the wire up:

* :mod:`~desktop.csta.framing`: whole APDUs out of a stream. A frame is ``26``, two octets ``0x8000 | length``, one
  APDU.
* :mod:`~desktop.csta.ber`: the guard that every APDU passes before anything looks into it.
* :mod:`~desktop.csta.schema`: the types of resources/asn1, with a decoder that keeps what a newer switch adds.
* :mod:`~desktop.csta.apdus`: ACSE (log-in, release, abort) and ROSE (invoke, result, error, reject).
* :mod:`~desktop.csta.operations`: operation code <-> messages of its argument and result.
* :mod:`~desktop.csta.services`, :mod:`~desktop.csta.events`, :mod:`~desktop.csta.values`,
  :mod:`~desktop.csta.enumerations`, :mod:`~desktop.csta.failures`: frozen messages in the standard's own words;
  :mod:`~desktop.csta.binding` makes them of plain values and back.
* :mod:`~desktop.csta.association`: the state machine of a link, the same for both ends.
* :mod:`~desktop.csta.dialects`: how switches differ, as data.
* :mod:`~desktop.csta.explain`: a message as a tree for people and as JSON for programs (with
  :mod:`~desktop.csta.shown` and :mod:`~desktop.csta.names`); :mod:`~desktop.csta.wording` and
  :mod:`~desktop.csta.causes`: an event as a line in plain words.
* :mod:`~desktop.csta.trace`: a recorded conversation as text.

One call as octets: the client invokes MakeCall, ``a1 16 02 01 03 02 01 0a 30 0e 30 05 80 03 31 30 30
30 05 80 03 31 30 31`` (invoke 3, operation 10, from 100, to 101); the switch answers ``a2 1b 02 01 03 30 16 02 01 0a
30 11 6b 0f ...`` (the new connection), and reports events (operation 21) under the cross reference of the monitor:
Originated, Delivered, Established, ConnectionCleared.

Who may call it: link, station, switchsim, multiplexer, console and cli. It uses assets (the parsed schema),
lines and sentences only.
"""
