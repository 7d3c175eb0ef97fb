"""Imported by the process that others are forked from (`processes`): what each of them would build and read anew."""

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from danvan_cli import locale
from danvan_cli.cli import app
from danvan_cli.cli.commands import COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS
from tests.helpers import built_once
from tests.helpers.data_folder import DataFolder

kept = [built_once.commands(), built_once.lists(), built_once.prompts()]
for once in kept:
    once.__enter__()  # as long as the process lives
for language in ("vi", "en"):
    locale.use(language)
    app.program()
    for entries in (COMMANDS, UNIT_COMMANDS, VOCABULARY_COMMANDS):
        for name in entries:
            app.load(name, entries)
with TemporaryDirectory() as place, patch.dict(os.environ, DANVAN_CACHE=place):
    DataFolder(Path(place, "data")).ask("check")  # reads what is the same in each folder: lists, short forms, SQL
locale.use("vi")
gc.freeze()  # as in `preloaded`
