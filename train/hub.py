"""Whether the Hugging Face Hub can be asked, so that a mistyped folder is not a minute of retries."""

import os
import socket
import urllib.request
from urllib.parse import urlsplit


def offline() -> bool:
    """True when the Hub's name does not resolve and no proxy could do it, or when the user said so."""
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
        return True
    if "https" in urllib.request.getproxies():
        return False
    address = urlsplit(os.environ.get("HF_ENDPOINT") or "https://huggingface.co")
    try:
        socket.getaddrinfo(address.hostname, address.port or 443)
    except OSError:
        return True
    return False
