"""YAML as spec/viewers.md has it: the core schema of 1.2, where `yes` and dates are texts. PyYAML alone reads 1.1."""

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def load(text: str):
    return yaml.load(text, CoreLoader)
