"""Where the rules and the manual's facts disagree, and why: rules/imported/disagreements.tsv.

Whoever writes rules has read the page; this list keeps that true. Of a call that stands in both it has
  absent   the manual lists the errno for this call, the rules do not have it
  never    the rules have it only to say that it does not come, and no note says why
  there    the rules have it by the word of the same page, where the importer does not see it
  fails    they say differently how the call fails
A fact of the tiers doubtful, historical and inherited is weaker than the decision to leave it out, and a row with other
evidence (a probe, the kernel, another page) has its reason in that: neither is a disagreement.
"""
import json
import os
import subprocess

import output

FILE = 'disagreements.tsv'
HEADER = ('# Where the rules and the facts from the manual disagree. Columns but the last are kept by\n'
          '# "python3 rules/import report"; the reason is for people to fill in.\n'
          'call\terrno\tmanual\trules\treason\n')


def read_rules(program, first_names):
    """name -> call of the curated calls, as the program dumps them, with the first names of errnos."""
    dump = subprocess.run([program, '--dump-rules'], capture_output=True, text=True, check=True)
    calls = {}
    for name, call in json.loads(dump.stdout)['calls'].items():
        rows = {first_names[errno]: rows for errno, rows in call['errnos'].items()}
        if all(row['tier'] == 'curated' for one in rows.values() for row in one):
            calls[name] = {'fails': call['fails'], 'errnos': rows}
    return calls


def without_version(source):
    return source.partition('@')[0]


def is_by_page_alone(rows, page):
    sources = {without_version(source) for row in rows if row['likelihood'] != 'never' for source in row['sources']}
    return sources == {'man:' + page}


def compare_call(name, rule, fact):
    """(call, errno, manual, rules) for each disagreement over one call."""
    listed = {errno: tier for tier in ('listed', 'prose') for errno in fact.get(tier, [])}
    weaker = {errno for tier in ('doubtful', 'historical') for errno in fact.get(tier, [])}
    weaker.update(errno for errnos in fact.get('inherited', {}).values() for errno in errnos)
    for errno, tier in listed.items():
        rows = rule['errnos'].get(errno)
        if rows is None:
            yield name, errno, tier, 'absent'
        elif all(row['likelihood'] == 'never' and 'note' not in row for row in rows):
            yield name, errno, tier, 'never'
    for errno, rows in rule['errnos'].items():
        if errno not in listed and errno not in weaker and is_by_page_alone(rows, fact['page']):
            yield name, errno, '-', 'there'
    # That success is always zero the manual may leave open: then the rules know more.
    if 'fails' in fact and fact['fails'].items() - rule['fails'].items():
        yield name, '-', fails_text(fact['fails']), 'fails: ' + fails_text(rule['fails'])


def fails_text(fails):
    return ' '.join(fails[key] for key in ('result', 'error', 'success') if key in fails)


def disagreements(rules, facts):
    return sorted(line for name in rules.keys() & facts.keys()
                  for line in compare_call(name, rules[name], facts[name]))


def read_reasons(path):
    """(call, errno, manual, rules) -> reason, from the committed list."""
    reasons = {}
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            if not line.startswith('#') and not line.startswith('call\t'):
                *key, reason = line.split('\t')
                reasons[tuple(key)] = reason
    return reasons


def report(program, directory, first_names, is_check):
    """Writes the list anew, or (is_check) says what is not right about it. Returns the exit code."""
    path = os.path.join(directory, FILE)
    reasons = read_reasons(path)
    lines = disagreements(read_rules(program, first_names), output.read_calls(directory))
    if not is_check:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(HEADER + ''.join('\t'.join(line + (reasons.get(line, ''),)) + '\n' for line in lines))
        print(f'{len(lines)} disagreements, {sum(not reasons.get(line) for line in lines)} without a reason')
        return 0
    wrong = [f'{" ".join(line)}: stands there without a reason' if line in reasons else
             f'{" ".join(line)}: is not in {FILE}' for line in lines if not reasons.get(line)]
    wrong += [f'{" ".join(line)}: is none any more' for line in sorted(reasons.keys() - set(lines))]
    print('\n'.join(wrong + [f'{len(lines)} disagreements, {len(wrong)} to look at']))
    return 1 if wrong else 0
