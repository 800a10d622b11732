"""What comes of each service that acts: the events at every monitored party, and what is otherwise in the state.

Events are told as in tests.switchsim.flows; a party that is not named hears nothing. The state is told in the lines of
tests.switchsim.truths.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.csta.call_enumerations import TelephonyTone
from desktop.csta.enumerations import ParticipationType
from desktop.csta.services.call_associated import AssociateData, GenerateDigits, GenerateTelephonyTones, SendUserInfo
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearCall,
    ClearConnection,
    ConferenceCall,
    ConsultationCall,
    DeflectCall,
    DialDigits,
    DirectedPickupCall,
    GroupPickupCall,
    HoldCall,
    MakeCall,
    ReconnectCall,
    RetrieveCall,
    SingleStepConf,
    SingleStepTrans,
    TransferCall,
)
from desktop.csta.services.call_features import (
    AcceptCall,
    CallBack,
    CallBackMessage,
    CamponCall,
    IntrudeCall,
    JoinCall,
    MakeConnection,
    ParkCall,
)
from desktop.csta.values import DeviceID
from tests.switchsim.office import Office


@dataclass(frozen=True)
class Act:
    """A service in one situation.

    :ivar service: the name of the operation.
    :ivar ask: makes the argument.
    :ivar before: what has happened already; its events do not count.
    :ivar told: station, trunk or group -> what its monitor hears.
    :ivar changed: what is otherwise afterwards.
    """

    service: str
    ask: Callable[[Office], Any]
    told: dict[str, str] = field(default_factory=dict)
    changed: str = ""
    before: Callable[[Office], object] = lambda office: None
    quirks: dict[str, Any] = field(default_factory=dict)


def without_call_waiting(office: Office, device: str) -> None:
    """A station that tells a second caller busy."""
    phone = office.switch.phones[device]
    phone.station = replace(phone.station, call_waiting=False)


def busy(office: Office) -> None:
    """101 talks with 102, and 100 finds 101 busy."""
    without_call_waiting(office, "101")
    office.talk("101", "102")
    office.make_call("100", "101")


CALL_ACTS = (
    Act(
        "makeCall",
        lambda office: MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")),
        told={
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                """,
            "101": "delivered b164/101 alerting newCall",
        },
        changed="""
            100 features.last_dialled: 101
            call b164: 100 connected, 101 alerting
            """,
    ),
    Act(
        "answerCall",
        lambda office: AnswerCall(call_to_be_answered=office.connection("101")),
        told={
            "100": "established b164/101 connected newCall",
            "101": "established b164/101 connected newCall",
        },
        changed="call b164: 100 connected, 101 connected",
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "acceptCall",
        lambda office: AcceptCall(call_to_be_accepted=office.connection("101")),
        told={
            "100": "delivered b164/101 connected newCall",
            "101": "delivered b164/101 alerting newCall",
        },
        changed="call b164: 100 connected, 101 alerting",
        before=lambda office: office.make_call("100", "101"),
        quirks={"offered": True},
    ),
    Act(
        "clearConnection",
        lambda office: ClearConnection(connection_to_be_cleared=office.connection("101")),
        told={
            "100": """
                connectionCleared b164/101 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """,
            "101": "connectionCleared b164/101 null normalClearing",
        },
        changed="""
            call b164: gone
            ended 0: 101 b164 talked
            ended 1: 100 b164 talked
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "clearCall",
        lambda office: ClearCall(call_to_be_cleared=office.connection("101")),
        told={
            "100": "connectionCleared b164/100 null normalClearing",
            "101": """
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        changed="""
            call b164: gone
            ended 0: 100 b164 talked
            ended 1: 101 b164 talked
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "holdCall",
        lambda office: HoldCall(call_to_be_held=office.connection("101")),
        told={
            "100": "held b164/101 connected normal",
            "101": "held b164/101 hold normal",
        },
        changed="call b164: 100 connected, 101 hold",
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "retrieveCall",
        lambda office: RetrieveCall(call_to_be_retrieved=office.connection("101")),
        told={
            "100": "retrieved b164/101 connected normal",
            "101": "retrieved b164/101 connected normal",
        },
        changed="call b164: 100 connected, 101 connected",
        before=lambda office: (office.talk("100", "101"), office.ok("hold", device="101")),
    ),
    Act(
        "consultationCall",
        lambda office: ConsultationCall(existing_call=office.connection("100"), consulted_device=DeviceID("102")),
        told={
            "100": """
                held b164/100 hold consultation
                serviceInitiated b165/100 initiated consultation
                originated b165/100 connected consultation
                delivered b165/102 connected newCall
                """,
            "101": "held b164/100 connected consultation",
            "102": "delivered b165/102 alerting newCall",
        },
        changed="""
            call b164: 100 hold, 101 connected
            100 features.last_dialled: 102
            call b165: 100 connected, 102 alerting
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "alternateCall",
        lambda office: AlternateCall(
            held_call=office.connection("100", "hold"), active_call=office.connection("100", "connected")
        ),
        told={
            "100": """
                held b165/100 hold alternate
                retrieved b164/100 connected alternate
                """,
            "101": "retrieved b164/100 connected alternate",
            "102": "held b165/100 connected alternate",
        },
        changed="""
            call b164: 101 connected, 100 connected
            call b165: 100 hold, 102 connected
            """,
        before=lambda office: office.consulting(),
    ),
    Act(
        "reconnectCall",
        lambda office: ReconnectCall(
            held_call=office.connection("100", "hold"), active_call=office.connection("100", "connected")
        ),
        told={
            "100": """
                connectionCleared b165/100 null normalClearing
                retrieved b164/100 connected normal
                """,
            "101": "retrieved b164/100 connected normal",
            "102": """
                connectionCleared b165/100 connected normalClearing
                connectionCleared b165/102 null normalClearing
                """,
        },
        changed="""
            call b164: 101 connected, 100 connected
            call b165: gone
            ended 0: 100 b165 talked
            ended 1: 102 b165 talked
            """,
        before=lambda office: office.consulting(),
    ),
    Act(
        "transferCall",
        lambda office: TransferCall(
            held_call=office.connection("100", "hold"), active_call=office.connection("100", "connected")
        ),
        told={
            "100": "transferred b164/100 null transfer",
            "101": "transferred b164/100 connected transfer",
            "102": "transferred b164/100 connected transfer",
        },
        changed="""
            call b164: gone
            call b165: gone
            call b166: 101 connected, 102 connected
            ended 0: 100 b164 transferred
            ended 1: 100 b165 transferred
            """,
        before=lambda office: office.consulting(),
    ),
    Act(
        "conferenceCall",
        lambda office: ConferenceCall(
            held_call=office.connection("100", "hold"), active_call=office.connection("100", "connected")
        ),
        told={
            "100": "conferenced b164/100 connected conference",
            "101": "conferenced b164/100 connected conference",
            "102": "conferenced b164/100 connected conference",
        },
        changed="""
            call b164: gone
            call b165: gone
            call b166: 101 connected, 100 connected, 102 connected
            ended 0: 100 b165 merged
            """,
        before=lambda office: office.consulting(),
    ),
    Act(
        "singleStepTrans",
        lambda office: SingleStepTrans(active_call=office.connection("100"), transferred_to=DeviceID("102")),
        told={
            "100": "transferred b164/100 null singleStepTransfer",
            "101": """
                transferred b164/100 connected singleStepTransfer
                delivered b165/102 connected singleStepTransfer
                """,
            "102": "delivered b165/102 alerting singleStepTransfer",
        },
        changed="""
            call b164: gone
            call b165: 101 connected, 102 alerting
            ended 0: 100 b164 transferred
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "singleStepConf",
        lambda office: SingleStepConf(active_call=office.connection("100"), device_to_join=DeviceID("102")),
        told={
            "100": """
                delivered b164/102 connected singleStepConference
                conferenced b164/100 connected singleStepConference
                """,
            "101": """
                delivered b164/102 connected singleStepConference
                conferenced b164/100 connected singleStepConference
                """,
            "102": "delivered b164/102 alerting singleStepConference",
        },
        changed="call b164: 100 connected, 101 connected, 102 alerting",
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "deflectCall",
        lambda office: DeflectCall(call_to_be_diverted=office.connection("101"), new_destination=DeviceID("102")),
        told={
            "100": """
                diverted b164/101 connected redirected
                delivered b164/102 connected redirected
                """,
            "101": "diverted b164/101 null redirected",
            "102": "delivered b164/102 alerting redirected",
        },
        changed="""
            call b164: 100 connected, 102 alerting
            ended 0: 101 b164 deflected
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "directedPickupCall",
        lambda office: DirectedPickupCall(
            call_to_be_picked_up=office.connection("101"), requesting_device=DeviceID("102")
        ),
        told={
            "100": """
                diverted b164/101 connected callPickup
                established b164/102 connected callPickup
                """,
            "101": "diverted b164/101 null callPickup",
            "102": "established b164/102 connected callPickup",
        },
        changed="""
            call b164: 100 connected, 102 connected
            ended 0: 101 b164 taken_by
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "directedPickupCall",
        lambda office: DirectedPickupCall(
            call_to_be_picked_up=office.connection("102"), requesting_device=DeviceID("103")
        ),
        told={
            "101": """
                diverted b164/102 connected callPickup
                established b164/103 connected callPickup
                """,
            "102": "diverted b164/102 null callPickup",
            "103": "established b164/103 connected callPickup",
        },
        changed="""
            call b164: 101 connected, 103 connected
            ended 1: 102 b164 taken_by
            """,
        before=lambda office: (office.talk("100", "101"), office.ok("park", device="100", to="102")),
    ),
    Act(
        "directedPickupCall",
        lambda office: DirectedPickupCall(
            call_to_be_picked_up=office.connection("100"), requesting_device=DeviceID("100")
        ),
        told={
            "100": "established b164/100 connected callPickup",
            "101": "established b164/100 connected callPickup",
        },
        changed="call b164: 101 connected, 100 connected",
        before=lambda office: (office.talk("100", "101"), office.ok("park", device="100")),
    ),
    Act(
        "groupPickupCall",
        lambda office: GroupPickupCall(new_destination=DeviceID("102")),
        told={
            "100": """
                diverted b164/101 connected callPickup
                established b164/102 connected callPickup
                """,
            "101": "diverted b164/101 null callPickup",
            "102": "established b164/102 connected callPickup",
        },
        changed="""
            call b164: 100 connected, 102 connected
            ended 0: 101 b164 taken_by
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "parkCall",
        lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("102")),
        told={
            "100": "diverted b164/100 null park",
            "101": """
                diverted b164/100 connected park
                queued b164/102 connected park
                """,
            "102": "queued b164/102 queued park",
        },
        changed="""
            call b164: 101 connected, 102 queued (park)
            ended 0: 100 b164 parked
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "parkCall",
        lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("102")),
        told={
            "100": "queued b164/102 null park",
            "101": "queued b164/102 connected park",
            "102": "queued b164/102 queued park",
        },
        changed="""
            call b164: 101 connected, 102 queued (park)
            ended 0: 100 b164 parked
            """,
        before=lambda office: office.talk("100", "101"),
        quirks={"park_told": "queued"},
    ),
    Act(
        "parkCall",
        lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("100")),
        told={
            "100": "queued b164/100 queued park",
            "101": "queued b164/100 connected park",
        },
        changed="call b164: 101 connected, 100 queued (park)",
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "camponCall",
        lambda office: CamponCall(campon_connection=office.connection("100")),
        told={
            "100": "queued b165/101 connected campOn",
            "101": "queued b165/101 queued campOn",
        },
        changed="call b165: 100 connected, 101 queued (camp on)",
        before=busy,
    ),
    Act(
        "intrudeCall",
        lambda office: IntrudeCall(intrude=office.connection("100")),
        told={
            "100": "conferenced b165/100 connected intrude",
            "101": "conferenced b165/100 connected intrude",
            "102": "conferenced b165/100 connected intrude",
        },
        changed="""
            call b164: 101 connected, 102 connected, 100 connected
            call b165: gone
            """,
        before=busy,
    ),
    Act(
        "intrudeCall",
        lambda office: IntrudeCall(intrude=office.connection("100")),
        told={
            "100": "established b165/101 connected intrude",
            "101": """
                held b164/101 hold intrude
                established b165/101 connected intrude
                """,
            "102": "held b164/101 connected intrude",
        },
        changed="""
            call b164: 101 hold, 102 connected
            call b165: 100 connected, 101 connected
            """,
        before=busy,
        quirks={"intrusion": "alternate"},
    ),
    Act(
        "joinCall",
        lambda office: JoinCall(
            active_call=office.connection("100"),
            joining_device=DeviceID("102"),
            participation_type=ParticipationType.silent,
        ),
        told={
            "100": "conferenced b164/100 connected silentParticipation",
            "101": "conferenced b164/100 connected silentParticipation",
            "102": "conferenced b164/100 connected silentParticipation",
        },
        changed="call b164: 100 connected, 101 connected, 102 connected",
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "callBack",
        lambda office: CallBack(callback_connection=office.connection("100")),
        told={
            "100": """
                callBack
                connectionCleared b165/100 null normalClearing
                """,
            "101": "callBack",
        },
        changed="""
            call b165: gone
            call back 100 to 101: armed
            ended 0: 100 b165 busy
            """,
        before=busy,
    ),
    Act(
        "callBack",
        lambda office: CallBack(callback_connection=office.connection("100")),
        told={
            "100": """
                callBack
                connectionCleared b164/100 null normalClearing
                """,
            "101": """
                callBack
                connectionCleared b164/100 alerting normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        changed="""
            call b164: gone
            call back 100 to 101: not armed
            ended 0: 100 b164 gave_up
            ended 1: 101 b164 missed
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "callBackMessage",
        lambda office: CallBackMessage(callback_message_connection=office.connection("100")),
        told={
            "100": """
                callBackMessage
                connectionCleared b164/100 null normalClearing
                """,
            "101": """
                callBackMessage
                messageWaiting
                connectionCleared b164/100 alerting normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        changed="""
            call b164: gone
            101 message_waiting: True
            101 features.message_for: 100
            ended 0: 100 b164 gave_up
            ended 1: 101 b164 missed
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "makeConnection",
        lambda office: MakeConnection(initiating_device=DeviceID("100")),
        told={
            "100": "serviceInitiated b164/100 initiated makeConnection",
        },
        changed="call b164: 100 initiated",
    ),
    Act(
        "dialDigits",
        lambda office: DialDigits(dialling_connection=office.connection("100"), dialling_sequence=DeviceID("101")),
        told={
            "100": """
                digitsDialed b164/100 initiated normal
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                """,
            "101": "delivered b164/101 alerting newCall",
        },
        changed="""
            call b164: 100 connected, 101 alerting
            100 features.last_dialled: 101
            """,
        before=lambda office: office.ok("offhook", device="100"),
    ),
    Act(
        "generateDigits",
        lambda office: GenerateDigits(connection_to_send_digits=office.connection("100"), characters_to_send="12#"),
        told={
            "100": "digitsGeneratedEvent",
        },
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "generateTelephonyTones",
        lambda office: GenerateTelephonyTones(
            connection_to_send_tone=office.connection("100"), tone_to_send=TelephonyTone.beep
        ),
        told={
            "100": "telephonyTonesGeneratedEvent",
        },
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "associateData",
        lambda office: AssociateData(
            existing_call=office.connection("100"), correlator_data=b"order 7", account_code=b"4711"
        ),
        told={
            "100": "callInformation",
            "101": "callInformation",
        },
        changed="""
            call b164 correlator_data: 6f726465722037
            call b164 account: 34373131
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "sendUserInfo",
        lambda office: SendUserInfo(existing_call=office.connection("100"), user_data=b"hello"),
        told={
            "101": "callInformation",
        },
        before=lambda office: office.talk("100", "101"),
    ),
)
