"""Memory that is free again goes back to the system, where the C library has it (glibc); what stays is let be."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_ARENAS = -8
"""The C library's name for how many heaps its threads have (M_ARENA_MAX)."""


def few_heaps() -> None:
    """Let threads share their heaps: one for each thread would keep what it once took."""
    library = _library()
    if library is not None:
        library.mallopt(_ARENAS, 2)


def give_back() -> None:
    """Hand memory that is free again back to the system."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)


def keep_what_is_loaded() -> None:
    """Have Python's collector pass over all that is there by now: programs and lists that stay until the end."""
    gc.collect()
    gc.freeze()


def _library() -> ctypes.CDLL | None:
    """The C library where it knows this."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        _ = library.mallopt, library.malloc_trim
        return library
    return None
