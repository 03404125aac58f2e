"""A proxy in front of the server that can lose a connection at a chosen message, or let it fall silent."""

from __future__ import annotations

import enum
import socket
import struct
import threading


class Fault(enum.Enum):
    NONE = "none"
    # The message does not reach the server, and the connection ends.
    CUT_BEFORE = "cut-before"
    # The server does what the message says; its answer is lost, and the connection ends.
    CUT_AFTER = "cut-after"
    # Half of the answer arrives.
    CUT_WITHIN = "cut-within"
    # From the message on, this connection is silent, and stays open.
    SILENT = "silent"
    # The same, and so is every new connection.
    ALL_SILENT = "all-silent"
    # The message reaches the server, whose answers are lost without an end.
    DEAF = "deaf"


class Proxy:
    """Listens on a port of this machine. Counts the messages of all connections, and those that say COMMIT."""

    def __init__(self, server: str, fault: Fault = Fault.NONE, at: int = 0, commits: bool = True):
        """:param server: the path of the server's socket
        :param at: the number of the message, from 1, with which the fault begins
        :param commits: only messages with COMMIT count
        """
        self.server = server
        self.fault = fault
        self.at = at
        self.commits = commits
        self.messages = 0
        self.fired = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        for each in [self._listener, *self._sockets]:
            _end(each)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(client)
            if self.fired and self.fault is Fault.ALL_SILENT:
                continue
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.server)
            except OSError:
                _end(client)
                continue
            self._sockets.append(server)
            pair = _Pair(self, client, server)
            threading.Thread(target=pair.forward, daemon=True).start()
            threading.Thread(target=pair.backward, daemon=True).start()

    def meets(self, kind: bytes, body: bytes) -> bool:
        """Counts a message; whether the fault begins with it."""
        if self.commits and not (kind in b"QP" and b"COMMIT" in body[:16]):
            return False
        with self._lock:
            self.messages += 1
            if self.fault is Fault.NONE or self.fired or self.messages != self.at:
                return False
            self.fired = True
            return True


def _end(each: socket.socket) -> None:
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    each.close()


class _Pair:
    """A client's connection and the server's."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket):
        self.proxy = proxy
        self.client = client
        self.server = server
        self.is_hit = False
        self.is_silent = False

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self.client.recv(size - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data

    def forward(self) -> None:
        """From the client to the server, message by message."""
        try:
            header = self._read(4)
            self.server.sendall(header + self._read(struct.unpack("!I", header)[0] - 4))
            while True:
                kind, header = self._read(1), self._read(4)
                body = self._read(struct.unpack("!I", header)[0] - 4)
                if kind not in b"p" and self.proxy.meets(kind, body):
                    self.is_hit = True
                    if self.proxy.fault is Fault.CUT_BEFORE:
                        break
                    self.is_silent = self.proxy.fault in (Fault.SILENT, Fault.ALL_SILENT)
                if not self.is_silent:
                    self.server.sendall(kind + header + body)
        except OSError:
            pass
        _end(self.client)
        _end(self.server)

    def backward(self) -> None:
        """From the server to the client."""
        try:
            while data := self.server.recv(65536):
                if not self.is_hit:
                    self.client.sendall(data)
                elif self.proxy.fault in (Fault.CUT_AFTER, Fault.CUT_WITHIN):
                    if self.proxy.fault is Fault.CUT_WITHIN:
                        self.client.sendall(data[: len(data) // 2])
                    break
                # A silent connection answers nothing, and stays open.
        except OSError:
            pass
        _end(self.client)
        _end(self.server)
