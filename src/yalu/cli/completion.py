"""`yalu completion`: what a shell reads to complete commands, options and choices."""

from __future__ import annotations

from typing import Literal

from yalu.cli.output import print_raw


def completion(shell: Literal["bash", "zsh", "fish"]) -> None:
    """Print the completion of a shell, to be kept where that shell reads it.

    bash: yalu completion bash > ~/.local/share/bash-completion/completions/yalu;
    zsh: yalu completion zsh > a folder of $fpath, as _yalu;
    fish: yalu completion fish > ~/.config/fish/completions/yalu.fish

    Parameters
    ----------
    shell
        The shell that completes.
    """
    from yalu.cli.main import app  # noqa: PLC0415 - every command is loaded to be listed

    print_raw(app.generate_completion(prog_name="yalu", shell=shell).rstrip() + "\n")
