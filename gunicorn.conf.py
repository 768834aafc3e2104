"""How gunicorn serves the portal, in a container and on a developer's machine alike."""

import os

from core.logging import logging_config

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True  # the code is loaded once and shared by all web processes
worker_class = "gthread"
threads = 4
timeout = 30  # seconds a worker may be silent; queries end after five
graceful_timeout = 10  # seconds that running requests get when a worker is told to stop
max_requests = 5000  # a worker is renewed now and then, so that no leak can grow for ever
max_requests_jitter = 500
control_socket_disable = True
accesslog = None  # the portal logs its own requests, without personal data
logconfig_dict = logging_config(os.environ.get("AOPORTAL_ENV", "production")) | {
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}}
}
