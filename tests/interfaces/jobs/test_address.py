import socket

import pytest

from liuxin.interfaces.jobs.address import Address
from liuxin.kernel.errors import BadInputError, RuleBrokenError


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("127.0.0.1:8000", "127.0.0.1", 8000), ("localhost:80", "localhost", 80), ("[::1]:65535", "::1", 65535)],
)
def test_an_address_is_a_host_and_a_port(text: str, host: str, port: int):
    address = Address.read(text)
    assert (address.host, address.port, str(address)) == (host, port, text)


@pytest.mark.parametrize(
    "text", ["", "8000", ":8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "a:b"]
)
def test_anything_else_is_refused_and_named(text: str):
    with pytest.raises(BadInputError) as raised:
        Address.read(text)
    assert (raised.value.code, raised.value.field, raised.value.params) == (
        "serve.bad_address",
        "bind",
        {"value": text},
    )


@pytest.mark.parametrize(
    ("text", "loopback"),
    [
        ("127.0.0.1:1", True),
        ("127.9.9.9:1", True),
        ("localhost:1", True),
        ("[::1]:1", True),
        ("0.0.0.0:1", False),
        ("[::]:1", False),
        ("192.168.1.7:1", False),
        ("desk.example.org:1", False),
    ],
)
def test_it_knows_which_addresses_only_this_machine_can_reach(text: str, loopback: bool):  # noqa: FBT001 - a column
    assert Address.read(text).is_loopback is loopback


def test_a_port_that_is_taken_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(RuleBrokenError) as raised:
            address.check_free()
    assert (raised.value.code, raised.value.params) == ("serve.port_taken", {"address": str(address)})
    address.check_free()


def test_an_address_of_another_machine_is_named():
    with pytest.raises(BadInputError) as raised:
        Address("192.0.2.1", 8000).check_free()  # TEST-NET-1: nobody's
    assert (raised.value.code, raised.value.params) == ("serve.no_such_address", {"host": "192.0.2.1"})
