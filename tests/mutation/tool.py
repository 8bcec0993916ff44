"""errno-lint as a process, and what its reports and rules say."""
import json
import os
import subprocess

from ctext import NotUnderstood
from rewrite import names_of

LIKELIHOODS = ('common', 'unusual', 'exotic', 'never')


class Tool:
    """errno-lint, run in a directory."""

    def __init__(self, path, directory, extra):
        self.path, self.directory, self.extra = os.path.abspath(path), directory, extra

    def run(self, arguments, files):
        command = [self.path, '--quiet', '--no-ignore', '--fail-on', 'never', '--format', 'json',
                   *self.extra, *arguments, *files]
        done = subprocess.run(command, cwd=self.directory, capture_output=True, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            message = done.stderr.decode(errors='replace').strip()[:200]
            raise NotUnderstood('the tool failed: ' + message) from None

    def sites(self, files):
        return self.run(['--list-sites'], files)['sites']

    def findings(self, file):
        return self.run([], [file])


def reportable(rules, call, errno, sink, is_new):
    """Why the rules would not report this errno of this call at such a sink; '' if they would."""
    if call not in rules:
        return 'no rule for the call'
    rows = [row for name in names_of(errno) for row in rules[call]['errnos'].get(name, [])]
    if not rows:
        return 'the errno is not in the rules of the call'
    rows = [row for row in rows if row['class'] not in ('defect', 'memory')]
    if not rows:
        return 'class defect or memory'
    if sink == 'report':
        rows = [row for row in rows if row.get('remedy') in ('retry', 'continue')]
        if not rows:
            return 'a report sink, and the remedy is neither retry nor continue'
    best = [LIKELIHOODS.index(row['likelihood']) for row in rows]
    if min(best) == LIKELIHOODS.index('never'):
        return 'it never arrives, say the rules'
    if sink == 'report':  # a retry is one level down; where going on is possible counts in full
        best = [rank + (row['remedy'] == 'retry') for rank, row in zip(best, rows)]
    if is_new and min(best) > LIKELIHOODS.index('unusual'):
        return 'too unlikely to be a finding alone'
    return ''


def choose_replacement(site, rules, used):
    """An errno of class defect or memory that arrives at the site: named, it keeps the intent."""
    for wanted in ('defect', 'memory'):
        for row in site['residual']:
            if row['class'] == wanted and not names_of(row['errno']) & used:
                return row['errno']
    errnos = rules.get(site['call'], {}).get('errnos', {})
    closed_out = [name for name, rows in sorted(errnos.items())
                  if all(row['class'] in ('defect', 'memory') for row in rows) and name not in used]
    return (closed_out + ['EBADF'])[0]


def missing_of(report):
    """What is missing, as (line, call, errno), without what another path of the function treats."""
    return {(finding['line'], finding['call']['name'], one['errno'])
            for finding in report['findings'] if finding['check'] == 'missing-errno'
            for one in finding['missing'] if one['errno'] not in finding['allowed']}


def other_checks_of(report):
    return {(finding['line'], finding['check'])
            for finding in report['findings'] if finding['check'] != 'missing-errno'}


def incomplete_of(report):
    summary = report['summary']
    return sorted(note['reason'] for note in summary['incomplete'] + summary['failed'])


def key_of(site):
    return site['line'], site['call'], site['assertion']
