"""SWITCH SIMULATOR. A stand-in for an OpenScape Business: devices, calls, trunks, people, faults, on the real protocol.

For trying Deskline, for training, and for other people's CTI programs.
"""

from desktop.switchsim.company import Company, small_office
from desktop.switchsim.config import ConfigError, read_company
from desktop.switchsim.links import Simulator
from desktop.switchsim.server import load, run, serve

__all__ = ["Company", "ConfigError", "Simulator", "load", "read_company", "run", "serve", "small_office"]
