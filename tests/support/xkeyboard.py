"""A keyboard and a camera at an X display: real key strokes, as the window manager and the focused window get them.

It speaks the few requests of the X11 protocol that this takes over the display's socket (X Window System Protocol,
X Version 11; XTEST Extension Protocol 2.2), so that no further program is needed.
"""

from __future__ import annotations

import socket
import struct
from types import TracebackType
from typing import Self

from PySide6.QtGui import QImage

INTERN_ATOM, GET_PROPERTY, GET_IMAGE, QUERY_EXTENSION, GET_KEYBOARD_MAPPING = 16, 20, 73, 98, 101
KEY_PRESS, KEY_RELEASE = 2, 3
KEYSYMS = {"Return": 0xFF0D, "Escape": 0xFF1B, "F3": 0xFFC0, "F4": 0xFFC1, "Alt": 0xFFE9, "Shift": 0xFFE1}
"""Names of keys -> keysyms; a letter's keysym is its Latin-1 code."""
ANY, Z_PIXMAP = 0, 2


class XKeyboard:
    """One connection to a display of this computer without access control, e.g. a fresh Xvfb."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(f"/tmp/.X11-unix/X{display.partition(':')[2].partition('.')[0]}")
        self._root, self.width, self.height = self._begin()
        self._xtest = self._ask(QUERY_EXTENSION, 0, struct.pack("<HH", 5, 0) + _padded(b"XTEST"))[9]
        self._keycodes = self._mapping()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def type(self, text: str) -> None:
        """Type letters and digits."""
        for letter in text:
            self.press(letter)

    def press(self, *keys: str) -> None:
        """Press keys one after the other and let go of them in reverse, e.g. ``press("Alt", "F4")``."""
        codes: list[int] = []
        for key in keys:
            code, shifted = self._keycodes[KEYSYMS.get(key) or ord(key)]
            codes += [self._keycodes[KEYSYMS["Shift"]][0], code] if shifted else [code]
        for kind, order in ((KEY_PRESS, codes), (KEY_RELEASE, codes[::-1])):
            for code in order:
                self._fake(kind, code)

    def active_window(self) -> str:
        """The name of the window that has the focus, as the window manager says; empty where none has."""
        value = self._property(self._root, "_NET_ACTIVE_WINDOW")
        window = struct.unpack("<I", value[:4])[0] if len(value) >= 4 else 0
        return self._property(window, "_NET_WM_NAME").decode() if window else ""

    def picture(self) -> QImage:
        """What the display shows."""
        body = struct.pack("<IhhHHI", self._root, 0, 0, self.width, self.height, 0xFFFFFFFF)
        data = self._ask(GET_IMAGE, Z_PIXMAP, body)[32:]
        return QImage(data, self.width, self.height, 4 * self.width, QImage.Format.Format_RGB32).copy()

    # --- the protocol

    def _begin(self) -> tuple[int, int, int]:
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        status, length = struct.unpack("<B5xH", self._read(8))
        setup = self._read(4 * length)
        if status != 1:
            raise ConnectionError(f"the display refuses: {setup!r}")
        self._keys: tuple[int, int] = (setup[26], setup[27] - setup[26] + 1)
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        screen = 32 + vendor + -vendor % 4 + 8 * formats
        root: int = struct.unpack_from("<I", setup, screen)[0]
        width, height = struct.unpack_from("<HH", setup, screen + 20)
        return root, width, height

    def _mapping(self) -> dict[int, tuple[int, bool]]:
        """Keysym -> (keycode, with Shift)."""
        first, count = self._keys
        reply = self._ask(GET_KEYBOARD_MAPPING, 0, struct.pack("<BBxx", first, count))
        each = reply[1]
        symbols = struct.unpack_from(f"<{each * count}I", reply, 32)
        found: dict[int, tuple[int, bool]] = {}
        for key in range(count):
            for shifted, symbol in enumerate(symbols[key * each : key * each + 2]):
                found.setdefault(symbol, (first + key, bool(shifted)))
        return found

    def _fake(self, kind: int, code: int) -> None:
        body = struct.pack("<BB2xII8xHH8x", kind, code, 0, self._root, 0, 0)
        self._socket.sendall(struct.pack("<BBH", self._xtest, 2, 1 + len(body) // 4) + body)

    def _property(self, window: int, name: str) -> bytes:
        encoded = name.encode()
        atom = struct.unpack_from(
            "<I", self._ask(INTERN_ATOM, 0, struct.pack("<HH", len(encoded), 0) + _padded(encoded)), 8
        )
        reply = self._ask(GET_PROPERTY, 0, struct.pack("<IIIII", window, atom[0], ANY, 0, 1024))
        length: int = struct.unpack_from("<I", reply, 16)[0] * reply[1] // 8
        return reply[32 : 32 + length]

    def _ask(self, code: int, detail: int, body: bytes) -> bytes:
        """Send a request and return its reply; of a window that has gone meanwhile, an empty one."""
        self._socket.sendall(struct.pack("<BBH", code, detail, 1 + len(body) // 4) + body)
        while True:
            head = self._read(32)
            if head[0] == 1:
                return head + self._read(4 * struct.unpack_from("<I", head, 4)[0])
            if head[0] == 0:
                return bytes(32)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self._socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("the display has gone")
            data += piece
        return data


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
