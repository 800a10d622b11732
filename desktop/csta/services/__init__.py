"""Arguments and results of services, in the standard's own words; one module a subject.

``call_control`` (set up, answer, hold, clear), ``call_features`` (the rarer ones: park, camp on, intrude ...),
``call_associated``; ``monitoring``, ``snapshots``; ``system`` (status, registration), ``capabilities`` with
``capability_lists`` and ``offers`` (what a switch can do), ``devices``; ``physical``, ``apparatus`` (the parts of a
telephone), ``logical``, ``features``, ``agents``, ``presence``; ``vendor`` (escape, private data); ``common``.

Every service has a frozen message for its argument; most results carry nothing and are
:class:`~desktop.csta.services.common.Acknowledged`. Every member of ECMA-285, 4th edition, is a field, named as there
in Python's spelling; what a newer switch adds is kept in ``other``, as octets. Import from the modules: a client needs
few of them at its start.
"""
