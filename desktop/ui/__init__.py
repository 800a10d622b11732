"""HOW IT LOOKS: Qt widgets bound to view models.

They decide nothing: what is shown and what may be done comes from :mod:`desktop.viewmodels`, and what a click means
goes there. :mod:`desktop.ui.loop` is the only place where Qt meets asyncio. Built by ``app`` and ``tour``, used by
nobody else; imports nothing of the operating system's conventions (``integration`` is handed in by app).
"""
