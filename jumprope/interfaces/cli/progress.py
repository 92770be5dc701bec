"""Progress bars for those who watch: on standard error, and only when it is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(description: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show how far a long step is, out of `total` if that is known.

    Call what is yielded with how much further it is now.
    """
    if not sys.stderr.isatty():
        yield lambda _further: None
        return
    from rich.console import Console  # noqa: PLC0415 - most commands show no bar and need not wait for it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True)) as bars:
        bar = bars.add_task(description, total=total)
        yield lambda further: bars.advance(bar, further)
