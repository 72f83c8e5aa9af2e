"""How the worker reaches the sink; and the switch that takes the claim out of the outbox.

Named by `CPMS_CARRIER`, so only a worker of the harness ever loads it.
"""

import json
import os
import socket
from typing import Any

from cpms.timescales.models import Dispatch
from cpms.timescales.reminders import outbox


class CarrierToTheSink:
    """The product's `Carrier`, over one connection for each question."""

    def send(self, message: Dispatch) -> None:
        """Hand the message over."""
        _ask("send", message.reference)

    def was_accepted(self, reference: str) -> bool | None:
        """Ask for it by its reference."""
        return bool(_ask("look up", reference))


def _ask(what: str, reference: str) -> Any:
    place = ("127.0.0.1", int(os.environ["FAULTS_SINK"]))
    with socket.create_connection(place, timeout=20) as line, line.makefile("rwb") as talk:
        talk.write(json.dumps({"do": what, "reference": reference}).encode() + b"\n")
        talk.flush()
        return json.loads(talk.readline())


def _whatever_waits(most: int) -> list[Dispatch]:
    """The tutorial's way: read what is due, send it, mark it."""
    return list(Dispatch.objects.filter(state=Dispatch.State.WAITING)[:most])


if os.environ.get("FAULTS_CLAIM") == "off":
    outbox._claim = _whatever_waits
    outbox._hold = lambda _message: True
