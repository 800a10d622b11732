"""WHAT THE WINDOW SAYS: view models over QtCore only; no widgets, colours or pixels.

They read the frozen views of :mod:`desktop.station.views`, render sentences through the translator that they are given,
and expose QAbstractItemModels with named roles and QObjects with properties. What a click does goes through
:class:`~desktop.viewmodels.ports.Run` to a coroutine of the station. Widgets bind to them and decide nothing.
"""
