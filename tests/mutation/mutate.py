#!/usr/bin/env python3
"""Mutation benchmark: does errno-lint name an errno that is taken out of an assertion, and nothing
else, and is it silent again when the errno is handled in another idiom? See README.md."""
import argparse
import collections
import difflib
import os
import re
import shutil
import sys
import tempfile

from ctext import NotUnderstood
from idioms import write
from summary import print_failures, print_numbers
from rewrite import IDIOMS, Place, names_of
from tool import (Tool, choose_replacement, incomplete_of, key_of, missing_of, other_checks_of,
                  reportable)

EXTENSIONS = ('.c', '.cc', '.cpp', '.cxx', '.h', '.hh', '.hpp')
C_EXTENSIONS = ('.c',)
NEAR = r'assert|abort|fatal|panic|die|bug|check|verify|unreachable|expect|exit|\berrx?\b'
SILENT_BY_JUDGEMENT = ('handled', 'class', 'kind', 'argument', 'likelihood', 'report-sink')
CHUNK = 100  # files in one run of the tool


def join(places):
    return ', '.join(f'{line}: ' + ' '.join(words) for line, *words in sorted(places))


class Case:
    """One site and one errno that it allows."""

    def __init__(self, site, errno, rules):
        self.site, self.errno, self.names = site, errno, names_of(errno)
        rows = [row for name in self.names for row in rules[site['call']]['errnos'].get(name, [])
                if row['class'] not in ('defect', 'memory')]
        keys = ('when', 'only', 'except')
        conditions = [' '.join(f'{key} {row[key]}' for key in keys if key in row) for row in rows]
        self.conditions = sorted(set(conditions)) if all(conditions) else []  # none: always
        self.results = {}  # 'named', 'only', the idioms: a bool, or why it was not tried

    def title(self):
        site = self.site
        where = f"{site['sink']} {site['assertion']}, {site['function']}"
        return f"{site['file']}:{site['line']}: {site['call']} {self.errno} ({where})"


class Tree:
    """A copy of a source tree, in which one file at a time is mutated."""

    def __init__(self, root, options, rules):
        self.root, self.options, self.rules = os.path.abspath(root), options, rules
        self.name = os.path.basename(self.root)
        self.copy = os.path.join(options.work, self.name)
        self.tool = Tool(options.tool, self.copy, ['--tests'] if options.tests else [])
        self.skipped, self.failures, self.cases = collections.Counter(), [], []
        self.site_count = self.blind_count = 0

    def make_copy(self):
        def place(source, target):
            try:
                os.link(source, target)  # a mutation replaces the file, so the original stays
            except OSError:
                shutil.copy2(source, target)
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.root, self.copy, symlinks=True, copy_function=place,
                        ignore=shutil.ignore_patterns('.git'))
        for directory, _, names in os.walk(self.copy):
            if 'compile_commands.json' in names:
                path = os.path.join(directory, 'compile_commands.json')
                self.put(path, self.read(path).replace(self.root, self.copy))

    @staticmethod
    def read(path):
        with open(path, encoding='utf-8', errors='surrogateescape', newline='') as stream:
            return stream.read()

    @staticmethod
    def put(path, text):
        with open(path + '.new', 'wb') as stream:
            stream.write(text.encode('utf-8', errors='surrogateescape'))
        os.replace(path + '.new', path)

    def candidates(self):
        """Sources that speak of errnos near something like an assertion."""
        errnos = re.compile(r'\bE[A-Z0-9]{2,}\b')
        near, files = re.compile(self.options.near, re.IGNORECASE), []
        for directory, _, names in os.walk(self.copy):
            for name in names:
                path = os.path.join(directory, name)
                if name.endswith(EXTENSIONS) and os.path.isfile(path) and not os.path.islink(path):
                    text = self.read(path)
                    if errnos.search(text) and near.search(text):
                        files.append(os.path.relpath(path, self.copy))
        return sorted(files)

    def find_sites(self):
        files, sites = self.candidates(), []
        for start in range(0, len(files), CHUNK):
            sites += self.tool.sites(files[start:start + CHUNK])
        for site in sites:
            site['treated'] = sorted(site['treated'])
        return sites

    def is_wanted(self, site):
        sinks = ('claim', 'report', 'test') if self.options.tests else ('claim', 'report')
        if site['sink'] not in sinks:
            return False
        return site['status'] == 'silent' and site['reason'] in SILENT_BY_JUDGEMENT or \
            self.options.reported and site['status'] == 'reported'

    def find_cases(self):
        seen_sites = self.find_sites()
        self.blind_count = sum(site['status'] == 'blind' for site in seen_sites)
        sites = [site for site in seen_sites if self.is_wanted(site)]
        self.site_count = len(sites)
        cases = []
        for site in sites:
            seen = set()
            for errno in site['treated']:
                reason = reportable(self.rules, site['call'], errno, site['sink'],
                                    site['status'] != 'reported')
                if reason:
                    self.skipped[reason] += 1
                elif not names_of(errno) & seen:
                    cases.append(Case(site, errno, self.rules))
                seen |= names_of(errno)
        if self.options.limit and len(cases) > self.options.limit:
            step = len(cases) / self.options.limit
            self.skipped['over the limit'] += len(cases) - self.options.limit
            cases = [cases[int(index * step)] for index in range(self.options.limit)]
        return cases

    def run(self):
        self.make_copy()
        cases = self.find_cases()
        for file in sorted({case.site['file'] for case in cases}):
            FileRun(self, file).run([case for case in cases if case.site['file'] == file])
        if not self.options.keep:
            shutil.rmtree(self.copy)


class FileRun:
    """All mutations of one file."""

    def __init__(self, tree, file):
        self.tree, self.file = tree, file
        self.path = os.path.join(tree.copy, file)
        self.original = tree.read(self.path)
        self.is_cplusplus = not file.endswith(C_EXTENSIONS)

    def run(self, cases):
        before = self.tree.tool.findings(self.file)
        sites = self.own_sites()
        for case in cases:
            own = sites.get(key_of(case.site))
            try:
                if own is None or case.errno not in own['treated']:
                    raise NotUnderstood('the site is not seen when its file is analysed alone')
                self.run_case(case, before, sites)
            except NotUnderstood as reason:
                self.tree.skipped[str(reason)] += 1
        self.tree.put(self.path, self.original)

    def run_case(self, case, before, sites):
        site = case.site
        place = Place(self.original, (site['line'], site['column']), site['call'].split(':')[0],
                      case.names, self.is_cplusplus)
        used = place.errnos_in_function() | case.names
        replacement = choose_replacement(site, self.tree.rules, used)
        others = set(site['treated']) - case.names
        if all(place.is_retry(test) for test in place.tests) and not others:
            raise NotUnderstood('only a retry: nothing is claimed about errnos without it')
        shorter = place.without_errno(replacement)
        self.show('taken out', case, shorter)
        report, after = self.analyse(shorter, before)
        self.tree.cases.append(case)
        self.judge_removal(case, shorter, missing_of(report) - missing_of(before), after, sites)
        for idiom in IDIOMS if case.results['named'] is True else ():
            self.run_idiom(case, place, idiom, replacement, before)

    def analyse(self, text, before):
        self.tree.put(self.path, text)
        report = self.tree.tool.findings(self.file)
        if len(incomplete_of(report)) > len(incomplete_of(before)):
            raise NotUnderstood('the rewritten text does not parse')
        return report, self.own_sites()

    def own_sites(self):
        return {key_of(site): site for site in self.tree.tool.sites([self.file])
                if site['file'] == self.file}

    def judge_removal(self, case, text, new, after, sites):
        site = case.site
        line, call = site['line'], site['call']
        own = {errno for where, name, errno in new if (where, name) == (line, call)}
        now = after.get(key_of(site))
        case.results['named'] = bool(own & case.names)
        if not case.results['named']:
            why = self.explain_silence(case, now)
            if why.startswith('by design'):
                case.results['named'] = why
                return
            perhaps = ', perhaps by the condition of the rule' if 'its rows' in why else ''
            self.fail(case, 'not named' + perhaps, why + self.elsewhere(case, new), text)
            return
        listed = {row['errno'] for row in site['residual']}
        extra = {(where, name, errno) for where, name, errno in new
                 if errno not in case.names | listed or (where, name) != (line, call)}
        extra -= self.same_test(case, extra, sites)
        case.results['only'] = not extra
        if extra:
            self.fail(case, 'more than the errno named', join(extra), text)

    @staticmethod
    def same_test(case, extra, sites):
        """Other sites lose the errno, too, if the test stood before them."""
        return {(line, call, errno) for line, call, errno in extra for site in sites.values()
                if (site['line'], site['call']) == (line, call)
                and (errno in case.names & set(site['treated'])
                     or errno in {row['errno'] for row in site['residual']})}

    @staticmethod
    def explain_silence(case, now):
        if now is None:
            return 'the site is gone'
        left = [row for row in now['residual'] if row['errno'] in case.names]
        if now['reason'] in ('kind', 'argument') and not left:
            return 'by design: the rules exclude it here by ' + now['reason']
        if left and left[0]['likelihood'] in ('exotic', 'never'):
            return 'by design: exotic here, as a condition of the rule is not known to hold'
        if left and left[0]['likelihood'] == 'unusual' and now['sink'] == 'report':
            return 'by design: unusual here, which is no finding at a report sink'
        if left and left[0]['class'] in ('defect', 'memory'):
            return 'by design: class defect or memory here'
        still = ', still treated' if case.names & set(now['treated']) else ''
        found = f", residual {left[0]['likelihood']}" if left else ', not in the residual'
        if not left and not still and case.conditions:
            found += '; its rows hold only when ' + ' or '.join(case.conditions)
        return f"site is {now['status']} {now['reason']}{still}{found}"

    @staticmethod
    def elsewhere(case, new):
        places = sorted(f'{line}: {call}' for line, call, errno in new if errno in case.names)
        return '; named instead at ' + ', '.join(places) if places else ''

    def run_idiom(self, case, place, idiom, replacement, before):
        try:
            text = write(place, idiom, replacement)
            self.show(idiom, case, text)
            report, after = self.analyse(text, before)
        except NotUnderstood as reason:
            case.results[idiom] = str(reason)
            return
        new = missing_of(report) - missing_of(before)
        named = {one for one in new if one[2] in case.names}
        case.results[idiom] = not named
        checks = other_checks_of(report) - other_checks_of(before)
        now = after.get(key_of(case.site))
        if named:
            is_here = any(line == case.site['line'] for line, _, _ in named)
            what = 'still named' if is_here else 'named at another place'
            self.fail(case, f'{idiom}: {what}', join(named), text)
        elif new or checks:
            self.fail(case, f'{idiom}: something else is reported', join(new | checks), text)
        case.results[idiom + ' seen'] = now is not None and now['status'] != 'blind'
        if not named and not case.results[idiom + ' seen']:
            why = 'the site is gone' if now is None else f"site is blind {now['reason']}"
            self.fail(case, f'{idiom}: silent, but not by judgement', why, text)

    def fail(self, case, kind, detail, text):
        self.tree.failures.append((kind, detail, case.title(), self.diff(text)))

    def show(self, what, case, text):
        if self.tree.options.show:
            print(f'{what}: {case.title()}', *('    ' + line for line in self.diff(text)), sep='\n')

    def diff(self, text):
        old, new = self.original.splitlines(), text.splitlines()
        lines = difflib.unified_diff(old, new, n=1, lineterm='')
        return [line for line in lines if not line.startswith(('---', '+++'))]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--tool', required=True, help='the errno-lint to test')
    parser.add_argument('--work', help='directory for the copies (default: a temporary one)')
    parser.add_argument('--limit', type=int, default=0, help='at most this many errnos per tree')
    parser.add_argument('--near', default=NEAR, help='look only at sources with a match')
    parser.add_argument('--tests', action='store_true', help='sites in test code, too')
    parser.add_argument('--reported', action='store_true', help='sites with a finding, too')
    parser.add_argument('--show', action='store_true', help='print every mutation')
    parser.add_argument('--keep', action='store_true', help='leave the copies behind')
    parser.add_argument('trees', nargs='+', metavar='TREE')
    return parser.parse_args()


def main():
    options = parse_arguments()
    with tempfile.TemporaryDirectory() as temporary:
        options.work = os.path.abspath(options.work or temporary)
        os.makedirs(options.work, exist_ok=True)
        rules = Tool(options.tool, '.', []).run(['--dump-rules'], [])['calls']
        trees = [Tree(root, options, rules) for root in options.trees]
        for tree in trees:
            tree.run()
            print_failures(tree)
            print_numbers(tree.name, [tree])
            sys.stdout.flush()
    if len(trees) > 1:
        print_numbers('total', trees)
    return 1 if any(tree.failures for tree in trees) else 0


if __name__ == '__main__':
    sys.exit(main())
