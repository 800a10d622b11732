"""What each CSTA service does at the switch: one module a subject, and the table.

``call_control``, ``call_features``, ``call_associated`` (calls), ``station`` (features), ``apparatus`` (the parts of a
telephone), ``snapshots``, ``capabilities`` (what the switch and its devices can do), ``system`` (links). Each service
is a row of :mod:`~desktop.switchsim.services.table`, by which :mod:`~desktop.switchsim.services.dispatch` goes.
Handlers take the switch and the message of an argument, and return the message of the result; what cannot be done
raises :class:`~desktop.switchsim.model.Refuse` and changes nothing.
"""

from desktop.switchsim.services.call_associated import send_tones
from desktop.switchsim.services.dispatch import perform, render
from desktop.switchsim.services.station import switch_do_not_disturb, switch_forwarding
from desktop.switchsim.services.table import SERVICES

__all__ = [
    "SERVICES",
    "perform",
    "render",
    "send_tones",
    "switch_do_not_disturb",
    "switch_forwarding",
]
