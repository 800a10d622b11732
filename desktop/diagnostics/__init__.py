"""Diagnostics: what helps to find out what went wrong.

- ``logs``: the log file in the user's state folder: bounded, switchable, and without anybody's secrets.
- ``redaction``: what is taken out of every line before it is written. Pure.
- ``decoding``: the command ``deskline decode``: a tree for people, JSON for programs. Below it, in the way of an octet:
  ``inputs`` (hex, files, captures: what is it?), ``hextext`` (octets as people write them, with ``digits``, ``dumps``
  and ``jsontext`` for their forms), ``captures`` (.pcap and .pcapng), ``packets`` (from Ethernet to TCP segment),
  ``streams`` (TCP put together again), ``forms`` (how the frames of each dialect begin), ``frames`` (APDUs in octets of
  which nothing is certain) and ``conversations`` (whose messages they are, in the order of time). All but ``inputs``
  are pure.

No Qt, and nothing on a console. This room may use ``settings`` and what is below it.
"""
