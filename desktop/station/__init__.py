"""THE USER'S STATION: one object that joins link, calls, numbers and contacts, and alone owns the calls.

Everything that a person or a program can do with the phone is a method of :class:`~desktop.station.station.Station`;
:meth:`Station.subscribe` tells what
changed, as the frozen views of :mod:`desktop.station.views`. Whatever refuses raises
:class:`~desktop.station.refusal.Refusal`. A service's
result only says that the switch accepted; what is true afterwards comes from events and snapshots.

The package itself imports nothing, so that what only shows views is not slowed down by what dials and decodes.

No Qt. It may be used by view models, control, console and app; it uses link, calls, numbers, contacts and csta.
"""
