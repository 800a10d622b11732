"""Who works at the switch and how it behaves: stations, groups, trunks, people outside, limits, habits and quirks.

Frozen values without I/O; :mod:`desktop.switchsim.config` makes them from a TOML file. All times are seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from desktop.csta.dialects import HIPATH, Dialect
from desktop.csta.enumerations import ForwardingType

AgentState = Literal["loggedOff", "notReady", "ready", "busy", "workingAfterCall"]
GroupKind = Literal["linear", "cyclic", "all", "phones", "ucd", "mulap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a person does with the phone by themselves; None means never."""

    answers_after: float | None = None
    """Answers a ringing call after so long."""
    rejects_after: float | None = None
    """Rejects a ringing call after so long."""
    talks_for: float | None = None
    """Hangs up so long after the call was answered."""
    gives_up_after: float | None = None
    """As the caller: hangs up when nobody answered for so long."""
    lifts_after: float | None = None
    """Lifts the handset when the phone prompts for it."""
    hangs_up_after: float | None = None
    """Puts the handset down when the call is over and the line gives a tone. People outside do so after 3 s anyway."""
    busy: bool = False
    """Is engaged whenever anybody calls."""
    unallocated: bool = False
    """Outside only: the number does not exist (Failed, numberUnallocated)."""
    busy_until: str | None = None
    """Is engaged every day until this time of the switch's clock, e.g. "10:00"."""
    calls_back_after: float | None = None
    """Calls whoever was missed so long after the call was missed; not where the number was hidden."""
    holds_after: float | None = None
    """Puts a call that was answered on hold after so long."""
    holds_for: float = 10.0
    """Fetches it back after so long."""
    transfers_to: str | None = None
    """Transfers a call that came in and was answered to this number, without asking; stations only."""
    transfers_after: float = 5.0
    """So long after it was answered."""
    fails: str | None = None
    """Outside only: the network gives every call to it up for this cause (a name of ECMA-285's EventCause)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A telephone of the office."""

    number: str
    name: str = ""
    habits: Habits = Habits()
    hands_free: bool = True
    """Can dial without a handset being lifted."""
    remote_answer: bool = True
    """Can be answered by AnswerCall; analogue phones cannot."""
    call_waiting: bool = True
    """A second caller rings while it is talking; otherwise they hear busy."""
    monitorable: bool = True
    node: str = ""
    """The slave node that it hangs on; empty: the master."""
    agent: Literal["loggedOff", "notReady", "ready"] = "loggedOff"
    """How it begins as an agent of UCD groups."""
    intrusion: bool = True
    """Others may break into its calls."""
    pickup_group: str | None = None
    do_not_disturb: bool = False
    message_waiting: bool = False
    in_service: bool = True
    forwarding: tuple[tuple[ForwardingType, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A number that stands for several stations."""

    number: str
    members: tuple[str, ...]
    name: str = ""
    kind: GroupKind = "linear"
    """linear: the first free member rings, then those behind it. cyclic: the one behind the last that rang, round and
    round. all: every free member rings at once. phones: the same, for the phones of one person. ucd: agents who are
    ready, the one with the longest idle time first. mulap: one line that appears at all members, which have no calls
    of their own (executive and secretary); habits and features of the line are those of the first member. How many of
    its calls can be talked on at a time is the quirk ``shared_line``; who calls when no telephone is free rings or
    hears busy, as at any station."""
    next_after: float = 15.0
    """linear, cyclic, ucd: after so long without answer it is the next one's turn."""
    queue: int = 0
    """How many calls may wait until a member is free; beyond that the caller hears busy, or the call overflows."""
    overflow_to: str | None = None
    """Where calls go that find no free member and no place in the queue, or have waited too long."""
    overflow_after: float | None = None
    """What too long is."""
    work_after_call: float = 0.0
    """ucd: how long an agent works after a call before the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """A number outside, as dialled in the public network (without the trunk code)."""

    number: str
    name: str = ""
    habits: Habits = Habits(answers_after=4.0)
    restricted: bool = False
    """Hides its number when it calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of everything there is."""

    licensed: int | None = None
    """How many different stations may be monitored at a time (TAPI-like licences, facts 2.1); None: every one."""
    links: int = 4
    links_taken: int = 0
    monitors_per_device: int = 16
    monitors: int = 1000
    conference: int = 8
    calls_per_station: int = 4
    forwarding_hops: int = 8
    call_backs: int = 5
    """Call backs that one station may have ordered."""
    segment: int = 50
    """Entries in one message of a list that comes in segments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The switch's own timers; None switches one off."""

    network: float = 0.0
    """From NetworkReached to Delivered outside."""
    prompt: float | None = 30.0
    """How long a phone prompts to be lifted."""
    alerting: float | None = 120.0
    """How long anything rings at most."""
    forward_no_answer: float = 15.0
    recall: float | None = 20.0
    """After this long without answer a transferred call comes back."""
    recall_held: float | None = 180.0
    """After this long on hold a call rings at who holds it, unless they consult."""
    first_digit: float | None = None
    """So long after lifting without dialling the phone gives a tone (Failed, reorderTone)."""
    between_digits: float = 0.0
    """How long the switch waits for more digits of a number outside."""
    recall_parked: float | None = 120.0
    """After this long a parked call rings at who parked it."""
    call_back: float = 2.0
    """From a station's becoming free to what waited for it: a call back, a call that is camped on."""
    offered: float = 3.0
    """How long a call is offered before it rings by itself (quirk ``offered``)."""
    ring: float = 5.0
    """One ring, for telephones that answer by themselves after so many rings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """Where switches go different ways. Defaults: HiPath's habits where known, else the standard's reading; see
    :func:`quirks_of`.
    """

    event_before_result: bool = False
    release: Literal["clear", "blocked"] = "clear"
    """The last party of a call is cleared, or hears a tone (Failed, blocked 35) until the handset is down."""
    clear_events: Literal["all", "own"] = "all"
    """At a station whose partner leaves: both ConnectionCleared, or only its own."""
    failed_at: Literal["called", "calling"] = "called"
    """Busy and the like: Failed names the called connection (the caller stays connected) or the caller's own."""
    invalid_number: Literal["refuse", "fail"] = "refuse"
    """A number that does not exist: MakeCall is refused, or accepted and Failed(destNotObtainable) comes."""
    unreachable: Literal["fail", "refuse"] = "fail"
    """A station that is busy, out of service or not to be disturbed: MakeCall is accepted and Failed comes, or it is
    refused."""
    dnd_calls: bool = True
    """Whether a station that is not to be disturbed may be asked to make calls itself."""
    prompt_unanswered: Literal["clear", "fail"] = "clear"
    second_answer: Literal["hold", "refuse", "clear"] = "hold"
    """AnswerCall while talking: the switch holds the first call, refuses, or ends the first call."""
    ringing_ends: Literal["clear", "fail"] = "clear"
    """A call that is rejected or rings too long: it ends for both, or the caller hears a tone (Failed; busy,
    callNotAnswered)."""
    clears_alerting: bool = True
    """Whether a connection that rings can be cleared by a service; else it can only be deflected, or answered."""
    joins_from: Literal["any", "consultation"] = "any"
    """Which calls can be transferred or made a conference: any held and any active one, or only a call and the
    consultation from it."""
    transfer_ringing: bool = True
    """Whether a call can be transferred while the new party rings, or only once it has answered."""
    transfer_call_id: Literal["new", "held", "active"] = "new"
    blind_transfer_order: Literal["transferred", "delivered"] = "transferred"
    """Which event of a single-step transfer comes first."""
    step_conference_order: Literal["delivered", "conferenced"] = "delivered"
    step_conference_cause: Literal["singleStepConference", "activeParticipation"] = "singleStepConference"
    intrusion: Literal["conference", "alternate"] = "conference"
    """Who intrudes comes into the call of the other (Conferenced), or the other's call is held meanwhile and the two
    are connected by themselves (Held, then Established; intrude)."""
    hunting_cause: Literal["distributed", "callForwardNoAnswer"] = "distributed"
    """Why a hunting group takes a call from a member who does not answer to the next one."""
    recall_cause: Literal["plain", "exact"] = "plain"
    """A call that comes back says recall (27), all that HiPath's clients know, or why: recallBusy, recallForwarded,
    recallNoAnswer, recallResourcesNotAvailable (111 to 114)."""
    answered_elsewhere: Literal["diverted", "cleared"] = "diverted"
    """Of several phones that ring one answers: the others' connections are diverted to it before, or cleared after."""
    consulted_leaves: Literal["retrieve", "stay"] = "retrieve"
    """The consulted party hangs up: the held call comes back by itself, or stays held."""
    onhook_in_consultation: Literal["transfer", "recall", "clear"] = "transfer"
    shared_line: Literal["each", "one"] = "each"
    """Each telephone of a MULAP may have a call of its own on the line, or there is one call on it at a time."""
    offered: bool = False
    """Whether a call is offered to a station (Offered) before it rings there (Delivered)."""
    auto_answer_delivered: bool = True
    """Whether a telephone that answers by itself at once rings before (Delivered), or Established is all that is told;
    in a group that rings together it always rings."""
    call_back_starts: Literal["alerting", "prompt"] = "alerting"
    """A call back that is due: the telephone rings (Delivered), or prompts to be lifted (ServiceInitiated)."""
    park_told: Literal["diverted", "queued"] = "diverted"
    """Who parks hears Diverted and nothing of the queue, or Queued only."""
    snapshots: Literal["whole", "segments"] = "whole"
    """Snapshots come in the answer, or after it in segments."""
    external_delivered: bool = True
    """Whether Delivered comes for calls to the outside."""
    network_information: bool = False
    """Whether calls from outside tell the calling and the called number as the network gave them (TR/82 8.2)."""
    external_subject: Literal["number", "trunk"] = "number"
    """What names the party outside as alerting, answering, releasing ... device."""
    diverted_to_all: bool = True
    """Diverted goes to every monitored party of the call, or only to the diverting device."""
    last_redirection: Literal["notKnown", "notRequired", "notSpecified"] = "notKnown"
    time_stamps: bool = True
    call_linkage: bool = True
    private_data: bytes | None = None
    """A whole element that every event carries as private data."""
    cross_ref_octets: int = 2
    call_ids: Literal["binary", "ascii"] = "binary"
    """Two octets, or four hexadecimal digits as characters."""
    first_cross_ref: int = 0
    first_event_invoke_id: int = 1
    filter_echo: Literal["short", "full", "none"] = "short"
    """MonitorStart's result tells the filter without mediaAttachment and private, whole, or not at all."""
    idle_snapshot: Literal["entry", "empty"] = "entry"
    """SnapshotDevice of an idle station: one entry without a call id, or none."""
    bad_login: Literal["reject", "close"] = "reject"
    aare_authentication: bool = True
    disabled_events: frozenset[str] = frozenset()
    """ECMA-285 names of events that the system never sends."""
    system_status_timer: int = 0
    """Every so many seconds (up to 180) the switch tells its state, and says in its capabilities that it does; 0: not
    by the clock."""
    missing_services: frozenset[str] = frozenset()
    """Services that the switch does not have, by the names of their operations, e.g. alternateCall: what of them an
    OpenScape Business has is not known."""
    names_in_numbers: bool = False
    """Whether events give stations' names along with their numbers (N<101>Anna), as some switches do."""
    split: int = 0
    """Octets of a piece in which everything is written; 0: one write a frame."""
    glue: bool = False
    """What goes out at one moment is written at once."""
    hidden_number: Literal["restricted", "notKnown"] = "restricted"
    """How a caller outside is reported who hides the number."""


def quirks_of(dialect: Dialect) -> Quirks:
    """The habits of another kind of switch, as far as its dialect tells them."""
    return Quirks(
        cross_ref_octets=dialect.cross_ref_octets, call_ids=dialect.call_ids, last_redirection=dialect.last_redirection
    )


def logins_of(dialect: Dialect) -> Mapping[str, str]:
    """Who may log in where nobody says: HiPath's known name and password; everybody where clients send none."""
    return {"AMHOST": "77777"} if dialect.authentication else {}


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does in a scenario: a command of the simulator's, ``at`` seconds after the scenario began.

    A member whose value is a list stands for one of its texts: the first, the next time the second, and so on.
    """

    at: float
    command: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What plays by itself."""

    name: str
    about: str = ""
    steps: tuple[Step, ...] = ()
    begins: float | None = None
    """So long after the switch was started; None: by command."""
    every: float | None = None
    """Begins again so long after it began, until it is stopped; None: plays once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everything that a switch needs to know."""

    name: str = ""
    dialect: Dialect = HIPATH
    stations: tuple[Station, ...] = ()
    groups: tuple[Group, ...] = ()
    trunks: tuple[str, ...] = ()
    nodes: Mapping[str, str] = field(default_factory=dict)
    """Log-in name to the slave node that it reaches; every other name reaches the master, which sees all nodes."""
    outsiders: tuple[Outsider, ...] = ()
    outside_habits: Habits = Habits(answers_after=4.0)
    """Of numbers outside that are not listed."""
    logins: Mapping[str, str] = field(default_factory=lambda: logins_of(HIPATH))
    """Name to password; empty: everybody may log in."""
    trunk_code: str = "0"
    show_trunk_code: bool = True
    """Outside numbers are reported with the trunk code in front, as dialled."""
    first_call_id: int = 0xB164
    stamp: str = "HE645P.00.023:60"
    version: str = "023.000"
    limits: Limits = Limits()
    times: Times = Times()
    quirks: Quirks = Quirks()
    faults: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """Names of :mod:`~desktop.switchsim.faults` with their settings, in force from the start."""
    scenarios: tuple[Scenario, ...] = ()


def small_office(dialect: Dialect = HIPATH) -> Company:
    """The company without a file: twelve stations that answer after 3 s (100 by hand), a group, six trunks.

    110 and 112 are nobody's: they are emergency numbers.
    """
    stations = tuple(
        Station(
            number=str(number),
            habits=Habits() if number == 100 else Habits(answers_after=3.0, hangs_up_after=3.0),
            pickup_group="office",
        )
        for number in (*range(100, 110), 111, 113)
    )
    return Company(
        name="Small office",
        dialect=dialect,
        quirks=quirks_of(dialect),
        logins=logins_of(dialect),
        stations=stations,
        groups=(Group(number="700", members=("104", "105", "106")),),
        trunks=tuple(str(number) for number in range(7801, 7807)),
    )
