import sys
import time

from danvan_cli.cli.streams import is_terminal
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

_PATIENCE = 1.0
_BETWEEN = 0.1


class Progress:
    """A line on the terminal for what takes longer than a second; nothing where nobody sees it."""

    def __init__(self, sentence: str = N_("Reading records: {done} of {total}")) -> None:
        self._sentence = sentence
        self._started = self._looked = time.monotonic()
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        """Show how many of the files are done."""
        now = time.monotonic()
        if done >= total:
            self._clear()
        elif now - self._started >= _PATIENCE and now - self._looked >= _BETWEEN:
            self._looked = now
            if is_terminal(sys.stderr):
                self._show(done, total)

    def _show(self, done: int, total: int) -> None:
        from danvan_cli.view.labels import number

        self._visible = True
        text = translate(self._sentence).format(done=number(done), total=number(total))
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._visible = False
