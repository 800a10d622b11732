#!/bin/sh
exec /usr/lib/deskline/runtime/python -m desktop "$@"
