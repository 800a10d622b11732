"""Event reports, in the standard's own words: what happened at a monitored device; one module a subject.

``report`` is the whole (operation 21) and the table of all events; ``call_control``, ``call_associated``, ``media``;
``physical``, ``apparatus`` (the parts of a telephone), ``logical``, ``features``, ``agents``, ``presence``;
``maintenance``, ``vendor``; ``base`` is what they share.

Call control events say which connection they are about (:attr:`CallEvent.subject`) and, with device monitors, the
state of the monitored device's own connection. Every member of ECMA-285, 4th edition, is a field; only what an event
cannot be understood without must be there. What a newer switch adds is kept in ``other``, as octets.

Members that many events have (their meaning is ECMA-269's, from general knowledge, where the modules do not tell it):

- ``extensions``: security data and private data of the manufacturer, which any event may carry;
- ``other``: what a newer switch adds, by name, as octets;
- ``cause``: why it happened;
- ``device``: the device that it happened to;
- ``invoking_device``: the device that it happened to, or at which it was asked for;
- ``calling_device``, ``called_device``: who calls whom; the called device is the number that was dialled, wherever the
  call is now;
- ``last_redirection_device``: the device that the call was redirected from last;
- ``associated_calling_device``, ``associated_called_device``: the trunk or other device inside that stands for a party
  outside;
- ``network_calling_device``, ``network_called_device``: the parties as the outside network names them;
- ``originating_nid_connection``: the connection of the trunk on which a call from outside came in;
- ``connection_info``: the media of the connection that the event is about;
- ``local_connection_info``: the state of the monitored device's connection after the event, with device monitors;
- ``services_permitted``: which services the device may ask for at this moment of the call;
- ``media_call_characteristics``: what kind of media the call has;
- ``call_characteristics``: what is special about the call; bits of CallCharacteristics in resources/asn1/numbers.asn;
- ``call_linkage_data``: what the call is known by when its call id changes;
- ``call_linkage_data_list``: the same for the call that came out of joining two, and for the one that ended;
- ``correlator_data``: octets that an application has tied to the call;
- ``user_data``: octets from the user at the other end;
- ``charging_info``: what the call costs, so far or in all;
- ``subject_of_call``: what the call is about, a text for people;
- ``message_info``: the text that the call brings;
- ``language_preferences``: languages that the caller would like, one after the other in one text;
- ``device_history``: the device that the call left last, and why;
- ``location_info``: where devices of the call are;
- ``auditory_apparatus``: one set of microphone and loudspeaker of a telephone, by octets of the telephone's own making.
"""
