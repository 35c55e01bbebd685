"""Where the server listens."""

import errno
import ipaddress
import socket
from dataclasses import dataclass

from liuxin.kernel.errors import BadInputError, RuleBrokenError

LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @classmethod
    def read(cls, text: str) -> "Address":
        """Read HOST:PORT; raises `BadInputError("serve.bad_address")`."""
        host, colon, port = text.rpartition(":")
        if not colon or not host or not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
            raise BadInputError("serve.bad_address", field="bind", value=text)
        return cls(host.removeprefix("[").removesuffix("]"), int(port))

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def check_free(self) -> None:
        """Raise where another program listens there, or where there is no such address here.

        Raises `RuleBrokenError("serve.port_taken")` and `BadInputError("serve.no_such_address")`.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError as error:
                raise BadInputError("serve.port_forbidden", field="bind", port=str(self.port)) from error
            except socket.gaierror as error:
                raise BadInputError("serve.no_such_address", field="bind", host=self.host) from error
            except OSError as error:
                if error.errno == errno.EADDRNOTAVAIL:
                    raise BadInputError("serve.no_such_address", field="bind", host=self.host) from error
                raise RuleBrokenError("serve.port_taken", field="bind", address=str(self)) from error
