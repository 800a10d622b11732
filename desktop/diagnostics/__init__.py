"""Diagnostics: what helps to find out what went wrong.

- ``logs``: the log file in the user's state folder: bounded, switchable, and without anybody's secrets.
- ``redaction``: what is taken out of every line before it is written. Pure.

No Qt, and nothing on a console. This room may use ``settings`` and what is below it.
"""
