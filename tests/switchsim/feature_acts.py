"""The same for services about features, telephones, monitors and links; see tests.switchsim.acts."""

from __future__ import annotations

from desktop.csta.enumerations import ForwardingType
from desktop.csta.feature_enumerations import PresenceState, ReqAgentState, RingMode
from desktop.csta.feature_values import Volume
from desktop.csta.services.agents import SetAgentState
from desktop.csta.services.apparatus import (
    ButtonPress,
    SetDisplay,
    SetMicrophoneMute,
    SetRingerStatus,
    SetSpeakerMute,
    SetSpeakerVolume,
)
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack, SetAutoAnswer, SetCallerIDStatus
from desktop.csta.services.logical import SetDoNotDisturb, SetForwarding
from desktop.csta.services.monitoring import ChangeMonitorFilter, MonitorObject, MonitorStart, MonitorStop
from desktop.csta.services.physical import SetHookswitchStatus, SetMessageWaitingIndicator
from desktop.csta.services.presence import SetPresenceState
from desktop.csta.services.system import SystemRegister, SystemRegisterCancel
from desktop.csta.services.vendor import Escape, PrivateDataVersionSelection
from desktop.csta.values import BitSet, DeviceID, MonitorFilter
from desktop.switchsim.services.apparatus import PART
from tests.switchsim.acts import Act

FEATURE_ACTS = (
    Act(
        "setDoNotDisturb",
        lambda office: SetDoNotDisturb(device=DeviceID("100"), do_not_disturb_on=True),
        told={
            "100": "doNotDisturb",
        },
        changed="100 dnd: True",
    ),
    Act(
        "setForwarding",
        lambda office: SetForwarding(
            device=DeviceID("100"),
            activate_forward=True,
            forwarding_type=ForwardingType.forwardDNDExt,
            forward_dn=DeviceID("102"),
        ),
        told={
            "100": "forwarding",
        },
        changed="100 forwarding: [{'type': 'DNDExt', 'on': True, 'to': '102'}]",
    ),
    Act(
        "setAgentState",
        lambda office: SetAgentState(
            device=DeviceID("100"), requested_agent_state=ReqAgentState.loggedOn, agent_id=b"7"
        ),
        told={
            "100": """
                agentLoggedOn
                agentNotReady
                """,
        },
        changed="""
            100 agent: notReady
            100 features.agent_id: 37
            """,
    ),
    Act(
        "setAgentState",
        lambda office: SetAgentState(device=DeviceID("100"), requested_agent_state=ReqAgentState.ready),
        told={
            "100": "agentReady",
        },
        changed="100 agent: ready",
        before=lambda office: office.ok("agent", device="100", state="loggedOn"),
    ),
    Act(
        "setAgentState",
        lambda office: SetAgentState(device=DeviceID("100"), requested_agent_state=ReqAgentState.workingAfterCall),
        told={
            "100": "agentWorkingAfterCall",
        },
        changed="100 agent: workingAfterCall",
        before=lambda office: office.ok("agent", device="100", state="loggedOn"),
    ),
    Act(
        "setAgentState",
        lambda office: SetAgentState(device=DeviceID("100"), requested_agent_state=ReqAgentState.loggedOff),
        told={
            "100": "agentLoggedOff",
        },
        changed="100 agent: None",
        before=lambda office: office.ok("agent", device="100", state="loggedOn"),
    ),
    Act(
        "setAutoAnswer",
        lambda office: SetAutoAnswer(device=DeviceID("100"), auto_answer_on=True, number_of_rings=2),
        told={
            "100": "autoAnswer",
        },
        changed="100 features.auto_answer: 2",
    ),
    Act(
        "setCallerIDStatus",
        lambda office: SetCallerIDStatus(device=DeviceID("100"), caller_id_provided=False),
        told={
            "100": "callerIDStatus",
        },
        changed="100 features.caller_id: False",
    ),
    Act(
        "setPresenceState",
        lambda office: SetPresenceState(
            device=DeviceID("100"), requested_presence_state=BitSet([PresenceState.meeting], 20), place=b"Room 2"
        ),
        told={
            "100": "presenceState",
        },
        changed="100 features.presence: [5]",
    ),
    Act(
        "callBackNonCallRelated",
        lambda office: CallBackNonCallRelated(originating_device=DeviceID("100"), target_device=DeviceID("101")),
        told={
            "100": "callBack",
            "101": "callBack",
        },
        changed="call back 100 to 101: armed",
    ),
    Act(
        "cancelCallBack",
        lambda office: CancelCallBack(originating_device=DeviceID("100"), target_device=DeviceID("101")),
        told={
            "100": "callBack",
            "101": "callBack",
        },
        changed="call back 100 to 101: gone",
        before=lambda office: office.ok("call_back", device="100", to="101"),
    ),
    Act(
        "setMessageWaitingIndicator",
        lambda office: SetMessageWaitingIndicator(
            device=DeviceID("100"), message_waiting_on=True, device_for_message=DeviceID("102")
        ),
        told={
            "100": "messageWaiting",
        },
        changed="""
            100 message_waiting: True
            100 features.message_for: 102
            """,
    ),
    Act(
        "setHookswitchStatus",
        lambda office: SetHookswitchStatus(device=DeviceID("101"), hookswitch=PART, hookswitch_on_hook=False),
        told={
            "100": "established b164/101 connected newCall",
            "101": """
                established b164/101 connected newCall
                hookswitch
                """,
        },
        changed="call b164: 100 connected, 101 connected",
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "setHookswitchStatus",
        lambda office: SetHookswitchStatus(device=DeviceID("101"), hookswitch=PART, hookswitch_on_hook=True),
        told={
            "100": """
                connectionCleared b164/101 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """,
            "101": """
                connectionCleared b164/101 null normalClearing
                hookswitch
                """,
        },
        changed="""
            call b164: gone
            ended 0: 101 b164 talked
            ended 1: 100 b164 talked
            """,
        before=lambda office: office.talk("100", "101"),
    ),
    Act(
        "setHookswitchStatus",
        lambda office: SetHookswitchStatus(device=DeviceID("100"), hookswitch=PART, hookswitch_on_hook=False),
        told={
            "100": """
                serviceInitiated b164/100 initiated newCall
                hookswitch
                """,
        },
        changed="call b164: 100 initiated",
    ),
    Act(
        "setDisplay",
        lambda office: SetDisplay(device=DeviceID("100"), contents_of_display="Good morning"),
        told={
            "100": "displayUpdated",
        },
        changed="100 features.display: Good morning",
    ),
    Act(
        "buttonPress",
        lambda office: ButtonPress(device=DeviceID("100"), button=b"\x01"),
        told={
            "100": """
                buttonPress
                connectionCleared b164/100 null normalClearing
                """,
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
        "buttonPress",
        lambda office: ButtonPress(device=DeviceID("100"), button=b"\x02"),
        told={
            "100": """
                buttonPress
                serviceInitiated b165/100 initiated keyOperation
                originated b165/100 connected newCall
                delivered b165/101 connected newCall
                """,
            "101": "delivered b165/101 alerting newCall",
        },
        changed="call b165: 100 connected, 101 alerting",
        before=lambda office: (office.talk("100", "101"), office.ok("hangup", device="100")),
    ),
    Act(
        "buttonPress",
        lambda office: ButtonPress(device=DeviceID("100"), button=b"\x03"),
        told={
            "100": """
                buttonPress
                microphoneMute
                """,
        },
        changed="100 features.microphone_mute: True",
    ),
    Act(
        "buttonPress",
        lambda office: ButtonPress(device=DeviceID("100"), button=b"\x04"),
        told={
            "100": """
                buttonPress
                doNotDisturb
                """,
        },
        changed="100 dnd: True",
    ),
    Act(
        "setMicrophoneMute",
        lambda office: SetMicrophoneMute(device=DeviceID("100"), auditory_apparatus=PART, microphone_mute_on=True),
        told={
            "100": "microphoneMute",
        },
        changed="100 features.microphone_mute: True",
    ),
    Act(
        "setSpeakerMute",
        lambda office: SetSpeakerMute(device=DeviceID("100"), auditory_apparatus=PART, speaker_mute_on=True),
        told={
            "100": "speakerMute",
        },
        changed="100 features.speaker_mute: True",
    ),
    Act(
        "setSpeakerVolume",
        lambda office: SetSpeakerVolume(
            device=DeviceID("100"), auditory_apparatus=PART, speaker_volume=Volume(vol_abs=80)
        ),
        told={
            "100": "speakerVolume",
        },
        changed="100 features.volume: 80",
    ),
    Act(
        "setRingerStatus",
        lambda office: SetRingerStatus(
            device=DeviceID("101"), ringer=PART, ring_mode=RingMode.notRinging, ring_volume=Volume(vol_abs=10)
        ),
        told={
            "101": "ringerStatus",
        },
        changed="""
            101 features.ringer.volume: 10
            101 features.ringer.silenced: True
            """,
        before=lambda office: office.make_call("100", "101"),
    ),
    Act(
        "monitorStart",
        lambda office: MonitorStart(monitor_object=MonitorObject(DeviceID("7806"))),
        changed="monitor 0008: 7806 {}",
    ),
    Act(
        "changeMonitorFilter",
        lambda office: ChangeMonitorFilter(
            cross_ref_identifier=b"\0\0", requested_filter_list=MonitorFilter(call_control=BitSet([9], 18))
        ),
        changed="monitor 0000: 100 {'call_control': [9]}",
    ),
    Act(
        "monitorStop",
        lambda office: MonitorStop(cross_ref_identifier=b"\0\1"),
        changed="monitor 0001: gone",
    ),
    Act(
        "systemRegister",
        lambda office: SystemRegister(request_types=BitSet([0, 2], 4)),
        changed="registration 0000: link 1 [0, 2]",
    ),
    Act(
        "systemRegisterCancel",
        lambda office: SystemRegisterCancel(sys_stat_register_id=b"\0\0"),
        changed="registration 0000: gone",
        before=lambda office: office.ask(SystemRegister(request_types=BitSet([0], 4))),
    ),
    Act(
        "escape",
        lambda office: Escape(private_data=bytes.fromhex("e10c06062b0c0288530f04021a04")),
        changed="private data 0: link 1 e10c06062b0c0288530f04021a04",
    ),
    Act(
        "privateDataVersionSelection",
        lambda office: PrivateDataVersionSelection(1),
        changed="link 1 private_version: 1",
    ),
)
