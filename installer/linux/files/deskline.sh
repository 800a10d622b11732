#!/bin/sh
# Deskline's own environment of Debian's Python; -I: nothing from the current folder or the user's own packages.
exec /usr/lib/deskline/bin/python3 -I -m desktop "$@"
