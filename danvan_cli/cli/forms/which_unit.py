"""Which unit is meant, where a name fits several and nothing else tells."""

import click

from danvan_cli.cli.prompts.form import choose
from danvan_cli.cli.prompts.questions import Choice
from danvan_cli.cli.workplace import MEANT
from danvan_cli.domain.errors import DanvanError, InputError
from danvan_cli.domain.unit_names import SeveralUnitsError
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted
from danvan_cli.view.labels import namesake


def ask_which_units(ctx: click.Context, error: DanvanError) -> bool:
    """Ask which units are meant, and keep the answers for this command; False where that is not all that is wrong."""
    whys = [mistake.why for mistake in error.mistakes] if isinstance(error, InputError) else [error]
    unclear = [why for why in whys if isinstance(why, SeveralUnitsError)]
    for why in unclear if len(unclear) == len(whys) else ():
        choices = [Choice(unit.id, namesake(unit), (unit.id, unit.name)) for unit in why.namesakes]
        sentence = translate(N_("Which unit is “{value}”?")).format(value=quoted(why.typed))
        ctx.meta[MEANT][why.typed] = choose(sentence, choices)
    return bool(unclear) and len(unclear) == len(whys)
