"""WHAT THE CALLS ARE: of events, snapshots and what was asked, the calls of one device. Pure: no clock, no I/O, no Qt.

A device takes part in a call with a connection (call id + device id); the local connection state says what it does
there. This room follows the connections of one monitored device and understands what the switch reports of the others
in the same calls. Time comes in as an argument (aware ``datetime``); nothing here waits.

The way of an event through :class:`~desktop.calls.model.Model`:

* :mod:`~desktop.calls.parties` reads who is who in it: is it about us, who is the other, outside or not, which number
  is a trunk.
* :mod:`~desktop.calls.table` is the one law: event x whose connection x present state -> next state and handler; and,
  second half of it, state x what the others do -> phase. What the table does not list is not believed: the device is
  to be snapshotted.
* :mod:`~desktop.calls.transitions` applies its rows. :mod:`~desktop.calls.beginnings` starts a call,
  :mod:`~desktop.calls.handlers` changes one; :mod:`~desktop.calls.joins` does so where calls are transferred or
  conferenced, :mod:`~desktop.calls.snapshots` where the switch tells the truth at once. A snapshot always wins.
* :mod:`~desktop.calls.past` keeps the calls that a snapshot found gone for as long as an event may still be under way
  that tells how they ended: then such a call is told once more.
* :mod:`~desktop.calls.book` keeps the calls, and collects what one event changed: each call once, and nothing when
  nothing changed. It remembers call ids that ended, so that a late event wakes no call, and transferred calls, so
  that one that comes back is the same conversation.
* :mod:`~desktop.calls.outcomes` says how an ended call ended. It invents nothing: without evidence the outcome is
  "unknown".
* :mod:`~desktop.calls.device` says what is switched at the device itself.
* :mod:`~desktop.calls.actions` says what may be asked of a call now, why the rest may not, and which call is meant
  when none is named.

:mod:`~desktop.calls.records` holds the frozen records and the words of the JSON vocabulary (states, phases, outcomes,
actions).

What it is not: it sends nothing, knows no names and no display form of numbers, and never counts on an event: each
may be missing, doubled, late, or come before the service result. ``Changes.snapshot`` asks for the cure.

Who may call it: station (and whatever composes one). It uses csta's messages and sentences only; switchsim must never
import it.
"""
