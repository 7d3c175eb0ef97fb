"""What is unfinished in the repository of a data folder, in words: what a backup holds of it, and what it does not."""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.half_done import HalfDone, NamedCommit
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.labels import date, number
from danvan_cli.view.own_words import own_words

_MOST = 20  # of a kind that are named
_ELSEWHERE = N_("unsaved files in other folders of the same git repository: {names}")
_BEGUN = N_("what somebody began with git and has not finished ({what}); the files are as they lie there")
_OUTSIDE = N_("unsaved files beside the data folder, in its git repository: {number}")
_LEFT_OUT = N_("files that git leaves out here (sparse checkout), but for what the history has of them: {number}")
_NOT_WHOLE = N_("what people put aside or staged with git, which git cannot give all of: {number}")


def summary(half_done: HalfDone) -> str:
    """Return in a line how much unfinished work there is, "" for none."""
    kinds = (
        (N_("put aside (git stash): {number}"), half_done.stashed),
        (N_("staged, not committed: {number}"), half_done.staged),
        (N_("on other branches: {number}"), half_done.branches),
        (N_("on no branch: {number}"), half_done.loose),
    )
    told = [translate(sentence).format(number=number(len(each))) for sentence, each in kinds if each]
    whole = translate(N_("Unfinished work of others with git – {kinds}."))
    return whole.format(kinds="; ".join(told)) if told else ""


def blocks(half_done: HalfDone) -> Iterator[tuple[str, list[str]]]:
    """Yield what is unfinished, each kind as a sentence that says how to have it again, with what there is of it."""
    if half_done.stashed:
        sentence = N_("Put aside with git. To see one: {list}; to have it in the files again: git stash apply {name}")
        yield _with_name(sentence, f'"{half_done.stashed[0].name}"'), _named(half_done.stashed)
    if half_done.staged:
        sentence = N_("Prepared with git and not committed; the files say otherwise. danvan save keeps both:")
        yield own_words(translate(sentence)), _some([visible(path) for path in half_done.staged])
    if half_done.branches:
        sentence = N_("On other branches. To see what is other there: {list}; to bring it in: git merge {name}")
        yield _with_name(sentence, half_done.branches[0].name), _named(half_done.branches)
    if half_done.loose:
        sentence = N_("On no branch. To see what is other there: {list}; to bring it in: git merge {name}")
        yield _with_name(sentence, half_done.loose[0].name), _named(half_done.loose)


def _with_name(sentence: str, name: str) -> str:
    return translate(sentence).format(list=own_words(f"danvan diff HEAD {name}"), name=visible(name))


def _named(commits: Sequence[NamedCommit]) -> list[str]:
    told = ((commit.name, date(commit.day), commit.by, commit.words) for commit in commits)
    return _some([" · ".join(map(visible, words)) for words in told])


def _some(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST:
        return lines
    return [*lines[:_MOST], translate(N_("… and {number} more")).format(number=number(len(lines) - _MOST))]


def left_out(half_done: HalfDone, *, is_whole: bool) -> Iterator[str]:
    """Yield what of the repository is in no backup."""
    if not is_whole:
        yield translate(_NOT_WHOLE).format(number=number(half_done.number))
    if half_done.begun:
        yield translate(_BEGUN).format(what=translate(half_done.begun))
    if half_done.worktrees:
        yield translate(_ELSEWHERE).format(names=", ".join(map(visible, half_done.worktrees)))
    if half_done.outside:
        yield translate(_OUTSIDE).format(number=number(half_done.outside))
    if half_done.left_out:
        yield translate(_LEFT_OUT).format(number=number(half_done.left_out))
