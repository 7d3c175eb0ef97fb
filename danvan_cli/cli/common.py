"""The names under which what all commands share is kept in click's context."""

DATA, LANG = "danvan.data", "danvan.lang"
