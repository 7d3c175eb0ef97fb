"""What is asked of an entry of a list: which list, which entry, and what is said of it."""

from collections.abc import Callable
from contextlib import closing
from functools import partial

import click

from danvan_cli.cli.forms.interview import RecordForm, entries, hold
from danvan_cli.cli.prompts.form import choose
from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.field_types import FLAG
from danvan_cli.domain.fields import ENTRY
from danvan_cli.domain.list_names import OFFICE_LISTS, VocabularyList, find_office_list
from danvan_cli.locale import translate
from danvan_cli.recording.naming import find_entry
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed
from danvan_cli.recording.vocabulary import EntryPlace
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import entry_label

_PLACE, _LAST = "place", "-"
_WHAT = "what"


def ask_new_entry(
    ctx: click.Context,
    list_name: str | None,
    typed: Typed,
    place: EntryPlace,
    act: Callable[[str, Typed, EntryPlace], int],
) -> int:
    """Ask for what was not typed of a new entry: its list, its label, what entries of that list have, its place."""
    named = _list_meant(list_name)
    with closing(open_lookup(ctx)) as lookup:
        questions = _questions_of_new(lookup, named, place)

    def write(answers: Typed) -> None:
        before = "".join(answers.get(_PLACE, ()))
        told = EntryPlace(None if before == _LAST else before or None, None)
        if before == _LAST and named.is_ordered:
            told = EntryPlace(after=list(lookup.lists.entries(named.name))[-1])
        values = {key: texts for key, texts in answers.items() if key != _PLACE}
        act(named.name, values, place if any(place) else told)

    hold(translate(N_("A new entry: {list}")).format(list=translate(named.label)), questions, typed, write)
    return 0


def _questions_of_new(lookup: RecordLookup, named: VocabularyList, place: EntryPlace) -> list[FormQuestion]:
    form = RecordForm(lookup, None)
    known = entries(lookup.lists, named.name)
    asked = [form.question(ENTRY["label"], required=True)]
    asked += [_question(form, key) for key in named.keys]
    if known and not any(place) and (named.is_ordered or named.name == "rating"):
        offered = [*known, Choice(_LAST, translate(N_("none: it comes last")))]
        help_ = N_("Of levels, the highest is the first.") if named.is_ordered else ""
        label = translate(N_("Before which one it stands"))
        default = "" if named.is_ordered else _LAST
        asked.append(FormQuestion(_PLACE, label, translate(help_) if help_ else "", "one", offered, default, True))
    return [*asked, form.question(ENTRY["aliases"])]


def _question(form: RecordForm, key: str) -> FormQuestion:
    """Return the question for a key; whether something is so is answered by yes or no."""
    question = form.question(ENTRY[key])
    return question._replace(shape="yes", check=None, default="false") if ENTRY[key].type is FLAG else question


def ask_entry(ctx: click.Context, list_name: str | None, entry: str | None) -> tuple[str, str]:
    """Ask which list is meant, and which of its entries; return both by their ids."""
    named = _list_meant(list_name)
    with closing(open_lookup(ctx)) as lookup:
        lists = lookup.lists.kept()
    if entry:
        return named.name, find_entry(lists, named.name, entry)
    return named.name, choose(translate(N_("Which entry?")), entries(lists, named.name))


def ask_changes(
    ctx: click.Context, list_name: str | None, entry: str | None, typed: Typed, act: Callable[[str, str, Typed], int]
) -> int:
    """Ask what was not typed: which entry is meant, what is to be changed, and what it shall be."""
    list_name, entry = ask_entry(ctx, list_name, entry)
    write = partial(act, list_name, entry)
    if typed:
        return write(typed)
    named = find_office_list(list_name)
    with closing(open_lookup(ctx)) as lookup:
        form = RecordForm(lookup, None)
        title = entry_label(lookup.lists, list_name, entry)
        keys = ("label", "aliases", *named.keys)
        offered = [Choice(key, translate(ENTRY[key].label)) for key in keys]
        what = FormQuestion(_WHAT, translate(N_("What is to be changed?")), "", "several", offered, required=True)
        asked = [_question(form, key)._replace(when=_is_chosen(key)) for key in keys]
        hold(title, [what._replace(steers=True), *asked], {}, lambda answers: write(_without(answers, _WHAT)))
    return 0


def _is_chosen(key: str) -> Callable[..., bool]:
    return lambda answers: key in answers.get(_WHAT, "").split(",")


def _without(typed: Typed, name: str) -> Typed:
    return {key: texts for key, texts in typed.items() if key != name}


def _list_meant(list_name: str | None) -> VocabularyList:
    """Return the list that was named, or ask for one; raise RequestError."""
    if list_name:
        return find_office_list(list_name)
    offered = [Choice(named.name, translate(named.label), (named.vietnamese,)) for named in OFFICE_LISTS.values()]
    return OFFICE_LISTS[choose(translate(N_("Which list?")), offered)]
