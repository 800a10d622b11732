"""Event reports, in the standard's own words: what happened at a monitored device.

Call control events say which connection they are about (:attr:`CallEvent.subject`) and, with device monitors, the
state of the monitored device's own connection. Members that Deskline has no use for are kept in ``other``, as the
schema's plain values.
"""
