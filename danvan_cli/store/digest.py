"""BLAKE2 by itself: `hashlib` loads a library of ciphers with it, which a short command would wait for."""

try:  # as Python's own `random` does with SHA-2
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - a Python built without it
    from hashlib import blake2b

__all__ = ["blake2b"]
