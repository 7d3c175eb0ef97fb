"""A table is pasted at a terminal: tabs and empty cells stay, and Enter on an empty line ends it."""

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import TabsProcessor

from danvan_cli.cli.prompts import style as paper
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

_HELP = N_("A table copied from a sheet, a document or a message. Ctrl-C: leave.")
_TAB = 4


def ask_for_table(heading: str) -> str:
    """Return what is pasted or typed below a heading; raise KeyboardInterrupt where the person leaves."""
    buffer = Buffer(multiline=True)
    line = Window(
        BufferControl(buffer, input_processors=[TabsProcessor(tabstop=_TAB, char1=" ", char2=" ")]),
        dont_extend_height=True,
    )
    layout = Layout(HSplit([_drawn("label", heading), line, _drawn("quiet", translate(_HELP))]), focused_element=line)
    app = Application[str](layout=layout, key_bindings=_keys(buffer), style=paper.STYLE, erase_when_done=True)
    try:
        return app.run()
    except EOFError as error:  # the terminal has been closed
        raise KeyboardInterrupt from error


def _drawn(look: str, text: str) -> Window:
    fragments: StyleAndTextTuples = [(f"class:{look}", text)]
    return Window(FormattedTextControl(fragments), dont_extend_height=True, wrap_lines=True)


def _keys(buffer: Buffer) -> KeyBindings:
    keys = KeyBindings()

    def enter(event: KeyPressEvent) -> None:
        document = buffer.document
        if document.text_after_cursor.strip() or document.current_line.strip():
            buffer.newline(copy_margin=False)
        else:
            event.app.exit(result=buffer.text)

    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    for key in ("enter", "c-j"):
        keys.add(key)(enter)
    for key in ("c-c", "<sigint>"):
        keys.add(key)(leave)
    keys.add("c-d")(lambda event: event.app.exit(result=buffer.text))
    keys.add("c-z")(lambda _: None)
    keys.add("tab")(lambda _: buffer.insert_text("\t"))
    keys.add(Keys.BracketedPaste)(
        lambda event: buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))
    )
    return keys
