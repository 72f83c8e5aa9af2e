"""How gunicorn serves the service; every figure can be set from the environment."""

import os

bind = os.environ.get("CPMS_BIND") or f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("CPMS_WEB_THREADS", "8"))
timeout = 60
# Settings that are not safe stop the start itself, not one worker after another.
preload_app = True
graceful_timeout = 20
# The proxy in front keeps connections; gunicorn must not close one just as it is used.
keepalive = 75
# No socket in a home directory, and no second log: the service logs its requests itself.
control_socket_disable = True
accesslog = None
loglevel = os.environ.get("CPMS_LOG_LEVEL", "INFO").lower()
