"""Where messages arrive: counts every one, and can be asked, as a provider with an API can.

It takes its time before and after it accepts, so that senders are killed in all three
windows: before, inside and after.
"""

import json
import random
import socketserver
import threading
import time
from collections import Counter


class Sink(socketserver.ThreadingTCPServer):
    """A server on a port of its own, speaking one line of JSON each way."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: Counter[str] = Counter()
        self.moments: list[float] = []
        self.asked = 0
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.server_address[1]

    def accept(self, reference: str) -> None:
        """Take a message, slowly."""
        time.sleep(self.chance.uniform(0, 0.04))
        with self.lock:
            self.taken[reference] += 1
            self.moments.append(time.monotonic())
        time.sleep(self.chance.uniform(0, 0.04))

    def look_up(self, reference: str) -> bool:
        """Whether a message of this reference was taken."""
        with self.lock:
            self.asked += 1
            return reference in self.taken

    def longest_silence(self) -> float:
        """The longest time between two messages, in seconds."""
        following = zip(self.moments, self.moments[1:], strict=False)
        return max((later - earlier for earlier, later in following), default=0.0)


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        asked = json.loads(self.rfile.readline())
        if asked["do"] == "send":
            self.server.accept(asked["reference"])
            answer = True
        else:
            answer = self.server.look_up(asked["reference"])
        self.wfile.write(json.dumps(answer).encode() + b"\n")
