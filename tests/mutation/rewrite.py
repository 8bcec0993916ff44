"""Takes an errno out of a text and puts it back in another idiom.

A text is rewritten only where its form is understood: a comparison with an errno name in a
condition, or a case label. Everything stays on its line, so a site keeps its line number."""
import re

from ctext import NotUnderstood, Parser, Source

ERRNO_NAME = re.compile(r'E[A-Z0-9]{2,}$')
MACRO_NAME = re.compile(r'[A-Z_][A-Z0-9_]+$')
LEFT_OF_OPERAND = {'(', '&&', '||', ',', 'return', '=', '?', ':', ';', '{', '}', '!'}
RIGHT_OF_OPERAND = {')', '&&', '||', ',', '?', ':', ';', '}'}
EFFECTS = {'=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '++', '--', '{'}
ALIASES = [{'EAGAIN', 'EWOULDBLOCK'}, {'ENOTSUP', 'EOPNOTSUPP'}, {'EDEADLK', 'EDEADLOCK'}]
IDIOMS = ('guard', 'reversed', 'saved', 'switch', 'else-if', 'negated', 'truth')
SAVED, TRUTH = 'errno_of_mutation', 'truth_of_mutation'


def names_of(errno):
    return next((names for names in ALIASES if errno in names), {errno})


class Test:
    """`x == E`, `E != x` or `case E:`; tokens first..last, x and value are token ranges."""

    def __init__(self, source, name, operator, x, value):
        self.name, self.operator, self.x, self.value = name, operator, x, value
        self.first, self.last = (value[0] - 1, value[1] + 1) if operator == 'case' else \
            (min(x[0], value[0]), max(x[1], value[1]))
        self.x_text = '' if x is None else source.span(*x)
        self.outer = (self.first, self.last)  # with the brackets around it
        while operator != 'case' and source.word(self.outer[0] - 1) == '(' \
                and source.word(self.outer[1] + 1) == ')' \
                and source.word(self.outer[0] - 2) in LEFT_OF_OPERAND - {'!'}:
            self.outer = (self.outer[0] - 1, self.outer[1] + 1)


def operand_before(source, last):
    """The first token of the variable that ends at last."""
    first = last
    if source.word(first) in (')', ']'):
        first = source.close(first) - 1
        if source.word(last) == ')' and last - first != 2:
            return None
    while source.tokens[first].kind == 'word' and source.word(first - 1) in ('->', '.', '::'):
        first -= 2
        first = source.close(first) - 1 if source.word(first) == ']' else first
    if source.tokens[first].kind != 'word':
        return None
    is_pointer = source.word(first - 1) == '*' and source.word(first - 2) in LEFT_OF_OPERAND
    return first - 1 if is_pointer else first


def operand_after(source, first):
    last = first + (source.word(first) == '*')
    while source.tokens[last].kind == 'word' and source.word(last + 1) in ('->', '.', '::'):
        last += 2
    if source.tokens[last].kind != 'word':
        return None
    if source.word(last + 1) == '(' and source.word(last + 2) == ')':
        last += 2
    return last


def test_at(source, index):
    """The test that the errno name at a token belongs to; None where the form is another."""
    first = index - (source.word(index - 1) == '-')
    if source.word(first - 1) == 'case' and source.word(index + 1) == ':':
        return Test(source, source.word(index), 'case', None, (first, index))
    x = None
    if source.word(first - 1) in ('==', '!='):
        start = operand_before(source, first - 2)
        x = None if start is None else (start, first - 2)
        operator = source.word(first - 1)
    elif source.word(index + 1) in ('==', '!='):
        end = operand_after(source, index + 2)
        x = None if end is None else (index + 2, end)
        operator = source.word(index + 1)
    if x is None:
        return None
    test = Test(source, source.word(index), operator, x, (first, index))
    is_whole = source.word(test.first - 1) in LEFT_OF_OPERAND - {'!'} \
        and source.word(test.last + 1) in RIGHT_OF_OPERAND
    return test if is_whole else None


def is_harmless(source, index):
    """Whether a use of an errno name outside of tests is no treatment: `return -E`, `errno = E`."""
    return source.word(index - 1) in ('return', '-', '=', '?')


def find_tests(source, first, last, names=None):
    """The tests of some (or any) errnos in a range of tokens, and the uses in other forms."""
    tests, others = [], []
    for index in range(first, last + 1):
        token = source.tokens[index]
        is_wanted = token.text in names if names else ERRNO_NAME.match(token.text)
        if token.kind != 'word' or not is_wanted:
            continue
        test = test_at(source, index)
        if test:
            tests.append(test)
        elif not is_harmless(source, index):
            others.append(index)
    return tests, others


def apply_edits(text, edits):
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        lines = '\n' * (text.count('\n', start, end) - new.count('\n'))
        text = text[:start] + new + lines + text[end:]
    return text


class Place:
    """A site in its function: the tests of one errno that decide about it."""

    def __init__(self, text, at, call, names, is_cplusplus):
        self.source = source = Source(text, at[0])
        self.is_cplusplus = is_cplusplus
        self.names = names
        self.site = site = source.token_at(*at)
        self.head, brace = source.function_around(site)
        self.body = Parser(source).block(brace)
        self.first, self.last = self.window(site, brace, call)
        self.tests, others = find_tests(source, self.first, self.last, names)
        if others:
            raise NotUnderstood('the errno is used in another form')
        if not self.tests:
            raise NotUnderstood('the errno is not in the text near the site')
        self.check_call()
        self.check_claim()

    def check_claim(self):
        """Refuses claims that single errnos out, as `assert(errno != E)`: others pass anyway."""
        own = self.owner_of(self.site)
        named, _ = find_tests(self.source, *own.own)
        is_denial = own.kind == 'simple' and any(test.operator == '!=' for test in named)
        if is_denial and not any(own.first <= test.first <= own.last for test in self.tests):
            raise NotUnderstood('the claim excludes errnos instead of allowing some')
        for child, parent in zip([own, *self.parents_of(own)], self.parents_of(own)):
            if self.is_singled_out(child, parent):
                raise NotUnderstood('only errnos that are singled out arrive at the site')

    def is_singled_out(self, child, parent):
        """Whether the way from a statement to its child leads over `is E`, behind the call."""
        if parent.kind == 'if':
            operator = '==' if child is parent.children[0] else '!='
            tests, _ = find_tests(self.source, *parent.own)
            return any(test.operator == operator and test.first > self.first for test in tests)
        if parent.first < self.first:
            return False
        before = parent.children[:parent.children.index(child) + 1]
        labels = [one for one in before if one.kind == 'case']
        return bool(labels) and self.source.word(labels[-1].first) == 'case' \
            and bool(ERRNO_NAME.match(self.source.word(labels[-1].own[1])))

    def window(self, site, brace, call):
        """From the last call with a test of the errno behind it to the end of the site."""
        source = self.source
        owner = self.owner_of(site)
        while owner.parent and any(parent.kind == 'switch' for parent in self.parents_of(owner)):
            owner = owner.parent
            if owner.kind == 'switch':
                break
        last = max(owner.own[1], site) if owner.kind != 'switch' else owner.last
        calls = [index for index in range(brace, last)
                 if source.word(index) == call and source.word(index + 1) == '(']
        for index in reversed(calls):
            if find_tests(source, index, last, self.names)[0]:
                return index, last
        if calls:
            raise NotUnderstood('the errno is not in the text near the site')
        return brace, last

    def check_call(self):
        """Refuses `RETRY(read(...))`: such a macro may test errno itself."""
        brackets = [left for left, right in self.source.partner.items()
                    if left < self.first < right and self.source.word(left) == '(']
        if self.source.word(self.first + 1) == '(' and 'EINTR' in self.names and \
                any(MACRO_NAME.match(self.source.word(left - 1)) for left in brackets):
            raise NotUnderstood('the call is in a macro, which may call it again')

    def owner_of(self, index):
        """The innermost statement that holds a token."""
        return max((statement for statement in self.body.walk()
                    if statement.first <= index <= statement.last),
                   key=lambda statement: (statement.first, -statement.last))

    def parents_of(self, statement):
        while statement.parent:
            statement = statement.parent
            yield statement

    def switch_of(self, test):
        parents = self.parents_of(self.owner_of(test.first))
        return next((parent for parent in parents if parent.kind == 'switch'), None)

    def is_retry(self, test):
        """Whether the test decides that the call is made again, as far as the text shows."""
        owner = self.owner_of(test.first)
        if owner.kind in ('while', 'for', 'do'):
            return True
        if test.operator == 'case':
            siblings = owner.parent.children
            body = [one for one in siblings[siblings.index(owner):] if one.kind != 'case'][:1]
        else:
            body = owner.children[:1] if owner.kind == 'if' else []
        if body and body[0].kind == 'block':
            body = body[0].children[-1:]
        return bool(body) and self.source.word(body[0].first) in ('continue', 'goto')

    def relatives(self, test):
        """Tests of other errnos in the same condition, or labels of the same switch."""
        owner = self.switch_of(test) if test.operator == 'case' else self.owner_of(test.first)
        span = (owner.first, owner.last) if test.operator == 'case' else owner.own
        tests, _ = find_tests(self.source, *span)
        return [one for one in tests if one.name not in self.names and one.x_text == test.x_text
                and (one.operator == 'case') == (test.operator == 'case')]

    def removal(self, test, replacement):
        """The edit that takes the errno out; alone in its condition it is replaced instead."""
        source = self.source
        relatives = self.relatives(test)
        if test.operator == 'case' and relatives:
            return source.tokens[test.first].start, source.tokens[test.last].end, ''
        link = '||' if test.operator == '==' else '&&'
        first, last = test.outer
        left, right = source.word(first - 1), source.word(last + 1)
        is_safe_left, is_safe_right = link == '&&' or left != '&&', link == '&&' or right != '&&'
        alike = [one for one in relatives if one.operator == test.operator]
        if left == link and is_safe_right and any(one.outer[1] == first - 2 for one in alike):
            return source.tokens[first - 2].end, source.tokens[last].end, ''
        if right == link and is_safe_left and any(one.outer[0] == last + 2 for one in alike):
            return source.tokens[first].start, source.tokens[last + 2].start, ''
        name = source.tokens[test.value[1]]
        return name.start, name.end, replacement

    def removals(self, replacement):
        return [self.removal(test, replacement) for test in self.tests]

    def without_errno(self, replacement):
        return apply_edits(self.source.text, self.removals(replacement))

    def is_one_condition(self):
        """Whether all tests are in one condition (two names of one number), or of one switch."""
        homes = {self.switch_of(test) if test.operator == 'case' else self.owner_of(test.first)
                 for test in self.tests}
        return len(homes) == 1 and len({(test.operator, test.x_text) for test in self.tests}) == 1

    def errnos_in_function(self):
        return {token.text for token in self.source.tokens[self.body.first:self.body.last]
                if ERRNO_NAME.match(token.text)}
