"""SWITCH SIMULATOR. A stand-in for an OpenScape Business: devices, calls, trunks, people, faults, on the real protocol.

For trying Deskline, for training, and for other people's CTI programs. It is a switching function with its own idea
of a call: it never imports Deskline's call model, which is judged by it.

**How another CTI program is tried against it.** Start ``deskline switchsim --listen 127.0.0.1:8800 --config FILE``
(without ``--config``: twelve stations 100 to 109, 111, 113 that answer after 3 s, group 700, trunks 7801 to 7806;
``company`` and ``tr82`` name what is shipped) and let the program log in as AMHOST with 77777. The first line on
standard output is ``{"ready": true, "listen": "127.0.0.1:8800"}``; after it, each JSON command on standard input gets
one reply line. With ``--clock manual`` nothing happens by time until ``{"do": "advance", "seconds": 20}``; with
``--until-stdin-closes`` the end of standard input ends it. ``--dialect panasonic`` (or ``alcatel``) lets it speak as
another kind of switch, as far as :mod:`desktop.csta.dialects` knows it; in these anybody may log in unless the file
has ``[logins]``. Then, in this order:

1. *Does it get in?* The simulator answers AARQ as a HiPath does and then invokes SystemStatus; a program that answers
   that with another invoke id, sends AARQ with context 1.3.12.0.218, reads one frame a read or ends with an ABRT is
   served as it is. ``{"do": "state"}`` tells its link and its monitors.
2. *Does it follow a call?* With ``--config tr82`` every situation of ECMA TR/82 is a scenario by its number: ``{"do":
   "play", "name": "4.1"}``; ``{"do": "scenarios"}`` lists them. People can be moved one by one as well: ``{"do":
   "call", "from": "0891234567", "to": "100"}``, ``answer``, ``hold``, ``consult``, ``transfer``, ``hangup`` ... with
   ``device``; ``{"do": "service", "name": "makeCall", "device": "100", "to": "101"}`` asks a service as yet another
   program would.
3. *What does it make of a bad day?* ``{"do": "faults"}`` lists what can be made to go wrong, one sentence each;
   ``{"do": "fault", "name": "cut", "after_octets": 17}`` does it, ``{"do": "fault", "name": "no_answer", "service":
   "answerCall"}`` for one service only. Stations come and go while it runs: ``{"do": "add", "device": "120", "name":
   "New", "habits": {"answers_after": 3}}`` (further members as those of ``[[station]]``), ``{"do": "remove",
   "device": "101"}``. A program that expects short invoke ids, one frame a read, or an event for everything meets
   them as quirks in the file (``split``, ``first_event_invoke_id``, ``external_delivered``).
4. *What did it do at the customer's?* A trace (Deskline's Events page saves one) is played again to whoever monitors
   its devices, at its times and under the program's own cross references: ``--replay FILE``, which begins a second
   after the first such monitor, so that the program has looked for calls before, or ``{"do": "replay", "file": FILE}``
   at once (``speed``: 2 is twice as fast; ``device``: whose the events are whose monitor was started before the
   recording). Only events are played, never answers.

**What happens by itself.** ``habits`` say what a person does with a call; besides lifting, answering and hanging up:
``busy_until = "10:00"``, ``calls_back_after``, ``holds_after`` and ``holds_for``, ``transfers_to`` and
``transfers_after``. A ``[[scenario]]`` is a list of commands at their times::

    [[scenario]]
    name = "callers"
    begins = 60      # seconds after the start; without it: by command
    every = 300      # again so long after it began; without it: once
    steps = [
      { at = 0, do = "call", from = ["0891234567", "0301234567"], to = "100" },  # a list: one after the other
      { at = 40, do = "hangup", device = ["0891234567", "0301234567"] },
    ]

``{"do": "stop"}`` (or with ``name``) stops what plays, not what it has begun. ``faults = ["glue"]`` or a table
``[faults]`` with ``slow_answer = { seconds = 3 }`` has them in force from the start.

**Inside, from the bottom:** :mod:`~desktop.switchsim.company` (who is there, as frozen values: stations, groups,
people outside, :class:`~desktop.switchsim.company.Habits`, limits, times, quirks), :mod:`~desktop.switchsim.features`
and :mod:`~desktop.switchsim.model` (station, call and connection as they stand), :mod:`~desktop.switchsim.reports`
(events for monitors), :mod:`~desktop.switchsim.devices`, :mod:`~desktop.switchsim.agents`,
:mod:`~desktop.switchsim.distribution` (groups), :mod:`~desktop.switchsim.forwarding`,
:mod:`~desktop.switchsim.recalls`, :mod:`~desktop.switchsim.exchange` and, over it, :mod:`~desktop.switchsim.joining`,
:mod:`~desktop.switchsim.dialling`, :mod:`~desktop.switchsim.waiting` (call back, camp on, park),
:mod:`~desktop.switchsim.intrusion` and :mod:`~desktop.switchsim.handset` (call processing),
:mod:`desktop.switchsim.services` (CSTA services), :mod:`~desktop.switchsim.permits` (who may see what),
:mod:`~desktop.switchsim.switch` (links, monitors, time), :mod:`~desktop.switchsim.people` and
:mod:`~desktop.switchsim.scenario` (what happens by itself), :mod:`~desktop.switchsim.truth`,
:mod:`~desktop.switchsim.maintenance`, :mod:`~desktop.switchsim.roster` (stations that come and go),
:mod:`~desktop.switchsim.mishaps`, :mod:`~desktop.switchsim.quirks` and :mod:`~desktop.switchsim.faults` (what can be
made to go wrong), :mod:`~desktop.switchsim.arguments`, :mod:`~desktop.switchsim.feature_commands`,
:mod:`~desktop.switchsim.commands`, :mod:`~desktop.switchsim.asking` and :mod:`~desktop.switchsim.directing` (the JSON
vocabulary), :mod:`~desktop.switchsim.replay`, :mod:`~desktop.switchsim.config` (TOML). All of that is pure.
:mod:`~desktop.switchsim.links` puts it on an asyncio transport, :mod:`~desktop.switchsim.server` makes a program of
it. In a test: ``Simulator(company, start=datetime(...), clock="manual")`` and ``create_server(simulator.protocol,
...)``.

**The file** (an example with everything: resources/demo/company.toml; members and defaults: the classes of
:mod:`~desktop.switchsim.company`, whose names the keys are). ``trunks = [...]``; tables ``[system]`` (name,
dialect, trunk_code, show_trunk_code, first_call_id, stamp, version), ``[logins]`` (name = password; empty: everybody),
``[nodes]`` (name = node), ``[limits]``, ``[times]``, ``[quirks]``, ``[faults]``, ``[outside_habits]``; lists
``[[station]]`` (with ``habits = {...}`` and ``forwarding = {forwardBusy = "101"}``, types by their ECMA-285 names),
``[[group]]``, ``[[outside]]``, ``[[scenario]]``. A time that may be missing is switched off with ``false``.

**Groups** (``[[group]]``, :class:`~desktop.switchsim.company.Group`) are hunting groups (``kind`` linear, cyclic,
all), the phones of one person that ring together (phones), UCD groups (ucd: agents log on by SetAgentState or
``{"do": "agent", "device": "104", "state": "loggedOn"}``, or are there from the start with ``agent = "ready"`` at the
station), and MULAP lines (mulap: only the group number can be monitored, MakeCall names the phone that dials,
connections name the line; commands and services that name a phone mean that phone, those that name the line one that
is free; ``{"do": "state"}`` tells by ``at`` where a call is). ``queue`` says how many calls may wait, ``overflow_to``
and ``overflow_after`` where they go then; ``{"do": "state"}`` tells the queues and their agents.

**Limits** that an office has: ``[limits]`` (links, monitors, ``licensed`` stations, members of a conference ...), as
many calls outside as ``trunks``, ``disabled_events`` in ``[quirks]``, ``monitorable = false`` at a station. A network
of a master and slaves: ``node = "2"`` at the stations of a slave, and ``[nodes]`` with ``name = "2"``: whoever logs in
by that name reaches the slave and sees, monitors and controls nothing but its stations; other names reach the master.

**Where switches differ** and no fact decides, there is a quirk, settable at start and by ``fault``; its default is
HiPath's habit where a source tells it, else the standard's reading. What is decided here without a source: the number
of a caller outside is shown with the trunk code, as one would dial it (``show_trunk_code``); a party outside is the
trunk in connections and its number as device (``external_subject``); a call that rings too long, or is rejected, ends
for both; a busy, DND or unknown target of a single-step transfer or conference is refused; ClearCall clears with the
habit for ends of calls; the telling of a hunting group is Diverted(distributed) from the group to the member; a UCD
group is a device that the call enters (Delivered, enteringDistribution) before it waits or goes to an agent; a phone of
a group that rang in vain because another answered hears Diverted(distributed), or multipleAlerting where both are one
person's; an agent who logs on is not ready, one who lets a call ring goes to the end of the row and stays ready;
CallBack and CallBackMessage end the call in vain, and may name it by either end, as CamponCall and IntrudeCall may;
after no answer the other must have used the telephone before it is called back; a call back rings at who ordered it
first; a call is parked at a station, also at one's own, and fetched by DirectedPickupCall of the connection there; who
joins, or intrudes into a conference, is told by Conferenced, as the conferencing and the added device; who intrudes in
the other way (``intrusion``) has a consultation, so that the call that was held meanwhile comes back when they leave; a
withheld number is restricted for all but its own station; each phone of a MULAP may have a call of its own on the line
(``shared_line``), what rings or is held there is everybody's, and a caller finds the line engaged when no phone is
free; a restart that loses the calls loses call backs, whose turn it is in groups, displays and what is muted with them,
and agents are as they began, while forwarding, do not disturb, message waiting and other features stay; a switch that
is initializing or disabled refuses every service (resourceOutOfService) but systemStatus, requestSysStat,
systemRegister and systemRegisterCancel, sends no events, and keeps its monitors unless it says enabled afterwards;
stations that a partially disabled switch does not reach are refused with deviceOutOfService; the monitors of a station
that is removed are stopped by the switch after its calls have ended, and who registered for it is told by
SwitchingFunctionDevicesChanged.

**Every service** of ECMA-285 gets its answer, by the table that the dispatcher itself uses
(:mod:`~desktop.switchsim.services.table`). "hold + connected" are two connections of one station. Not written: a
connection that is not there is invalidConnectionID, one that is outside requestIncompatibleWithObject, one in another
state invalidConnectionState where the row says nothing else; a station that is not there is invalidDeviceID. An
operation that is not in the table gets ROSE Reject, unrecognizedOperation, and so does an event report of a client.
Five services are unconfirmed: by their nature they have neither result nor error, whoever sends them. Source "facts 4":
seen on a HiPath; else ECMA-269, from general knowledge::

"""

import textwrap

from desktop.switchsim.commands import COMMANDS
from desktop.switchsim.company import Company, small_office
from desktop.switchsim.config import ConfigError, read_company
from desktop.switchsim.directing import DIRECTIONS
from desktop.switchsim.faults import sentences
from desktop.switchsim.links import Simulator
from desktop.switchsim.server import load, run, serve
from desktop.switchsim.services.dispatch import render

_COMMANDS = textwrap.fill(f'**Every command** (``{{"do": ...}}``): {", ".join(sorted((*COMMANDS, *DIRECTIONS)))}.', 118)
_SERVICES = "\n".join(f"    {line}" for line in render())
_FAULTS = "\n".join(f"- ``{name}``: {sentence}" for name, sentence in sentences().items())
__doc__ = f"""{__doc__ or ""}{_SERVICES}

{_COMMANDS}

**What can be made to go wrong** (``fault``; quirks and limits too):

{_FAULTS}
"""

__all__ = ["Company", "ConfigError", "Simulator", "load", "read_company", "run", "serve", "small_office"]
