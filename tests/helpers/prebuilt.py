"""Imported by the process that others are forked from (`processes`): what each of them would build and read anew."""

import gc

from danvan_cli import locale
from danvan_cli.cli import app
from danvan_cli.cli.commands import COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS
from tests.helpers import built_once

kept = built_once.commands()
kept.__enter__()  # as long as the process lives
for language in ("vi", "en"):
    locale.use(language)
    app.program()
    for entries in (COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS):
        for name in entries:
            app.load(name, entries)
gc.freeze()  # as in `preloaded`
