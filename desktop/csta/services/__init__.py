"""Arguments and results of services, in the standard's own words; one module a subject.

``call_control`` (set up, answer, hold, clear), ``call_features`` (the rarer ones: park, camp on, intrude ...),
``call_associated``; ``monitoring``, ``snapshots``; ``system`` (status, registration), ``capabilities`` with
``capability_lists`` and ``offers`` (what a switch can do), ``devices``; ``physical``, ``apparatus`` (the parts of a
telephone), ``logical``, ``features``, ``agents``, ``presence``; ``vendor`` (escape, private data); ``common``.

Every service has a frozen message for its argument; most results carry nothing and are
:class:`~desktop.csta.services.common.Acknowledged`. Every member of ECMA-285, 4th edition, is a field, named as there
in Python's spelling; what a newer switch adds is kept in ``other``, as octets. Import from the modules: a client needs
few of them at its start.

Members that many messages have (their meaning is ECMA-269's, from general knowledge, where the modules do not tell it):

- ``extensions``: security data and private data of the manufacturer, which any message may carry;
- ``other``: what a newer switch adds, by name, as octets;
- ``device``: the device that the request is about, or that asks;
- ``account_code``: the account that the call is put to;
- ``auth_code``: who permits the call; a secret;
- ``correlator_data``: octets that an application ties to the call, and that go with it from device to device;
- ``user_data``: octets for the user at the other end;
- ``reason``: the cause that events are to give;
- ``call_characteristics``: what is special about the call; bits of CallCharacteristics in resources/asn1/numbers.asn;
- ``media_call_characteristics``: what kind of media the call has or is to have;
- ``call_linkage_data``: what the call is known by when its call id changes;
- ``call_linkage_data_list``: the same for the call that came out of joining two, and for the one that ended;
- ``services_permitted``: which services the device may ask for at this moment of the call;
- ``subject_of_call``: what the call is about, a text for people;
- ``language_preferences``: languages that the caller would like, one after the other in one text;
- ``device_history``: the device that the call left last, and why;
- ``message_info``: the text that the call brings;
- ``calling_device``, ``called_device``: who calls whom;
- ``associated_calling_device``, ``associated_called_device``: the trunk that stands for a party outside;
- ``auditory_apparatus``: one set of microphone and loudspeaker of a telephone, by octets of the telephone's own making;
- ``cross_ref_identifier``: a monitor's reference, as in the answer to MonitorStart;
- ``sys_stat_register_id``: a registration for the system's state, as in the answer to SystemRegister;
- ``last_segment``: whether this is the last message of the answer.
"""
