"""The operating system's own conventions. Today: child processes that speak JSON lines (the demo's switch simulator).

Used by app and tour only; view models and ui never import it.
"""
