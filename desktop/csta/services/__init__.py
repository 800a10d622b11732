"""Arguments and results of services, in the standard's own words.

Every service has a frozen message for its argument; most results carry nothing and are :class:`Acknowledged`. Member
names are ECMA-285's in Python's spelling; members that Deskline has no use for are kept in ``other``, as the schema's
plain values.
"""
