def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated where it is shown"
    """Mark a message for the catalogues; the layers that show it translate it."""
    return message
