"""THE USER'S STATION: one object that joins link, calls, numbers and contacts, and alone owns the calls.

Everything that a person or a program can do with the phone is a method of :class:`~desktop.station.station.Station`;
:meth:`Station.subscribe` tells what
changed, as the frozen views of :mod:`desktop.station.views`. Whatever refuses raises
:class:`~desktop.station.refusal.Refusal`. A service's
result only says that the switch accepted; what is true afterwards comes from events and snapshots.

Every service on which the switch simulator acts is asked somewhere in the client, but for those that nobody who makes
calls would miss:

- ``makeConnection``: a call with nobody in it yet; a person dials a number, or lifts the handset (``offhook``).
- ``generateTelephonyTones``: plays a busy tone or a beep to the other end; no telephone has a key for that.
- ``sendUserInfo``: octets for a program at the other end, which no person could read.
- ``buttonPress``: what the keys do has words of its own here; which key is where only who sees the telephone knows.
- ``getButtonInformation``: only for pressing keys.
- ``escape``: octets of the manufacturer's own, for technicians.
- ``privateDataVersionSelection``: only for such octets.
- ``changeMonitorFilter``: a monitor hears everything, so that what is shown is true.
- ``getMonitors``: the link knows its monitors, and others' are nobody's business.
- ``getSwitchingFunctionDevices``: numbers without names; whom one can call the contacts tell.
- ``getCSTAFeature``: says less than getSwitchingFunctionCapabilities, which is asked.
- ``systemRegister``: a HiPath tells every link of its state unasked.
- ``systemRegisterCancel``: only for what was registered.
- ``systemStatus``: how a program is, told to the switch; to the switch's own it is answered.

The package itself imports nothing, so that what only shows views is not slowed down by what dials and decodes.

No Qt. It may be used by view models, control, console and app; it uses link, calls, numbers, contacts and csta.
"""
