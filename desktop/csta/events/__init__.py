"""Event reports, in the standard's own words: what happened at a monitored device; one module a subject.

``report`` is the whole (operation 21) and the table of all events; ``call_control``, ``call_associated``, ``media``;
``physical``, ``apparatus`` (the parts of a telephone), ``logical``, ``features``, ``agents``, ``presence``;
``maintenance``, ``vendor``; ``base`` is what they share.

Call control events say which connection they are about (:attr:`CallEvent.subject`) and, with device monitors, the
state of the monitored device's own connection. Every member of ECMA-285, 4th edition, is a field; only what an event
cannot be understood without must be there. What a newer switch adds is kept in ``other``, as octets.
"""
