"""Sequences in which the client was wrong once, as the model-based test (test_model.py) found and shortened them."""

from __future__ import annotations

import pytest

from tests.support.people import Step, at, user, wait
from tests.support.trial import replay

SEQUENCES: dict[str, tuple[tuple[str, ...], tuple[Step, ...]]] = {
    "camped on at somebody who is free meanwhile: it rings there, and is busy no more": (
        (),
        (
            at("set", device="101", habits={"busy": True}),
            user("dial", to="101"),
            at("set", device="101", habits={"busy": False}),
            user("campon", call=0),
            user("hangup", call=0),
        ),
    ),
    "a failed call stays failed when a snapshot finds nobody else in it": (
        (),
        (at("call", from_="101", to="101"), wait(14), user("hangup", call=0)),
    ),
    "a party outside is its trunk's, also in a snapshot": (
        (),
        (at("call", from_="0891234567", to="101"),),
    ),
    "who hides the number keeps the trunk in a snapshot": (
        (),
        (at("call", from_="0893333333", to="101"),),
    ),
    "a call that rang too long was missed, not rejected": (
        (),
        (at("call", from_="0893333333", to="101"), wait(130)),
    ),
    "the called device rejects: we did not give up": (
        (),
        (at("call", from_="105", to="102"), at("call", from_="100", to="105"), at("hangup", device="105", call=1)),
    ),
    "a call that was forwarded away and is picked up here": (
        ("clear_events=own",),
        (
            user("forward", type="immediate", on_=True, to="105"),
            at("call", from_="0891234567", to="100"),
            at("pickup", device="100", from_="105"),
        ),
    ),
    "a transferred call that is rejected goes back": (
        (),
        (
            user("dial", to="104"),
            at("answer", device="104"),
            user("consult", call=0, to="101"),
            user("transfer", call=1),
            user("hangup", call=0),
        ),
    ),
    "the caller gives up and only our end is told": (
        ("clear_events=own",),
        (at("call", from_="101", to="100"), user("hangup", call=1)),
    ),
    "a late Transferred does not end the call that has come back": (
        ("swap_events",),
        (
            at("call", from_="0891234567", to="700"),
            at("answer", device="100"),
            at("fault", name="swap_events", count=3),
            user("transfer_to", call=0, to="103"),
            wait(130),
        ),
    ),
    "a call deflected to us is forwarded, not moved on": (
        (),
        (
            user("forward", type="busy", on_=True, to="103"),
            user("dial", to="101"),
            at("call", from_="103", to="101"),
            user("deflect", call=2, to="100"),
        ),
    ),
    "a failure that was never heard is no giving up": (
        ("lose_event",),
        (
            at("set", device="101", in_service=False),
            at("fault", name="lose_event", count=4),
            user("dial", to="101"),
            user("hangup", call=0),
        ),
    ),
    "what was out of reach was not heard, and is looked at once it is in reach": (
        ("system_status",),
        (
            at("fault", name="system_status", status="partiallyDisabled", devices=["100"]),
            at("offhook", device="100"),
            at("heal"),
        ),
    ),
    "an event that overtakes the answer of a slow switch is newer than it": (
        ("slow_answer",),
        (
            at("call", from_="105", to="101"),
            wait(16),
            wait(16),
            at("fault", name="slow_answer", seconds=3.0),
            user("answer", call=1),
            wait(1),
            user("consult", call=1, to="101"),
            at("reconnect", device="101"),
        ),
    ),
    "a third party outside is its trunk's": (
        (),
        (
            at("call", from_="104", to="101"),
            user("deflect", call=0, to="00891234567"),
            at("answer", device="0891234567"),
            at("step_conference", device="104", to="101"),
        ),
    ),
    "a call of ours that a group brings back to us is an incoming one": (
        (),
        (
            at("call", from_="100", to="102"),
            at("answer", device="102"),
            at("call", from_="101", to="100"),
            at("step_conference", device="102", to="103"),
            user("hangup", call=0),
            at("call", from_="0893333333", to="700"),
            user("hangup", call=0),
            at("deflect", device="103", to="700"),
            at("pickup", device="102", from_="105"),
        ),
    ),
    "a call that was transferred while the link was gone may have been talked": (
        ("garbage",),
        (
            user("dial", to="102"),
            at("answer", device="102"),
            at("fault", name="garbage", hex="2680"),
            at("transfer_to", device="102", to="00891111111"),
            wait(3),
            user("hangup", call=0),
        ),
    ),
    "the caller gives up while it rings elsewhere, too": (
        ("second_answer=clear",),
        (
            at("call", from_="103", to="101"),
            at("pickup", device="105", from_="101"),
            at("call", from_="0893333333", to="100"),
            at("step_conference", device="105", to="100"),
            at("transfer_to", device="105", to="102"),
            at("onhook", device="103"),
        ),
    ),
    "who still rings in a conference has not talked": (
        (),
        (
            user("dial", to="101"),
            at("pickup", device="104", from_="101"),
            at("consult", device="104", to="00891234567"),
            at("deflect", device="0891234567", to="102"),
            at("hold", device="100"),
            at("offhook", device="102"),
            user("dial", to="101"),
            user("transfer", call=0),
            at("conference", device="104"),
            user("reject", call=0),
        ),
    ),
    "somebody answers in a conference to which we are still called": (
        (),
        (
            at("call", from_="102", to="100"),
            user("answer", call=0),
            user("step_conference", call=0, to="101"),
            user("transfer_to", call=0, to="105"),
            wait(16),
            at("pickup", device="105", from_="100"),
            user("reject", call=0),
        ),
    ),
    "a call that goes on under an id never heard of may have been talked": (
        ("messages_lost", "reuse_cross_refs"),
        (
            at("call", from_="102", to="103"),
            user("dial", to="101"),
            at("pickup", device="103", from_="101"),
            at("fault", name="messages_lost", count=1),
            at("transfer_to", device="103", to="105"),
            at("hangup", device="100"),
        ),
    ),
    "who rejects is outside, where the call was deflected, and only our end is told": (
        ("clear_events=own",),
        (
            user("dial", to="700"),
            at("deflect", device="105", to="00893333333"),
            at("reject", device="0893333333"),
        ),
    ),
    "who comes back from a transfer had talked with us, though another with that number had not": (
        ("last_redirection=notRequired",),
        (
            at("call", from_="101", to="100"),
            user("deflect", call=0, to="00893333333"),
            at("answer", device="0893333333"),
            at("consult", device="101", to="00893333333"),
            user("transfer", call=0),
            wait(130),
            user("reject", call=0),
        ),
    ),
    "who is being added while the conference is transferred, and rejects, has not talked": (
        ("clear_events=own",),
        (
            at("call", from_="104", to="100"),
            user("answer", call=0),
            user("step_conference", call=0, to="101"),
            user("consult", call=0, to="00893333333"),
            at("answer", device="0893333333"),
            user("transfer", call=0),
            user("reject", call=0),
        ),
    ),
    "a conversation that we left is parked here, and we do not want it": (
        ("release=blocked",),
        (
            user("dial", to="103"),
            at("pickup", device="102", from_="103"),
            at("call", from_="0891234567", to="100"),
            at("call", from_="0893333333", to="100"),
            at("answer", device="100", call=1),
            at("conference", device="100"),
            user("hangup", call=0),
            at("park", device="102", to="100"),
            user("hangup", call=1),
        ),
    ),
    "a conversation that we left comes back and is forwarded unheard": (
        (),
        (
            at("call", from_="0893333333", to="100"),
            user("answer", call=0),
            user("step_conference", call=0, to="105"),
            user("forward", type="immediate", on_=True, to="104"),
            at("deflect", device="105", call=2, to="104"),
            user("hangup", call=0),
            at("deflect", device="104", call=0, to="100"),
        ),
    ),
    "a party without a number whose call was joined while there was no link is its trunk's": (
        ("hidden_number=notKnown", "silent"),
        (
            at("call", from_="0893333333", to="104"),
            user("dial", to="104"),
            at("answer", device="104", call=1),
            at("deflect", device="104", call=2, to="102"),
            at("pickup", device="104", from_="102"),
            at("fault", name="silent"),
            at("conference", device="104"),
        ),
    ),
    "a frame that never becomes whole is no sign of life": (
        ("garbage",),
        (
            wait(16),
            user("dial", to="00891111111"),
            at("fault", name="garbage", hex="2680"),
            at("fault", name="garbage"),
            user("join", to="101"),
            wait(22),
            at("call", from_="101", to="101"),
        ),
    ),
    "who passes one call on does not leave the held one, too": (
        ("transfer_ringing=False",),
        (
            at("call", from_="0891234567", to="103"),
            user("dial", to="101"),
            at("answer", device="101"),
            at("pickup", device="101", from_="103"),
            at("consult", device="100", to="103"),
            at("offhook", device="103"),
            user("transfer_to", call=1, to="104"),
            at("set", device="100", in_service=False),
        ),
    ),
    "a group that a conversation was passed on to is nobody in it": (
        ("step_conference_order=conferenced", "snapshots=segments"),
        (
            at("set", device="105", in_service=False),
            user("dial", to="101"),
            at("answer", device="101"),
            user("transfer_to", call=1, to="700"),
            at("deflect", device="101", to="105"),
        ),
    ),
    "what rang and is answered here is a conversation, also if its other end waits elsewhere by now": (
        ("call_back_starts=prompt", "garbage"),
        (
            at("fault", name="garbage"),
            user("unpark", source="101"),
            at("call", from_="102", to="101"),
            at("fault", name="garbage", hex="2680"),
            at("answer", device="101"),
            at("park", device="102", to="105"),
            user("hangup", call=0),
        ),
    ),
    "a deflected call that rings here again is rejected": (
        ("call_linkage=False", "lose_event"),
        (
            user("dial", to="102"),
            at("call", from_="102", to="100"),
            user("hangup", call=0),
            at("fault", name="lose_event", count=1),
            user("deflect", call=0, to="700"),
            at("reject", device="100"),
        ),
    ),
    "who has fetched a call that was parked here, unseen, nobody knows": (
        ("disabled_events=established", "messages_lost"),
        (
            user("dial", to="00893333333"),
            at("answer", device="0893333333"),
            user("park", call=0, to="100"),
            at("fault", name="messages_lost", count=1),
            at("unpark", device="102", from_="100"),
        ),
    ),
    "a conversation that is passed on unheard is no call of our own that we give up": (
        ("transfer_ringing=False", "messages_lost"),
        (
            at("call", from_="103", to="101"),
            user("answer", call=1),
            at("fault", name="messages_lost", count=1),
            at("transfer_to", device="103", to="00891234567"),
            user("hangup", call=0),
        ),
    ),
    "who waits elsewhere by now may have answered and been parked": (
        ("second_answer=clear", "two_octet_framing"),
        (
            user("dial", to="102"),
            at("fault", name="two_octet_framing"),
            at("answer", device="102"),
            at("park", device="102", to="105"),
            at("heal"),
            user("hangup", call=0),
        ),
    ),
    "a call that is fetched back while no snapshot is answered is found later": (
        ("joins_from=consultation", "no_answer"),
        (
            at("fault", name="no_answer", count=1),
            at("call", from_="0893333333", to="700"),
            user("answer", call=1),
            at("fault", name="no_answer", count=3),
            at("step_conference", device="100", to="104"),
            user("hangup", call=0),
            at("fault", name="no_answer", count=2, service="snapshotDevice"),
            user("pickup", source=None),
        ),
    ),
    "a call to us is forwarded, whatever its switch says it was for after a transfer": (
        ("recall_cause=exact", "diverted_to_all=False"),
        (
            at("call", from_="105", to="100"),
            at("pickup", device="102", from_="100"),
            wait(16),
            user("forward", type="noAns", on_=True, to="104"),
            at("step_conference", device="105", to="100"),
            at("transfer_to", device="105", to="101"),
        ),
    ),
    "who has a call that was parked here when the switch restarts, nobody knows": (
        ("park_told=queued", "restart"),
        (
            at("call", from_="0891234567", to="100"),
            at("answer", device="100", call=0),
            user("park", call=0, to="100"),
            at("fault", name="restart", calls="lost"),
        ),
    ),
    "a call of ours that rings at somebody else by now may have been answered and passed on": (
        ("disabled_events=held+retrieved", "two_octet_framing"),
        (
            user("dial", to="102"),
            at("fault", name="two_octet_framing"),
            at("answer", device="102"),
            at("step_conference", device="102", to="105"),
            at("hangup", device="102"),
            at("heal"),
            user("hangup", call=0),
        ),
    ),
    "a transfer to a call that a restart loses": (
        ("blind_transfer_order=delivered", "restart"),
        (
            at("call", from_="101", to="100"),
            user("answer", call=0),
            user("transfer_to", call=1, to="00891111111"),
            at("fault", name="restart", calls="lost"),
        ),
    ),
    "who holds us has answered": (
        ("disabled_events=established", "accept_silently"),
        (
            at("fault", name="accept_silently"),
            at("call", from_="100", to="104"),
            at("answer", device="104"),
            at("consult", device="104", to="102"),
            at("heal"),
            user("hangup", call=0),
        ),
    ),
    "a conversation that is passed on unheard by somebody unknown": (
        ("network_information=True", "messages_lost"),
        (
            at("call", from_="0893333333", to="700"),
            at("answer", device="100"),
            at("fault", name="messages_lost", count=1),
            at("transfer_to", device="0893333333", to="00891111111"),
            at("onhook", device="100"),
        ),
    ),
    "a deflected call that comes back unheard was deflected": (
        ("last_redirection=notRequired", "lose_event"),
        (
            at("call", from_="0891234567", to="100"),
            at("fault", name="lose_event", count=4),
            user("deflect", call=0, to="700"),
            at("reject", device="100", call=2),
        ),
    ),
    "a call of ours that rings at several telephones, and that we give up": (
        (),
        (user("dial", to="104"), at("deflect", device="104", to="702"), user("hangup", call=0)),
    ),
    "one of several telephones sends the call outside, and it rings on at the others": (
        (),
        (
            user("dial", to="104"),
            at("deflect", device="104", to="702"),
            user("deflect", call=2, to="00891234567"),
            user("hangup", call=0),
        ),
    ),
    "a call that still rings has not failed, though one of several cannot be reached": (
        (),
        (at("call", from_="101", to="701"), user("deflect", call=0, to="00891111111"), wait(130)),
    ),
    "nobody has answered at one of several telephones, and it rings on at another": (
        (),
        (
            user("dial", to="701"),
            at("call", from_="122", to="703"),
            user("deflect", call=1, to="703"),
            wait(130),
            user("callback", call=0),
        ),
    ),
    "one of several telephones sends the call outside, and nobody has told that it rings there": (
        ("external_delivered=False",),
        (at("call", from_="122", to="702"), user("deflect", call=0, to="00891234567"), user("hangup", call=1)),
    ),
    "a call moves on before it was deflected": (
        ("no_answer",),
        (
            at("call", from_="121", to="106"),
            at("fault", name="no_answer", count=3),
            at("unpark", device="103", from_="102"),
            user("deflect", call=0, to="700"),
            user("deflect", call=0, to="100"),
        ),
    ),
    "the caller gives up while it rings at several telephones, and waits at another": (
        (),
        (at("call", from_="104", to="701"), user("deflect", call=0, to="703"), at("onhook", device="104")),
    ),
    "who has rejected our call cannot be waited for": (
        ("release=blocked",),
        (at("call", from_="101", to="106"), at("reject", device="106")),
    ),
    "a consultation that comes back from where it was passed on is none any more": (
        (),
        (
            at("call", from_="103", to="100"),
            user("answer", call=0),
            user("consult", call=0, to="104"),
            at("answer", device="104"),
            user("transfer_to", call=1, to="105"),
            wait(22),
        ),
    ),
    "of several telephones another one answers, and ours is cleared": (
        ("answered_elsewhere=cleared",),
        (at("call", from_="0891234567", to="701"), user("reject", call=1), at("answer", device="104")),
    ),
    "of several telephones another one answers, and nobody has told that ours rings": (
        ("answered_elsewhere=cleared", "disabled_events=delivered"),
        (at("call", from_="0891234567", to="701"), user("answer", call=0)),
    ),
    "a call back that is over when its events come was given up": (
        ("late_events",),
        (
            user("dial", to="102"),
            user("callback", call=0),
            at("call", from_="102", to="100"),
            at("fault", name="late_events", seconds=4.0),
            user("hangup", call=0),
            user("answer", call=0),
            user("hangup", call=0),
        ),
    ),
    "calls that become a conference under an id that a snapshot tells first": (
        ("late_events",),
        (
            at("call", from_="101", to="100"),
            user("answer", call=0),
            user("consult", call=0, to="102"),
            at("answer", device="102"),
            at("fault", name="late_events", seconds=4.0),
            user("conference", call=0),
            wait(1),
            user("hangup", call=0),
        ),
    ),
    "a call that was sent elsewhere while there was no link, and is back": (
        ("garbage",),
        (
            at("call", from_="104", to="100"),
            at("fault", name="garbage", hex="2680"),
            user("deflect", call=0, to="102"),
            user("join", to="104"),
            at("deflect", device="102", to="100"),
            at("reject", device="100"),
        ),
    ),
    "a call that had left us is no part of what it becomes": (
        ("cut",),
        (
            at("call", from_="0893333333", to="101"),
            user("answer", call=0),
            user("join", to="101"),
            at("call", from_="103", to="100"),
            at("consult", device="101", to="100"),
            at("fault", name="cut"),
            at("deflect", device="100", call=2, to="00891234567"),
            at("transfer", device="101"),
        ),
    ),
    "the first call of a consultation is parked here from another telephone of the line": (
        (),
        (
            user("dial", to="702", device="120"),
            at("offhook", device="106"),
            user("consult", call=1, to="701"),
            at("answer", device="101"),
            at("call", from_="100", to="100"),
            user("park", call=4, to="120"),
        ),
    ),
    "who was to come in is called outside, and busy there": (
        ("blind_transfer_order=delivered",),
        (
            at("call", from_="104", to="106"),
            at("pickup", device="100", from_="106"),
            user("step_conference", call=0, to="102"),
            at("deflect", device="102", to="101"),
            at("deflect", device="101", to="00891111111"),
        ),
    ),
    "a transfer comes back while the same number is on hold over another trunk": (
        (),
        (
            at("call", from_="103", to="100"),
            at("call", from_="0891234567", to="101"),
            at("answer", device="101"),
            at("answer", device="100", call=1),
            user("consult", call=1, to="00891234567"),
            at("transfer", device="101"),
            at("call", from_="0891234567", to="101"),
            user("answer", call=1),
            user("consult", call=1, to="100"),
            user("step_conference", call=0, to="101"),
            wait(11),
        ),
    ),
    "a call that is fetched from where it was parked is no consultation": (
        ("joins_from=consultation",),
        (
            user("dial", to="700"),
            at("answer", device="105"),
            user("park", call=0, to="104"),
            user("dial", to="102"),
            at("answer", device="102"),
            user("unpark", source="104"),
        ),
    ),
    "who was called outside by somebody who was to come in is awaited no more": (
        (),
        (
            at("call", from_="100", to="120"),
            user("answer", call=1),
            at("call", from_="0893333333", to="100"),
            user("dial", to="101", device="106"),
            user("transfer_to", call=3, to="106"),
            user("deflect", call=3, to="00891111111"),
            user("deflect", call=1, to="00891234567"),
            user("hangup", call=1),
            user("answer", call=1),
        ),
    ),
    "who has rejected is sent the call again": (
        (),
        (
            user("dial", to="702"),
            user("reject", call=1),
            user("deflect", call=1, to="101"),
            user("callback", call=0),
        ),
    ),
    "a call of somebody who withholds their number is parked here": (
        (),
        (
            at("feature", device="120", caller_id=False),
            at("call", from_="121", to="106"),
            at("offhook", device="106"),
            at("park", device="121", to="100"),
        ),
    ),
    "of several telephones one sends the call outside, where it is answered, and ours is cleared": (
        ("answered_elsewhere=cleared",),
        (
            at("call", from_="0891234567", to="701"),
            user("deflect", call=0, to="00893333333"),
            at("answer", device="0893333333"),
        ),
    ),
    "who waits in a parked call leaves before its queueing was told in order": (
        ("swap_events",),
        (
            user("dial", to="103"),
            at("pickup", device="122", from_="103"),
            user("consult", call=0, to="102"),
            at("call", from_="0893333333", to="100"),
            at("call", from_="0891234567", to="100"),
            user("hangup", call=1),
            user("park", call=0, to="104"),
            at("call", from_="106", to="700"),
            at("call", from_="103", to="120"),
            at("call", from_="0893333333", to="101"),
            user("hangup", call=2),
            user("reject", call=0),
            user("answer", call=3),
            at("call", from_="100", to="101"),
            at("fault", name="swap_events", count=3),
            at("answer", device="101"),
            at("park", device="103", to="101"),
            at("hangup", device="121"),
        ),
    ),
    "who has rejected rings only afterwards": (
        ("swap_events",),
        (
            at("offhook", device="100"),
            at("fault", name="swap_events", count=3),
            at("dial_digits", device="100", digits="102"),
            at("reject", device="102"),
            user("callback", device="104"),
        ),
    ),
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_what_went_wrong_once_is_right(name: str) -> None:
    assert replay(*SEQUENCES[name]) is None
