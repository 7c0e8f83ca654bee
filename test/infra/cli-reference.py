"""Prints cli-reference.json: the flags of every `az` and `gh` command in the given files, as the
Azure CLI of this Python and the GitHub CLI on PATH declare them. After an edit of the runbook or of
a pipeline, with both installed:

    python3 test/infra/cli-reference.py infra/*.md .github/workflows/*.yml > reference.json
    mv reference.json test/infra/cli-reference.json
"""

import argparse
import json
import re
import subprocess
import sys

from azure.cli.core import __version__, get_default_cli
from azure.cli.core.commands.events import (
    EVENT_INVOKER_POST_LOAD_ARGUMENTS,
    EVENT_INVOKER_PRE_LOAD_ARGUMENTS,
)
from knack.events import EVENT_INVOKER_POST_CMD_TBL_CREATE

# Commands of extensions, which are no part of the CLI's package; their reference pages are
# learn.microsoft.com/cli/azure/monitor/log-analytics and learn.microsoft.com/cli/azure/monitor/app-insights.
EXTENSIONS = {
    "monitor log-analytics query": {
        "--analytics-query": "1 required",
        "--workspace -w": "1 required",
        "--timespan -t": "1",
        "--workspaces": "+",
    },
    "monitor app-insights query": {
        "--analytics-query": "1 required",
        "--app -a": "+",
        "--start-time": "1",
        "--end-time": "1",
        "--offset": "1",
        "--resource-group -g": "1",
    },
}


def used(tool, known, paths):
    """The longest known command at each `tool` of the files; an unknown one ends the program."""
    found = set()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in re.finditer(rf"(^|[`($; ]){tool}((?: [a-z][a-z-]*)+)", text, re.MULTILINE):
            words = match.group(2).split()
            names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
            name = next((name for name in names if known(name)), None)
            if not name:
                sys.exit(f"{path}: {tool} {' '.join(words)} is no command")
            found.add(name)
    return sorted(found)


def leaf(parser, words):
    """The parser of one command."""
    for word in words:
        groups = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
        parser = groups.choices[word]
    return parser


def values(action):
    """How many values follow the flag: 0, 1, ?, * or +."""
    if action.nargs is not None:
        return str(action.nargs)
    return "0" if isinstance(action, (argparse._StoreConstAction, argparse._HelpAction)) else "1"


def flag_of(action):
    """Such as `1 required: Domain SPF`: the number of values, and the only values if they are few."""
    text = values(action) + (" required" if action.required else "")
    choices = ": " + " ".join(sorted(map(str, action.choices))) if action.choices else ""
    return " ".join(map(str, action.option_strings)), text + choices


def new_invoker():
    cli = get_default_cli()
    cli.invocation = cli.invocation_cls(
        cli_ctx=cli,
        commands_loader_cls=cli.commands_loader_cls,
        parser_cls=cli.parser_cls,
        help_cls=cli.help_cls,
    )
    return cli, cli.invocation


def flags_of(name):
    """The flags of one command, found as the CLI itself finds them before it parses a call."""
    cli, invoker = new_invoker()
    loader = invoker.commands_loader
    loader.load_command_table(name.split())
    invoker.data["command_string"] = name
    loader.command_table = {name: loader.command_table[name]}
    loader.command_name = name
    cli.raise_event(EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=loader)
    loader.load_arguments(name)
    cli.raise_event(EVENT_INVOKER_POST_LOAD_ARGUMENTS, commands_loader=loader)
    cli.raise_event(EVENT_INVOKER_POST_CMD_TBL_CREATE, commands_loader=loader)
    invoker.parser.load_command_table(loader)
    actions = leaf(invoker.parser, name.split())._actions
    shown = (action for action in actions if action.help != argparse.SUPPRESS)
    return dict(flag_of(action) for action in shown if action.option_strings)


def gh_help(name):
    run = subprocess.run(["gh", *name.split(), "--help"], capture_output=True, text=True, check=False)
    return run.stdout


def gh_flags(name):
    lines = re.finditer(r"^  +(?:(-\w), )?(--[\w-]+)( \S+)?  +\w", gh_help(name), re.MULTILINE)
    return {
        " ".join(filter(None, [long, short])): "1" if value else "0"
        for short, long, value in (line.groups() for line in lines)
    }


def without(own, everywhere):
    return {flag: each for flag, each in sorted(own.items()) if flag not in everywhere}


def reference(paths):
    _, invoker = new_invoker()
    table = invoker.commands_loader.load_command_table(None)
    names = used("az", lambda name: name in table or name in EXTENSIONS, paths)
    flags = {name: flags_of(name) for name in names if name in table}
    everywhere = set.intersection(*(set(each) for each in flags.values()))
    first = next(iter(flags.values()))
    flags |= {name: EXTENSIONS[name] for name in names if name not in flags}
    version = re.search(r"[\d.]+", subprocess.check_output(["gh", "--version"], text=True)).group()
    is_gh_command = lambda name: f"gh {name}" in gh_help(name)
    return {
        "az": {
            "version": __version__,
            "everywhere": {name: first[name] for name in sorted(everywhere)},
            "commands": {name: without(own, everywhere) for name, own in flags.items()},
        },
        "gh": {
            "version": version,
            "everywhere": {},
            "commands": {name: gh_flags(name) for name in used("gh", is_gh_command, paths)},
        },
    }


print(json.dumps(reference(sys.argv[1:]), indent=2))
