"""What the causes of events (:class:`~desktop.csta.enumerations.EventCause`) mean to the user of a telephone.

A cause that tells them nothing, because it is the usual one or concerns voice units and other machines, has no
sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.csta.enumerations import EventCause as C
from desktop.sentences import Sentence


def sentence(cause: C | None) -> Sentence | None:
    """Return what the cause means; None where it says nothing that a user wants to know, or is not known."""
    return None if cause is None else SENTENCES.get(cause)


SENTENCES: Mapping[C, Sentence] = {
    C.activeParticipation: Sentence("Somebody takes part in the call."),
    C.alternate: Sentence("The calls were swapped."),
    C.busy: Sentence("The line is busy."),
    C.callBack: Sentence("This is a call back."),
    C.callCancelled: Sentence("The call was cancelled."),
    C.callForwardImmediate: Sentence("The call was forwarded."),
    C.callForwardBusy: Sentence("The call was forwarded because the line was busy."),
    C.callForwardNoAnswer: Sentence("The call was forwarded because nobody answered."),
    C.callForward: Sentence("The call was forwarded."),
    C.callNotAnswered: Sentence("Nobody answered."),
    C.callPickup: Sentence("The call was picked up."),
    C.campOn: Sentence("The call waits until the line is free."),
    C.destNotObtainable: Sentence("The destination cannot be reached."),
    C.doNotDisturb: Sentence("The other party does not want to be disturbed."),
    C.incompatibleDestination: Sentence("The destination cannot take this kind of call."),
    C.invalidAccountCode: Sentence("The account code is wrong."),
    C.lockout: Sentence("The handset was off the hook for too long."),
    C.maintenance: Sentence("The telephone system is being serviced."),
    C.networkCongestion: Sentence("The network is overloaded."),
    C.networkNotObtainable: Sentence("The network cannot be reached."),
    C.noAvailableAgents: Sentence("No agent is free."),
    C.override: Sentence("Somebody broke in on the call."),
    C.park: Sentence("The call is parked."),
    C.overflow: Sentence("Too many calls wait there."),
    C.recall: Sentence("The call comes back because nobody took it."),
    C.redirected: Sentence("The call was redirected."),
    C.reorderTone: Sentence("The number is not complete or cannot be dialled."),
    C.resourcesNotAvailable: Sentence("The telephone system has no free capacity for the call."),
    C.silentParticipation: Sentence("Somebody is listening in on the call."),
    C.transfer: Sentence("The call was transferred."),
    C.trunksBusy: Sentence("All outside lines are busy."),
    C.blocked: Sentence("The other side has hung up."),
    C.consultation: Sentence("This is a consultation."),
    C.distributed: Sentence("The call was distributed in a group."),
    C.durationExceeded: Sentence("It took too long."),
    C.enteringDistribution: Sentence("The call is being distributed in a group."),
    C.networkSignal: Sentence("The telephone network reported this."),
    C.numberChanged: Sentence("The number has changed."),
    C.singleStepConference: Sentence("Somebody was added to the call."),
    C.singleStepTransfer: Sentence("The call was transferred."),
    C.switchingFunctionTerminated: Sentence("The telephone system ended it."),
    C.timeout: Sentence("It took too long."),
    C.aCDBusy: Sentence("All agents are in calls."),
    C.aCDForward: Sentence("The group forwards its calls."),
    C.aCDSaturated: Sentence("Too many calls wait for an agent."),
    C.alertTimeExpired: Sentence("It rang for too long without an answer."),
    C.autoWork: Sentence("The agent is given time after the call."),
    C.campOnTrunks: Sentence("The call waits for a free outside line."),
    C.conference: Sentence("The call is a conference."),
    C.destOutOfOrder: Sentence("The telephone there is out of order."),
    C.distributionDelay: Sentence("The distribution of the call takes longer."),
    C.forcedTransition: Sentence("The telephone system did this automatically."),
    C.intrude: Sentence("Somebody intruded on the call."),
    C.invalidNumberFormat: Sentence("This number cannot be dialled."),
    C.joinCall: Sentence("Somebody joined the call."),
    C.keyOperationInUse: Sentence("The line is in use at another phone."),
    C.makePredictiveCall: Sentence("The telephone system dialled by itself."),
    C.multipleAlerting: Sentence("It rings at several phones."),
    C.multipleQueuing: Sentence("The call waits in several queues."),
    C.networkOutOfOrder: Sentence("The network is out of order."),
    C.notAvaliableBearerService: Sentence("The network has no line for this kind of call at present."),
    C.notSupportedBearerService: Sentence("The network does not offer this kind of call."),
    C.numberUnallocated: Sentence("This number does not exist."),
    C.queueCleared: Sentence("The queue was cleared."),
    C.remainsInQueue: Sentence("The call stays in the queue."),
    C.reserved: Sentence("The line is reserved."),
    C.selectedTrunkBusy: Sentence("The chosen outside line is busy."),
    C.suspend: Sentence("The call was suspended."),
    C.unauthorisedBearerService: Sentence("This kind of call is not allowed here."),
    C.busyOverflow: Sentence("The call was passed on because the line is busy."),
    C.calendarOverflow: Sentence("The call was passed on because of the time of day."),
    C.capacityOverflow: Sentence("The call was passed on because too many calls wait."),
    C.interDigitTimeout: Sentence("Too much time passed between two digits."),
    C.invalidConnection: Sentence("The call does not exist any more."),
    C.invalidConnectionState: Sentence("That is not possible in the present state of the call."),
    C.maxTimeout: Sentence("It took too long."),
    C.noQueue: Sentence("There is no queue for the call."),
    C.noRule: Sentence("The telephone system has no rule for the call."),
    C.pathReplacement: Sentence("The call takes a shorter way now."),
    C.queueTimeOverflow: Sentence("The call was passed on because it waited too long."),
    C.recallBusy: Sentence("The call comes back because the line is busy."),
    C.recallForwarded: Sentence("The call comes back because it was forwarded."),
    C.recallNoAnswer: Sentence("The call comes back because nobody answered."),
    C.recallResourcesNotAvailable: Sentence("The call comes back because the telephone system had no free capacity."),
    C.unknownOverflow: Sentence("The call was passed on."),
    C.callInterception: Sentence("The call was intercepted."),
    C.callInterceptionBusy: Sentence("The call was intercepted because the line is busy."),
    C.callInterceptionForwarded: Sentence("The call was intercepted because it was forwarded."),
    C.callInterceptionNoAnswer: Sentence("The call was intercepted because nobody answered."),
    C.callInterceptionResourcesNotAvailable: Sentence(
        "The call was intercepted because the telephone system had no free capacity."
    ),
}
"""What a user may want to know, for all causes of calls."""
