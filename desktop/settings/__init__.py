"""Settings: what a person, or their administrator, chose.

- ``options``: the one declarative table (name, type, default, sentence, policy key, bounds). A new setting is a row.
- ``store``: ``settings.toml`` in the user's config folder, with an administrator's ``policy.toml`` over it. A bad value
  or a broken file never prevents a start, and nothing that a person wrote is lost.
- ``state``: ``state.json``, what the program remembers by itself (window geometry), apart from what a person chose.
- ``paths``: where these files are.  ``secrets``: passwords, in the system's keyring.
- ``plan``: the dial plan that the settings describe.

No global object: composition roots build a :class:`~desktop.settings.store.SettingsStore` and hand on what it says.
This room may use ``numbers`` and what is below it.
"""
