"""The numbers of a run as text."""
import collections
import sys

from rewrite import IDIOMS
from tool import key_of


def percent(results):
    tried = [result for result in results if isinstance(result, bool)]
    return f'{sum(tried)}/{len(tried)} {100 * sum(tried) / len(tried):.1f} %' if tried else '0/0'


def count_words(results):
    return collections.Counter(result for result in results if isinstance(result, str))


def print_numbers(name, trees):
    cases = [case for tree in trees for case in tree.cases]
    print(f'== {name}')
    wanted, blind = sum(tree.site_count for tree in trees), sum(tree.blind_count for tree in trees)
    print(f'sites: {wanted} ({blind} others are blind), errnos taken out: {len(cases)} '
          f"at {len({(case.site['file'], key_of(case.site)) for case in cases})} sites")
    print(f"named: {percent([case.results['named'] for case in cases])}")
    print(f"only it: {percent([case.results.get('only') for case in cases])}")
    for idiom in IDIOMS:
        print(f'silent after {idiom}: {percent([case.results.get(idiom) for case in cases])}; '
              f"by judgement: {percent([case.results.get(idiom + ' seen') for case in cases])}")
    results = [case.results.get(idiom) for case in cases for idiom in IDIOMS]
    print(f'silent after rewriting: {percent(results)}')
    apart = count_words(case.results['named'] for case in cases)
    for tree in trees:
        apart += tree.skipped
    for reason, count in sorted(apart.items()):
        print(f'  apart: {count} x {reason}')
    for idiom in IDIOMS:
        reasons = count_words(case.results.get(idiom) for case in cases)
        for reason, count in sorted(reasons.items()):
            print(f'  not written as {idiom}: {count} x {reason}')


def print_failures(tree):
    for kind, detail, title, diff in tree.failures:
        print(f'FAIL {kind}: {title}: {detail}')
        for line in diff:
            print('    ' + line)
    sys.stdout.flush()
