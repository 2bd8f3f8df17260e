"""No test reaches beyond this machine."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried")  # it warns before it refuses
def test_a_connection_beyond_loopback_is_refused_before_it_is_tried() -> None:
    with socket.socket() as out:
        out.settimeout(2)
        with pytest.raises(SocketConnectBlockedError):
            out.connect(("192.0.2.1", 9))  # an address for documentation: nobody answers there
