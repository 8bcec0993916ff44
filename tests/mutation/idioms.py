"""The idioms in which an errno that was taken out of a condition is put back."""
from ctext import NotUnderstood
from rewrite import EFFECTS, SAVED, TRUTH, apply_edits, find_tests, names_of


class Condition:
    """`P && Q` (of an if) or `P || Q` (of a claim): Q speaks of nothing but the tested variable."""

    def __init__(self, place, statement, test):
        self.source, self.site, self.test = place.source, place.site, test
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
        is_call = source.tokens[statement.first].kind == 'word' \
            and source.word(statement.first + 1) == '(' \
            and source.word(statement.first) not in ('return', 'throw')
        if not is_call or not statement.first <= self.site <= statement.last:
            raise NotUnderstood('the condition is neither of an if nor of the claim')
        close = source.close(statement.first + 1)
        if self.test.first > close:
            raise NotUnderstood('the condition is neither of an if nor of the claim')
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
        return f'!({" ".join(self.before.split())})'

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
    if {'auto', '__attribute__'} & set(head):
        raise NotUnderstood('the type of the result is not plain')
    if 'void' in head and '*' not in head:
        return 'return;'
    is_constructor = len(head) > 2 and head[-2] == '::' and head[-3] == head[-1]
    if len(head) < 2 or is_constructor or '~' in head:
        return 'return;'
    if '&' in head or 'operator' in head or (({'struct', 'union'} & set(head)) and '*' not in head):
        raise NotUnderstood('the type of the result is not plain')
    return 'return {};' if place.is_cplusplus else 'return 0;'


def check_body(source, statement, is_break_free=True, is_label_free=True):
    """Whether a statement may stand in a switch: nothing in it may mean what is around it."""
    if is_break_free and statement.kind == 'simple' and source.word(statement.first) == 'break':
        raise NotUnderstood('a break is in the body')
    if is_label_free and statement.kind in ('case', 'label'):
        raise NotUnderstood('a label is in the body')
    is_loop = statement.kind in ('while', 'for', 'do')
    for child in statement.children:
        check_body(source, child, is_break_free and not is_loop and statement.kind != 'switch',
                   is_label_free and statement.kind != 'switch')


def check_statement(source, statement):
    if statement.kind in ('while', 'for', 'do'):
        raise NotUnderstood('the condition belongs to a loop')
    if any(source.word(index) == '{' for index in range(*statement.own)):
        raise NotUnderstood('the test is in a block inside an expression')


class Writer:
    """Writes the tests of one condition differently; every method returns edits of the text."""

    def __init__(self, place, replacement):
        if not place.is_one_condition():
            raise NotUnderstood('the errno is tested in several places')
        self.place, self.source, self.test = place, place.source, place.tests[0]
        self.removals = place.removals(replacement)
        self.value = place.source.span(*self.test.value)

    def text_of(self, first, last, edits=()):
        """The text of tokens with edits inside applied."""
        start, end = self.source.tokens[first].start, self.source.tokens[last].end
        inside = [(a - start, b - start, new) for a, b, new in edits if start <= a and b <= end]
        return apply_edits(self.source.text[start:end], inside)

    def around(self, statement, before, after, edits):
        tokens, inner = self.source.tokens, self.text_of(statement.first, statement.last, edits)
        return [(tokens[statement.first].start, tokens[statement.last].end, before + inner + after)]

    def renamed(self, first, last):
        """Edits that make `errno` the saved copy."""
        return [(token.start, token.end, SAVED) for token in self.source.tokens[first:last + 1]
                if token.text == 'errno']

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
        check_statement(self.source, statement)
        return statement, Condition(self.place, statement, self.test)

    def lines_between(self, start, end):
        return '\n' * self.source.text.count('\n', start, end)

    def nest(self, statement, condition, build):
        """`if (P && Q) T` becomes `if (P) B(if (Q) T)`, claim(P || Q) `if (!(P)) B(claim(...))`."""
        tokens, text = self.source.tokens, self.source.text
        start, end = tokens[statement.first].start, tokens[statement.last].end
        if condition.is_if and condition.before and len(statement.children) > 1:
            raise NotUnderstood('an else is behind a condition of two parts')
        if condition.is_if and condition.before:
            start_of_rest = tokens[condition.first].start
            inner = text[start:condition.cut] + ') ' + \
                self.lines_between(condition.cut, start_of_rest) + \
                build(lambda edits: 'if (' + self.text_of(condition.first, statement.last, edits))
        else:
            entry = condition.entry()
            if entry and condition.link == '&&':
                raise NotUnderstood('the condition has another form')
            inner = f'if ({entry}) ' if entry else ''
            inner += build(lambda edits: self.text_of(statement.first, statement.last, edits))
        return [(start, end, inner if statement.parent.kind == 'block' else f'{{ {inner} }}')]

    def guard(self):
        leave = way_out(self.place)
        if self.test.operator == 'case':
            switch, x = self.switch_head()
            return self.around(switch, f'{{ if ({x} == {self.value}) {leave} ', ' }', self.removals)
        statement, condition = self.condition()
        check = f'if ({self.test.x_text} == {self.value}) {leave}'
        return self.nest(statement, condition, lambda rest: f'{{ {check} {rest(self.removals)} }}')

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
        return self.nest(statement, condition,
                         lambda rest: f'{{ int {SAVED} = errno; {rest(edits)} }}')

    def truth(self):
        if self.test.operator == 'case':
            raise NotUnderstood('it is a switch')
        statement, condition = self.condition()
        edits = [(self.source.tokens[test.first].start, self.source.tokens[test.last].end,
                  TRUTH if test.operator == '==' else '!' + TRUTH) for test in self.place.tests]
        declaration = f'int {TRUTH} = {self.test.x_text} == {self.value};'
        return self.nest(statement, condition, lambda rest: f'{{ {declaration} {rest(edits)} }}')

    def else_if(self):
        if self.test.operator == 'case':
            raise NotUnderstood('it is a switch')
        statement, condition = self.condition()
        if condition.is_if and (self.test.operator == '==' or len(statement.children) > 1):
            raise NotUnderstood('the errno has a body of its own')
        check = f'if ({self.test.x_text} == {self.value}) {{ }} else'
        return self.nest(statement, condition, lambda rest: f'{{ {check} {rest(self.removals)} }}')

    def switch(self):
        if self.test.operator == 'case':
            raise NotUnderstood('it is a switch')
        statement, condition = self.condition()
        check_body(self.source, statement)
        x = self.test.x_text
        if not condition.is_if or (self.test.operator == '!=' and len(statement.children) == 1):
            head = f'switch ({x}) {{ case {self.value}: break; default:'
            return self.nest(statement, condition, lambda rest: f'{head} {rest(self.removals)} }}')
        labels = condition.labels()
        return self.nest(statement, condition,
                         lambda rest: self.switch_over(statement, condition, labels))

    def switch_over(self, statement, condition, labels):
        """`if (chain) T else F` as a switch; T and F stay on their lines."""
        tokens, written = self.source.tokens, f'switch ({self.test.x_text}) {{'
        heads = (labels, 'default:') if self.test.operator == '==' else ('default:', labels)
        end = tokens[condition.first if condition.before else statement.first].start
        for head, child in zip(heads, (*statement.children, None)):
            if child is None:
                written += f' {head} break;'
                continue
            written += f' {head} ' + self.lines_between(end, tokens[child.first].start)
            written += self.text_of(child.first, child.last) + ' break;'
            end = tokens[child.last].end
        return written + ' }'


def reverse(place):
    """`E == x` for `x == E`, wherever it stands."""
    edits, tokens = [], place.source.tokens
    for test in place.tests:
        if test.operator == 'case':
            raise NotUnderstood('a label has no operands')
        for (first, last), other in ((test.x, test.value), (test.value, test.x)):
            edits.append((tokens[first].start, tokens[last].end, place.source.span(*other)))
    return edits


def negate(place):
    """`!(x != E)` for `x == E`, wherever it stands."""
    edits, tokens = [], place.source.tokens
    for test in place.tests:
        if test.operator == 'case':
            raise NotUnderstood('a label has no operands')
        opposite = '!=' if test.operator == '==' else '=='
        edits.append((tokens[test.first].start, tokens[test.last].end,
                      f'!({test.x_text} {opposite} {place.source.span(*test.value)})'))
    return edits


def write(place, idiom, replacement):
    """The text with the errno in another idiom."""
    if idiom in ('reversed', 'negated'):
        edits = reverse(place) if idiom == 'reversed' else negate(place)
    else:
        edits = getattr(Writer(place, replacement), idiom.replace('-', '_'))()
    return apply_edits(place.source.text, edits)
