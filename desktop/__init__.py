"""Deskline: CTI client, link multiplexer and switch simulator for OpenScape Business.

Each folder is a room with one job; imports point down only:
``__main__ -> cli -> app | tour | console | switchsim -> ui -> viewmodels | control | integration | diagnostics
-> station -> link | contacts | settings -> calls | numbers -> csta -> lines | assets | translation -> sentences``.
"""

__version__ = "0.1.0"
