"""The idioms in which an errno that was taken out of a condition is put back."""
from ctext import NotUnderstood
from rewrite import EFFECTS, ERRNO_NAME, SAVED, apply_edits, find_tests


class Condition:
    """A condition `P && Q` (of an if) or `P || Q` (of a claim): Q speaks of nothing but the tested variable."""

    def __init__(self, place, statement, test):
        self.source, self.statement, self.test = place.source, statement, test
        self.is_if = statement.kind == 'if'
        first, last = statement.own if self.is_if else self.argument(statement)
        operands, self.link = self.split(first, last)
        pure = len(operands)
        while pure > 0 and self.is_pure(*operands[pure - 1]):
            pure -= 1
        if self.is_if and self.link == '||' and pure > 0:
            raise NotUnderstood('the condition has another form')
        if pure == len(operands) or not operands[pure][0] <= test.first <= operands[-1][1]:
            raise NotUnderstood('the condition has another form')
        self.first, self.last = operands[pure][0], operands[-1][1]
        self.before = self.source.span(first, operands[pure - 1][1]) if pure else ''
        self.has_effect = bool(pure) and self.is_effective(first, operands[pure - 1][1])
        self.cut = self.source.tokens[operands[pure - 1][1]].end if pure else None

    def argument(self, statement):
        """The argument with the test, of a statement that is one call or macro."""
        source = self.source
        if source.tokens[statement.first].kind != 'word' or source.word(statement.first + 1) != '(':
            raise NotUnderstood('the condition is neither of an if nor of a claim')
        close = source.close(statement.first + 1)
        if not statement.first < self.test.first < close:
            raise NotUnderstood('the condition is neither of an if nor of a claim')
        start, index = statement.first + 2, statement.first + 2
        while index < close:
            if source.word(index) == ',':
                if self.test.first < index:
                    return start, index - 1
                start = index + 1
            index = source.close(index) + 1 if source.word(index) in ('(', '[', '{') else index + 1
        return start, close - 1

    def split(self, first, last):
        """The operands of the weakest of || and &&."""
        source, cuts, index = self.source, {'||': [], '&&': []}, first
        while index <= last:
            if source.word(index) in cuts:
                cuts[source.word(index)].append(index)
            if source.word(index) in ('?', ',') or source.word(index) in EFFECTS:
                raise NotUnderstood('the condition has another form')
            index = source.close(index) + 1 if source.word(index) in ('(', '[', '{') else index + 1
        link = '||' if cuts['||'] else '&&'
        ends = [-1 + cut for cut in cuts[link]] + [last]
        return list(zip([first] + [cut + 1 for cut in cuts[link]], ends)), link

    def is_pure(self, first, last):
        tests, _ = find_tests(self.source, first, last)
        covered = {index for test in tests if test.x_text == self.test.x_text
                   for index in range(test.first, test.last + 1)}
        return all(index in covered or self.source.word(index) in ('(', ')', '!', '||', '&&')
                   for index in range(first, last + 1)) and bool(covered)

    def is_effective(self, first, last):
        source = self.source
        return any(source.word(index) in EFFECTS
                   or (source.tokens[index].kind == 'word' and source.word(index + 1) == '('
                       and source.word(index) not in ('sizeof', 'return'))
                   for index in range(first, last + 1))

    def entry(self):
        """What holds when Q is evaluated; '' = always."""
        if not self.before:
            return ''
        if self.has_effect:
            raise NotUnderstood('a call is in the condition')
        is_negative = self.link == '||'
        return f'!({self.before})' if is_negative else f'({self.before})'

    def labels(self):
        """The errnos of a plain chain of ==; of a chain of != where the test is one."""
        tests, _ = find_tests(self.source, self.first, self.last)
        link = '||' if self.test.operator == '==' else '&&'
        others = {self.source.word(index) for index in range(self.first, self.last + 1)
                  if not any(test.first <= index <= test.last for test in tests)}
        if others - {link, '(', ')'} or any(test.operator != self.test.operator for test in tests):
            raise NotUnderstood('the condition has another form')
        return unique_labels(self.source, tests)


def unique_labels(source, tests):
    from rewrite import names_of
    labels, seen = [], set()
    for test in tests:
        if test.name not in seen:
            labels.append(f'case {source.span(*test.value)}:')
        seen |= names_of(test.name)
    return ' '.join(labels)


def way_out(place):
    """A return statement that fits the function, as far as its head tells."""
    source = place.source
    words = [token.text for token in source.tokens[place.head:place.body.first]]
    head = words[:words.index('(')]
    if 'void' in head and '*' not in head:
        return 'return;'
    if len(head) < 2 or (len(head) > 2 and head[-2] in ('::', '~') and head[-3] == head[-1]) or '~' in head:
        return 'return;'
    if '&' in head or 'operator' in head or (({'struct', 'union'} & set(head)) and '*' not in head):
        raise NotUnderstood('the type of the result is not plain')
    return 'return {};' if place.is_cplusplus else 'return 0;'


def check_body(place, statement):
    """A statement that is to stand in a switch or a block of its own."""
    depth_kinds = ('while', 'for', 'do', 'switch')
    for one in statement.walk():
        inner = [one, *place.parents_of(one)]
        inner = inner[:inner.index(statement)] if one is not statement else []
        if one.kind == 'simple' and place.source.word(one.first) == 'break' and \
                not any(parent.kind in depth_kinds for parent in inner[1:] + ([statement] if one is not statement else [])):
            raise NotUnderstood('a break is in the body')
        if one.kind in ('case', 'label') and not any(parent.kind == 'switch' for parent in inner):
            raise NotUnderstood('a label is in the body')


def check_statement(place, statement):
    source = place.source
    if statement.kind in ('while', 'for', 'do'):
        raise NotUnderstood('the condition belongs to a loop')
    if any(source.word(index) == '{' for index in range(*statement.own)):
        raise NotUnderstood('the test is in a block inside an expression')


class Writer:
    """Puts one test back; every method returns the edits of the original text."""

    def __init__(self, place, test, replacement):
        self.place, self.source, self.test = place, place.source, test
        self.removal = place.removal(test, replacement)
        self.value = place.source.span(*test.value)

    def text_of(self, first, last, edits=()):
        """The text of tokens with edits inside applied."""
        start, end = self.source.tokens[first].start, self.source.tokens[last].end
        inside = [(a - start, b - start, new) for a, b, new in edits if start <= a and b <= end]
        return apply_edits(self.source.text[start:end], inside)

    def around(self, statement, before, after, edits):
        start, end = self.source.tokens[statement.first].start, self.source.tokens[statement.last].end
        return [(start, end, before + self.text_of(statement.first, statement.last, edits) + after)]

    def renamed(self, first, last):
        """Edits that make `errno` the saved copy."""
        return [(token.start, token.end, SAVED) for token in self.source.tokens[first:last + 1]
                if token.text == 'errno']

    def reversed(self):
        if self.test.operator == 'case':
            raise NotUnderstood('a label has no operands')
        first, last = self.test.x, self.test.value
        return [(self.source.tokens[a].start, self.source.tokens[b].end, self.source.span(*other))
                for (a, b), other in ((first, last), (last, first))]

    def switch_head(self):
        switch = self.place.switch_of(self.test)
        if switch is None:
            raise NotUnderstood('a label without a switch')
        words = self.source.tokens[switch.own[0]:switch.own[1] + 1]
        if any(token.text in EFFECTS or token.text == '(' for token in words):
            raise NotUnderstood('a call is in the condition')
        return switch, self.source.span(*switch.own)

    def condition(self):
        statement = self.place.owner_of(self.test.first)
        check_statement(self.place, statement)
        return statement, Condition(self.place, statement, self.test)

    def nest(self, statement, condition, build):
        """`if (P && Q) T` becomes `if (P) { what build makes of if (Q) T }`; a claim or P-less if is what build makes."""
        tokens = self.source.tokens
        if not condition.is_if:
            entry = condition.entry()
            if entry and condition.link == '&&':
                raise NotUnderstood('the condition has another form')
            inner = build(lambda edits: self.text_of(statement.first, statement.last, edits))
            inner = f'if {entry} {inner}' if entry.startswith('(') else f'if ({entry}) {inner}' if entry else inner
        elif condition.before and len(statement.children) > 1:
            raise NotUnderstood('an else is behind a condition of two parts')
        elif condition.before:
            def rest(edits):
                return 'if (' + self.text_of(condition.first, condition.last, edits) + ') ' + \
                    self.source.text[tokens[statement.own[1] + 1].end:tokens[statement.last].end]
            head = self.source.text[tokens[statement.first].start:condition.cut]
            inner = head + ') ' + build(rest)
        else:
            inner = build(lambda edits: self.text_of(statement.first, statement.last, edits))
        return [(tokens[statement.first].start, tokens[statement.last].end, inner)]

    def guard(self):
        leave = way_out(self.place)
        if self.test.operator == 'case':
            switch, x = self.switch_head()
            return self.around(switch, f'{{ if ({x} == {self.value}) {leave} ', ' }', [self.removal])
        statement, condition = self.condition()
        check = f'if ({self.test.x_text} == {self.value}) {leave}'
        return self.nest(statement, condition, lambda rest: f'{{ {check} {rest([self.removal])} }}')

    def saved(self):
        if self.test.operator == 'case':
            switch, x = self.switch_head()
            if x != 'errno':
                raise NotUnderstood('errno is saved already')
            return self.around(switch, f'{{ int {SAVED} = errno; ', ' }', self.renamed(*switch.own))
        if self.test.x_text != 'errno':
            raise NotUnderstood('errno is saved already')
        statement, condition = self.condition()
        edits = self.renamed(condition.first, condition.last)
        return self.nest(statement, condition, lambda rest: f'{{ int {SAVED} = errno; {rest(edits)} }}')

    def switch(self):
        if self.test.operator == 'case':
            raise NotUnderstood('it is a switch')
        statement, condition = self.condition()
        check_body(self.place, statement)
        x = self.test.x_text
        if not condition.is_if or (self.test.operator == '!=' and len(statement.children) == 1):
            return self.nest(statement, condition, lambda rest:
                             f'switch ({x}) {{ case {self.value}: break; default: {rest([self.removal])} }}')
        labels = condition.labels()
        bodies = [self.text_of(child.first, child.last) for child in statement.children] + ['']
        named, other = bodies[:2] if self.test.operator == '==' else (bodies[1], bodies[0])
        return self.nest(statement, condition, lambda rest:
                         f'switch ({x}) {{ {labels} {named} break; default: {other} break; }}')


def write(place, idiom, replacement):
    """The text with the errno in another idiom."""
    source = place.source
    if idiom == 'reversed':
        edits = [edit for test in place.tests for edit in Writer(place, test, replacement).reversed()]
    elif len(place.tests) > 1:
        raise NotUnderstood('the errno is tested in several places')
    else:
        edits = getattr(Writer(place, place.tests[0], replacement), idiom)()
    return apply_edits(source.text, edits)
