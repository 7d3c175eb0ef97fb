"""What teaches a shell's Tab key, as a script of that shell."""

from danvan_cli.cli.app import COMPLETE
from danvan_cli.cli.shells.profiles import MARK

# Bash takes "=" for the end of a word: `unit=ng` would reach us as three. Here words end at blanks, and what stands
# before the "=" is taken off the offers again.
_BASH = """\
_danvan_completion() {
    local IFS=$' \\t\\n' line="${COMP_LINE:0:COMP_POINT}" last before
    local words=($line)
    local count=$((${#words[@]} - 1))
    [[ $line == *' ' ]] && { count=$((count + 1)); last=""; } || last="${words[$count]}"
    IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="$line" COMP_CWORD=$count _DANVAN_COMPLETE=complete_bash "$1"))
    [[ $last == *=* ]] && before="${last%=*}=" && COMPREPLY=("${COMPREPLY[@]#"$before"}")
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
complete -o default -F _danvan_completion danvan
"""
# Typer's own would change what the Tab key does for every program, and show Vietnamese in the console's code page.
_POWERSHELL = """\
$danvanCompletion = {
    param($wordToComplete, $commandAst, $cursorPosition)
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
    $Env:_DANVAN_COMPLETE = "complete_powershell"
    $Env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    danvan | ForEach-Object {
        $offer = $_ -Split ":::"
        [System.Management.Automation.CompletionResult]::new($offer[0], $offer[0], 'ParameterValue', $offer[1])
    }
    $Env:_DANVAN_COMPLETE = ""
    $Env:_TYPER_COMPLETE_ARGS = ""
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = ""
    [Console]::OutputEncoding = $encoding
}
Register-ArgumentCompleter -Native -CommandName danvan -ScriptBlock $danvanCompletion
"""
# Without its system of completion zsh knows no `compdef`; whoever has set it up keeps theirs.
_ZSH_BEFORE = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"


def script(shell: str) -> str:
    """Return the script that sets up completion in a shell."""
    if shell == "bash":
        return _BASH
    if shell in ("powershell", "pwsh"):
        return _POWERSHELL
    from typer import completion  # whose functions Typer itself imports by these names, and does not export

    generated = completion.get_completion_script(prog_name="danvan", complete_var=COMPLETE, shell=shell)  # type: ignore[attr-defined]
    return f"{_ZSH_BEFORE}{generated}\n" if shell == "zsh" else f"{MARK}\n{generated}\n"


def is_ours(text: str) -> bool:
    """Whether a script for fish is one that danvan wrote, be it an older danvan."""
    lines = text.strip().split("\n")
    return all(line == MARK or line.startswith("complete --command danvan ") for line in lines)
