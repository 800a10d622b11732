"""THE WIRE: asyncio, no Qt.

* :mod:`~desktop.link.transport` pumps an association through TCP or TLS, a bounded stretch of work at a time.
* :mod:`~desktop.link.client` asks operations and tells what came of them, in the order in which it came.
* :mod:`~desktop.link.contract` is what a session is told and tells.
* :mod:`~desktop.link.session` keeps a link alive: one connection after the other, with backoff.
* :mod:`~desktop.link.connection` is one of them: connect, log in, monitor, snapshot, supervise. It tells the listener
  (device, event), snapshots and the link's state, in order, and keeps no calls.
* :mod:`~desktop.link.monitors` knows which device reports under which cross reference.
* :mod:`~desktop.link.snapshots` takes snapshots of devices, and again where an event came in between.
  :mod:`~desktop.link.segments` collects what a switch tells in parts.
* :mod:`~desktop.link.background` asks what can wait, and nothing while the switch is overloaded.
* :mod:`~desktop.link.troubles` are the words for what can be wrong with a link.

Answers are handed over as synchronous callbacks in the order of the wire: a snapshot's result stands before the
events that came after it, which an awaiting task would not guarantee. :meth:`Client.ask` is for those to whom the
order does not matter.
"""
