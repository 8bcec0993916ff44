"""python3 rules/import COMMAND: facts about errnos from the manual, as evidence beside the rules.

  generate [--package FILE.deb]  write rules/imported/ from the pages of the pinned package
  check [--package FILE.deb]     compare rules/imported/ with those pages; 77 where they are not here
  facts PAGE...                  print the facts of these pages, whatever their origin
  report --program P [--check]   write rules/imported/disagreements.tsv, or compare it with the rules of errno-lint P:
                                 every disagreement must stand there with a reason
"""
import argparse
import json
import os
import re
import sys

import compare
import facts
import output
import package
import page
import roff

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = os.path.dirname(HERE)
IMPORTED = os.path.join(RULES, 'imported')
ERRNO_NAMES = os.path.join(os.path.dirname(RULES), 'checker', 'errnos', 'names.def')
SKIPPED = 77
SHOWN = 40


def read_json(name):
    with open(os.path.join(HERE, name), encoding='utf-8') as file:
        return json.load(file)


def first_names():
    """Every errno name of Linux -> its first name, from the program's own table."""
    names = {}
    with open(ERRNO_NAMES, encoding='utf-8') as file:
        for kind, name, other in re.findall(r'^ERRNO_(NAME|ALIAS)\((\w+), "?(\w+)', file.read(), flags=re.M):
            names[name] = name if kind == 'NAME' else other
    return names


def correct(calls, corrections):
    """Takes out what the corrections name; one that changes nothing is an error."""
    for name in corrections['calls']:
        if calls.pop(name, None) is None:
            raise SystemExit(f'corrections.json: calls: {name} is not among the facts: remove it there')
    for name in corrections['failures']:
        if calls.get(name, {}).pop('fails', None) is None:
            raise SystemExit(f'corrections.json: failures: {name} has no failure to take out: remove it there')


def read_pages(texts):
    errnos = first_names()
    return [page.read_page(name, section, text, errnos) for name, section, text in texts]


def pinned_calls(package_file):
    pin = read_json('pin.json')
    calls = facts.gather(read_pages(package.read_pinned(pin, package_file)))
    correct(calls, read_json('corrections.json'))
    return calls, pin['man_pages']


def generate(options):
    calls, version = pinned_calls(options.package)
    for name, text in output.format_files(calls, version).items():
        with open(os.path.join(IMPORTED, name), 'w', encoding='utf-8') as file:
            file.write(text)
    print(f'{len(calls)} calls')
    return 0


def check(options):
    calls, version = pinned_calls(options.package)
    different = False
    for name, text in output.format_files(calls, version).items():
        with open(os.path.join(IMPORTED, name), encoding='utf-8') as file:
            different |= file.read() != text
    then, now = (output.single_facts(one) for one in (output.read_calls(IMPORTED), calls))
    for sign, lines in (('-', then - now), ('+', now - then)):
        for line in sorted(lines)[:SHOWN]:
            print(sign, line)
    print(f'{len(then)} facts are committed, the pages give {len(now)}: '
          f'{len(then - now)} go, {len(now - then)} come')
    return 1 if different else 0


def print_facts(options):
    texts = []
    for path in options.pages:
        name, section = re.fullmatch(r'(.+)\.(\w+?)(?:\.gz)?', os.path.basename(path)).groups()
        with open(path, 'rb') as file:
            texts.append((name, section, roff.page_text(file.read())))
    pages = read_pages(sorted(texts))
    print(output.format_calls(facts.gather(pages), 'test'), end='')
    for one in pages:
        for word in sorted(one.unknown):
            print(f'{one.reference}: {word} is no errno of Linux', file=sys.stderr)
    return 0


def report(options):
    return compare.report(options.program, IMPORTED, first_names(), options.check)


def main():
    parser = argparse.ArgumentParser(prog='rules/import', description='Facts about errnos from the manual.')
    commands = parser.add_subparsers(dest='command', required=True)
    for name, run in (('generate', generate), ('check', check)):
        command = commands.add_parser(name)
        command.add_argument('--package', metavar='FILE.deb')
        command.set_defaults(run=run)
    command = commands.add_parser('facts')
    command.add_argument('pages', nargs='+', metavar='PAGE')
    command.set_defaults(run=print_facts)
    command = commands.add_parser('report')
    command.add_argument('--program', metavar='P', required=True)
    command.add_argument('--check', action='store_true')
    command.set_defaults(run=report)
    options = parser.parse_args()
    try:
        return options.run(options)
    except package.NotThere as reason:
        print(f'skipped: {reason}')
        return SKIPPED


if __name__ == '__main__':
    sys.exit(main())
