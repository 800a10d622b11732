"""THE SAME FOR PROGRAMS: the JSON vocabulary of the command line, over lines that are handed in and a writer for
replies.

* :mod:`~desktop.control.form`: views as JSON objects.
* :mod:`~desktop.control.vocabulary`: commands in, replies and events out.
* :mod:`~desktop.control.words`: the same in words, for a person at a terminal.
* :mod:`~desktop.control.telling`: the vocabulary's objects in words.

No Qt, no streams of its own: console hands in standard input, app the visitors of the local socket.
"""
