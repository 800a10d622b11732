"""SWITCH SIMULATOR. A stand-in for an OpenScape Business: devices, calls, trunks, people, faults, on the real protocol.

For trying Deskline, for training, and for other people's CTI programs. It is a switching function with its own idea
of a call: it never imports Deskline's call model, which is judged by it.

**How another CTI program is tried against it.** Start ``deskline switchsim --listen 127.0.0.1:8800 --config FILE``
(without ``--config``: twelve stations 100 to 109, 111, 113 that answer after 3 s, group 700, trunks 7801 to 7806) and
let the program log in as AMHOST with 77777. The first line on standard output is ``{"ready": true, "listen":
"127.0.0.1:8800"}``; after it, each JSON command on standard input gets one reply line. With ``--clock manual``
nothing happens by time until ``{"do": "advance", "seconds": 20}``; with ``--until-stdin-closes`` the end of standard
input ends it. ``--dialect panasonic`` (or ``alcatel``) lets it speak as another kind of switch, as far as
:mod:`desktop.csta.dialects` knows it; in these anybody may log in unless the file has ``[logins]``.

**Inside, from the bottom:** :mod:`~desktop.switchsim.company` (who is there, as frozen values: stations, groups,
people outside, :class:`~desktop.switchsim.company.Habits`, limits, times, quirks), :mod:`~desktop.switchsim.model`
(call and connection), :mod:`~desktop.switchsim.reports` (events for monitors), :mod:`~desktop.switchsim.devices`,
:mod:`~desktop.switchsim.distribution` (groups), :mod:`~desktop.switchsim.recalls`,
:mod:`~desktop.switchsim.exchange`, :mod:`~desktop.switchsim.dialling` and :mod:`~desktop.switchsim.joining` (call
processing), :mod:`~desktop.switchsim.permits` (who may see what),
:mod:`~desktop.switchsim.services` (CSTA services), :mod:`~desktop.switchsim.switch` (links, monitors, time),
:mod:`~desktop.switchsim.truth`, :mod:`~desktop.switchsim.faults` and :mod:`~desktop.switchsim.commands` (the JSON
vocabulary), :mod:`~desktop.switchsim.config` (TOML). All of that is pure. :mod:`~desktop.switchsim.links` puts it on
an asyncio transport, :mod:`~desktop.switchsim.server` makes a program of it. In a test: ``Simulator(company,
start=datetime(...), clock="manual")`` and ``create_server(simulator.protocol, ...)``.

**The file** (an example with everything: resources/demo/company.toml; members and defaults: the classes of
:mod:`~desktop.switchsim.company`, whose names the keys are). ``trunks = [...]``; tables ``[system]`` (name,
dialect, trunk_code, show_trunk_code, first_call_id, stamp, version), ``[logins]`` (name = password; empty: everybody),
``[nodes]`` (name = node), ``[limits]``, ``[times]``, ``[quirks]``, ``[outside_habits]``; lists ``[[station]]`` (with
``habits = {...}`` and ``forwarding = {forwardBusy = "101"}``, types by their ECMA-285 names), ``[[group]]``,
``[[outside]]``. A time that may be missing is switched off with ``false``.

**Groups** (``[[group]]``, :class:`~desktop.switchsim.company.Group`) are hunting groups (``kind`` linear, cyclic, all),
the phones of one person that ring together (phones), UCD groups (ucd: agents log on by SetAgentState or ``{"do":
"agent", "device": "104", "state": "loggedOn"}``, or are there from the start with ``agent = "ready"`` at the station),
and MULAP lines (mulap: only the group number can be monitored, MakeCall names the phone that dials, connections name
the line). ``queue`` says how many calls may wait, ``overflow_to`` and ``overflow_after`` where they go then; ``{"do":
"state"}`` tells the queues and their agents.

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
person's; an agent who logs on is not ready, one who lets a call ring goes to the end of the row and stays ready.
"""

from desktop.switchsim.company import Company, small_office
from desktop.switchsim.config import ConfigError, read_company
from desktop.switchsim.faults import sentences
from desktop.switchsim.links import Simulator
from desktop.switchsim.server import load, run, serve

__doc__ = f"{__doc__ or ''}\n**What can be made to go wrong** (``fault``; quirks and limits too):\n\n" + "".join(
    f"- ``{name}``: {sentence}\n" for name, sentence in sentences().items()
)

__all__ = ["Company", "ConfigError", "Simulator", "load", "read_company", "run", "serve", "small_office"]
