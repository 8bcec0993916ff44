"""The committed form of the facts: rules/imported/section-N.json, one call per line, so that changes read as such."""
import json
import os

SECTIONS = ('2', '3')


def file_name(section):
    return f'section-{section}.json'


def section_of(call):
    """The section of the manual that a call's page is in: "accept(2)" is in 2."""
    return call['page'].rstrip(')').rpartition('(')[2]


def format_calls(calls, version):
    """The text of one file."""
    lines = [f'  {json.dumps(name)}: {json.dumps(call)}' for name, call in sorted(calls.items())]
    return ('{"imported": {"man_pages": ' + json.dumps(version) + ', "calls": {\n' + ',\n'.join(lines) + '}}}\n')


def format_files(calls, version):
    """file name -> text, for all calls."""
    return {file_name(section): format_calls({name: call for name, call in calls.items()
                                              if section_of(call) == section}, version)
            for section in SECTIONS}


def read_calls(directory):
    """The calls of the committed files."""
    calls = {}
    for section in SECTIONS:
        with open(os.path.join(directory, file_name(section)), encoding='utf-8') as file:
            calls.update(json.load(file)['imported']['calls'])
    return calls


def single_facts(calls):
    """Calls as a set of lines, one fact each, to show a difference."""
    lines = set()
    for name, call in calls.items():
        for key, value in call.items():
            if key == 'inherited':
                lines.update(f'{name} inherited {base} {errno}' for base, errnos in value.items() for errno in errnos)
            elif isinstance(value, list):
                lines.update(f'{name} {key} {errno}' for errno in value)
            else:
                lines.add(f'{name} {key} {json.dumps(value)}')
    return lines
