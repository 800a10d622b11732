"""What every monitored station must be told in the situations of resources/demo/tr82.toml, in this order.

Written from the flows of the design (TR/82, and ECMA-269 from general knowledge with HiPath's habits), not from what
the simulator says. A line is: event, call/device of its connection, local connection state, cause; c1 is the first call
of the situation, c2 the second and so on.
"""

from __future__ import annotations

TOLD: dict[str, dict[str, str]] = {
    "4.1": {
        "100": """
            serviceInitiated c1/100 initiated makeCall
            originated c1/100 connected newCall
            delivered c1/101 connected newCall
            established c1/101 connected newCall
            connectionCleared c1/100 null normalClearing
            """,
        "101": """
            delivered c1/101 alerting newCall
            established c1/101 connected newCall
            connectionCleared c1/100 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "4.2": {
        "101": """
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
    },
    "4.3": {
        "100": """
            serviceInitiated c1/100 initiated newCall
            originated c1/100 connected newCall
            delivered c1/101 connected newCall
            established c1/101 connected newCall
            connectionCleared c1/100 null normalClearing
            """,
        "101": """
            delivered c1/101 alerting newCall
            established c1/101 connected newCall
            connectionCleared c1/100 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "4.5": {
        "100": """
            serviceInitiated c1/100 initiated newCall
            digitsDialed c1/100 initiated normal
            digitsDialed c1/100 initiated normal
            digitsDialed c1/100 initiated normal
            originated c1/100 connected newCall
            delivered c1/101 connected newCall
            connectionCleared c1/100 null normalClearing
            """,
        "101": """
            delivered c1/101 alerting newCall
            connectionCleared c1/100 alerting normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "4.6": {
        "100": """
            serviceInitiated c1/100 initiated newCall
            digitsDialed c1/100 initiated normal
            originated c1/100 connected newCall
            delivered c1/101 connected newCall
            connectionCleared c1/100 null normalClearing
            """,
        "101": """
            delivered c1/101 alerting newCall
            connectionCleared c1/100 alerting normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "4.7": {
        "100": """
            serviceInitiated c1/100 initiated newCall
            digitsDialed c1/100 initiated normal
            digitsDialed c1/100 initiated normal
            originated c1/100 connected newCall
            delivered c1/101 connected newCall
            connectionCleared c1/100 null normalClearing
            """,
        "101": """
            delivered c1/101 alerting newCall
            connectionCleared c1/100 alerting normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "4.8": {
        "101": """
            originated c2/101 connected newCall
            failed c2/103 connected busy
            connectionCleared c2/101 null normalClearing
            """,
        "103": """
            serviceInitiated c1/103 initiated newCall
            connectionCleared c1/103 null normalClearing
            """,
    },
    "4.9": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
    },
    "4.10": {},
    "4.11": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            failed c1/999 connected destNotObtainable
            connectionCleared c1/101 null normalClearing
            """,
    },
    "5.1": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
    },
    "6.1": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/102 null normalClearing
            """,
    },
    "6.2": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/102 connected normalClearing
            failed c1/101 fail blocked
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/102 null normalClearing
            """,
    },
    "6.5": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/101 hold consultation
            serviceInitiated c2/101 initiated consultation
            originated c2/101 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            conferenced c1/101 connected conference
            connectionCleared c3/102 connected normalClearing
            connectionCleared c3/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/101 connected consultation
            conferenced c1/101 connected conference
            connectionCleared c3/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            conferenced c1/101 connected conference
            connectionCleared c3/102 connected normalClearing
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/104 null normalClearing
            """,
    },
    "6.6": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
    },
    "6.7": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/101 hold consultation
            serviceInitiated c2/101 initiated consultation
            originated c2/101 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            conferenced c1/101 connected conference
            connectionCleared c3/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/101 connected consultation
            conferenced c1/101 connected conference
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            conferenced c1/101 connected conference
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/102 connected normalClearing
            connectionCleared c3/104 null normalClearing
            """,
    },
    "6.8": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            connectionCleared c1/102 connected callNotAnswered
            connectionCleared c1/101 null callNotAnswered
            """,
        "102": """
            delivered c1/102 alerting newCall
            connectionCleared c1/102 null callNotAnswered
            """,
    },
    "7.1": {
        "101": """
            originated c1/101 connected newCall
            networkReached c1/7801 connected newCall
            delivered c1/7801 connected newCall
            established c1/7801 connected newCall
            connectionCleared c1/7801 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "7.2": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            networkReached c1/7801 connected newCall
            delivered c1/7801 connected newCall
            established c1/7801 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
    },
    "7.3": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            networkReached c1/7801 connected newCall
            failed c1/7801 connected busy
            connectionCleared c1/101 null normalClearing
            """,
    },
    "8.1": {
        "101": """
            delivered c1/101 alerting newCall
            established c1/101 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
    },
    "8.2": {
        "101": """
            delivered c1/101 alerting newCall
            established c1/101 connected newCall
            connectionCleared c1/7801 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "8 diverted": {
        "101": "forwarding\ndiverted c1/101 null callForwardImmediate\nforwarding",
        "102": """
            delivered c1/102 alerting callForwardImmediate
            established c1/102 connected newCall
            connectionCleared c1/102 null normalClearing
            """,
    },
    "8 transferred": {
        "101": """
            delivered c1/101 alerting newCall
            established c1/101 connected newCall
            held c1/101 hold consultation
            serviceInitiated c2/101 initiated consultation
            originated c2/101 connected consultation
            delivered c2/102 connected newCall
            established c2/102 connected newCall
            transferred c1/101 null transfer
            """,
        "102": """
            delivered c2/102 alerting newCall
            established c2/102 connected newCall
            transferred c1/101 connected transfer
            connectionCleared c3/102 null normalClearing
            """,
    },
    "prompt not answered": {
        "100": """
            serviceInitiated c1/100 initiated makeCall
            connectionCleared c1/100 null normalClearing
            """,
    },
    "do not disturb": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            failed c1/102 connected doNotDisturb
            connectionCleared c1/101 null normalClearing
            """,
        "102": "doNotDisturb\ndoNotDisturb",
    },
    "given up": {
        "101": """
            delivered c1/101 alerting newCall
            connectionCleared c1/7801 alerting normalClearing
            connectionCleared c1/101 null normalClearing
            """,
    },
    "call waiting": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            delivered c2/101 alerting newCall
            held c1/101 hold normal
            established c2/101 connected newCall
            connectionCleared c2/104 connected normalClearing
            connectionCleared c2/101 null normalClearing
            retrieved c1/101 connected normal
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/101 connected normal
            retrieved c1/101 connected normal
            connectionCleared c1/102 null normalClearing
            """,
        "104": """
            serviceInitiated c2/104 initiated newCall
            originated c2/104 connected newCall
            delivered c2/101 connected newCall
            established c2/101 connected newCall
            connectionCleared c2/104 null normalClearing
            """,
    },
    "reject": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            connectionCleared c1/102 null normalClearing
            """,
    },
    "deflect": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            diverted c1/102 connected redirected
            delivered c1/104 connected redirected
            connectionCleared c1/104 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            diverted c1/102 null redirected
            """,
        "104": """
            delivered c1/104 alerting redirected
            connectionCleared c1/104 null normalClearing
            """,
    },
    "directed pickup": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            diverted c1/102 connected callPickup
            established c1/104 connected callPickup
            connectionCleared c1/104 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            diverted c1/102 null callPickup
            """,
        "104": """
            established c1/104 connected callPickup
            connectionCleared c1/104 null normalClearing
            """,
    },
    "group pickup": {
        "102": """
            delivered c1/102 alerting newCall
            diverted c1/102 null callPickup
            """,
        "104": """
            established c1/104 connected callPickup
            connectionCleared c1/104 null normalClearing
            """,
    },
    "hold": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected normal
            retrieved c1/102 connected normal
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold normal
            retrieved c1/102 connected normal
            connectionCleared c1/102 null normalClearing
            """,
    },
    "alternate": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            retrieved c1/102 connected alternate
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            held c2/102 hold alternate
            retrieved c1/102 connected alternate
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            connectionCleared c2/104 hold normalClearing
            connectionCleared c2/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            held c2/102 connected alternate
            connectionCleared c2/104 null normalClearing
            """,
    },
    "reconnect": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            retrieved c1/102 connected normal
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            connectionCleared c2/102 null normalClearing
            retrieved c1/102 connected normal
            connectionCleared c1/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            connectionCleared c2/102 connected normalClearing
            connectionCleared c2/104 null normalClearing
            """,
    },
    "transfer while it rings": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            transferred c1/102 connected transfer
            established c3/104 connected newCall
            connectionCleared c3/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            transferred c1/102 null transfer
            """,
        "104": """
            delivered c2/104 alerting newCall
            transferred c1/102 alerting transfer
            established c3/104 connected newCall
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/104 null normalClearing
            """,
    },
    "recall": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            transferred c1/102 connected singleStepTransfer
            delivered c2/104 connected singleStepTransfer
            diverted c2/104 connected recall
            delivered c2/102 connected recall
            established c2/102 connected recall
            connectionCleared c2/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            transferred c1/102 null singleStepTransfer
            delivered c2/102 alerting recall
            established c2/102 connected recall
            connectionCleared c2/101 connected normalClearing
            connectionCleared c2/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting singleStepTransfer
            diverted c2/104 null recall
            """,
    },
    "single-step transfer": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            transferred c1/102 connected singleStepTransfer
            delivered c2/104 connected singleStepTransfer
            established c2/104 connected newCall
            connectionCleared c2/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            transferred c1/102 null singleStepTransfer
            """,
        "104": """
            delivered c2/104 alerting singleStepTransfer
            established c2/104 connected newCall
            connectionCleared c2/101 connected normalClearing
            connectionCleared c2/104 null normalClearing
            """,
    },
    "conference": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            conferenced c1/102 connected conference
            connectionCleared c3/102 connected normalClearing
            connectionCleared c3/104 connected normalClearing
            connectionCleared c3/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            conferenced c1/102 connected conference
            connectionCleared c3/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            conferenced c1/102 connected conference
            connectionCleared c3/102 connected normalClearing
            connectionCleared c3/104 null normalClearing
            """,
    },
    "single-step conference": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            delivered c1/104 connected singleStepConference
            conferenced c1/102 connected singleStepConference
            established c1/104 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            delivered c1/104 connected singleStepConference
            conferenced c1/102 connected singleStepConference
            established c1/104 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
        "104": """
            delivered c1/104 alerting singleStepConference
            established c1/104 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/104 null normalClearing
            """,
    },
    "forwarded when busy": {
        "101": """
            serviceInitiated c2/101 initiated newCall
            originated c2/101 connected newCall
            diverted c2/103 connected callForwardBusy
            delivered c2/104 connected callForwardBusy
            connectionCleared c2/101 null normalClearing
            """,
        "103": """
            forwarding
            serviceInitiated c1/103 initiated newCall
            diverted c2/103 null callForwardBusy
            connectionCleared c1/103 null normalClearing
            forwarding
            """,
        "104": """
            delivered c2/104 alerting callForwardBusy
            connectionCleared c2/101 alerting normalClearing
            connectionCleared c2/104 null normalClearing
            """,
    },
    "forwarded after no answer": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            diverted c1/102 connected callForwardNoAnswer
            delivered c1/104 connected callForwardNoAnswer
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            forwarding
            delivered c1/102 alerting newCall
            diverted c1/102 null callForwardNoAnswer
            forwarding
            """,
        "104": """
            delivered c1/104 alerting callForwardNoAnswer
            connectionCleared c1/101 alerting normalClearing
            connectionCleared c1/104 null normalClearing
            """,
    },
    "hunting group": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            diverted c1/700 connected distributed
            delivered c1/103 connected distributed
            diverted c1/103 connected distributed
            delivered c1/104 connected distributed
            established c1/104 connected newCall
            connectionCleared c1/101 null normalClearing
            """,
        "103": """
            delivered c1/103 alerting distributed
            diverted c1/103 null distributed
            """,
        "104": """
            delivered c1/104 alerting distributed
            established c1/104 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/104 null normalClearing
            """,
    },
    "tones": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            digitsGeneratedEvent
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/101 connected normalClearing
            connectionCleared c1/102 null normalClearing
            """,
    },
    "out of service": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            connectionCleared c1/102 null normalClearing
            outOfService
            backInService
            """,
    },
    "trunks busy": {
        "101": """
            serviceInitiated c3/101 initiated newCall
            originated c3/101 connected newCall
            failed c3/008999998603 connected trunksBusy
            connectionCleared c3/101 null normalClearing
            """,
        "103": """
            delivered c1/103 alerting newCall
            connectionCleared c1/7801 alerting normalClearing
            connectionCleared c1/103 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            connectionCleared c2/7806 alerting normalClearing
            connectionCleared c2/104 null normalClearing
            """,
    },
    "consulted party busy": {
        "101": """
            serviceInitiated c2/101 initiated newCall
            originated c2/101 connected newCall
            delivered c2/102 connected newCall
            established c2/102 connected newCall
            held c2/102 connected consultation
            retrieved c2/102 connected normal
            connectionCleared c2/102 connected normalClearing
            connectionCleared c2/101 null normalClearing
            """,
        "102": """
            delivered c2/102 alerting newCall
            established c2/102 connected newCall
            held c2/102 hold consultation
            serviceInitiated c3/102 initiated consultation
            originated c3/102 connected consultation
            failed c3/103 connected busy
            connectionCleared c3/102 null normalClearing
            retrieved c2/102 connected normal
            connectionCleared c2/102 null normalClearing
            """,
        "103": """
            serviceInitiated c1/103 initiated newCall
            connectionCleared c1/103 null normalClearing
            """,
    },
    "consulted party leaves": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            retrieved c1/102 connected normal
            connectionCleared c1/102 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            connectionCleared c2/104 connected normalClearing
            connectionCleared c2/102 null normalClearing
            retrieved c1/102 connected normal
            connectionCleared c1/102 null normalClearing
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            connectionCleared c2/104 null normalClearing
            """,
    },
    "handset down in a consultation": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            held c1/102 connected consultation
            transferred c1/102 connected transfer
            connectionCleared c3/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            held c1/102 hold consultation
            serviceInitiated c2/102 initiated consultation
            originated c2/102 connected consultation
            delivered c2/104 connected newCall
            established c2/104 connected newCall
            transferred c1/102 null transfer
            """,
        "104": """
            delivered c2/104 alerting newCall
            established c2/104 connected newCall
            transferred c1/102 connected transfer
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/104 null normalClearing
            """,
    },
    "call back": {
        "101": """
            serviceInitiated c2/101 initiated newCall
            originated c2/101 connected newCall
            failed c2/103 connected busy
            callBack
            connectionCleared c2/101 null normalClearing
            callBack
            delivered c3/101 alerting callBack
            established c3/101 connected callBack
            delivered c3/103 connected newCall
            established c3/103 connected newCall
            connectionCleared c3/101 null normalClearing
            """,
        "103": """
            serviceInitiated c1/103 initiated newCall
            callBack
            connectionCleared c1/103 null normalClearing
            callBack
            delivered c3/103 alerting newCall
            established c3/103 connected newCall
            connectionCleared c3/101 connected normalClearing
            connectionCleared c3/103 null normalClearing
            """,
    },
    "camp on": {
        "101": """
            serviceInitiated c2/101 initiated newCall
            originated c2/101 connected newCall
            failed c2/103 connected busy
            queued c2/103 connected campOn
            delivered c2/103 connected campOn
            established c2/103 connected newCall
            connectionCleared c2/103 connected normalClearing
            connectionCleared c2/101 null normalClearing
            """,
        "103": """
            serviceInitiated c1/103 initiated newCall
            queued c2/103 queued campOn
            connectionCleared c1/103 null normalClearing
            delivered c2/103 alerting campOn
            established c2/103 connected newCall
            connectionCleared c2/103 null normalClearing
            """,
    },
    "park": {
        "101": """
            serviceInitiated c1/101 initiated newCall
            originated c1/101 connected newCall
            delivered c1/102 connected newCall
            established c1/102 connected newCall
            diverted c1/102 connected park
            queued c1/103 connected park
            diverted c1/103 connected callPickup
            established c1/104 connected callPickup
            connectionCleared c1/104 connected normalClearing
            connectionCleared c1/101 null normalClearing
            """,
        "102": """
            delivered c1/102 alerting newCall
            established c1/102 connected newCall
            diverted c1/102 null park
            """,
        "103": """
            queued c1/103 queued park
            diverted c1/103 null callPickup
            """,
        "104": """
            established c1/104 connected callPickup
            connectionCleared c1/104 null normalClearing
            """,
    },
}
TOLD["4.4"] = TOLD["4.3"]  # by service or by hand, what the monitors hear is the same
TOLD["5.2"] = TOLD["5.1"]
TOLD["6.3"] = TOLD["6.1"]
TOLD["6.4"] = TOLD["6.2"]

REFUSED = {"4.9": "invalidObjectState", "4.10": "invalidCalledDeviceID"}
"""Situations in which a service is refused, and how."""
