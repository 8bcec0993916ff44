"""C and C++ source text as tokens and statements: enough of both to rewrite a condition.

Nothing is expanded. Of an #if only one branch is seen: the one that holds the line asked for, else
the first that is not `#if 0`. What does not fit raises NotUnderstood; its text is the reason that
is counted."""
import re
from bisect import bisect_right

TOKEN = re.compile(r'''
      (?P<space>\s+|\\\r?\n|//(?:[^\n\\]|\\.)*|/\*.*?\*/)
    | (?P<string>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)"
                |(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"|(?:u8|[uUL])?'(?:[^'\\\n]|\\.)*')
    | (?P<number>\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)
    | (?P<word>[A-Za-z_$][\w$]*)
    | (?P<sign>->\*?|<<=|>>=|\.\.\.|::|\+\+|--|&&|\|\||[=!<>+\-*/%&|^]=|<<|>>|.)
''', re.VERBOSE | re.DOTALL)
DIRECTIVE = re.compile(r'[ \t]*#[ \t]*(\w*)((?:[^\n\\]|\\.)*)', re.DOTALL)
PAIRS = {'(': ')', '[': ']', '{': '}'}
TYPE_WORDS = {'namespace', 'class', 'struct', 'union', 'enum', 'extern'}


class NotUnderstood(Exception):
    """The reason why a piece of text is left alone."""


class Token:
    __slots__ = ('kind', 'text', 'start', 'end')

    def __init__(self, kind, text, start):
        self.kind, self.text, self.start, self.end = kind, text, start, start + len(text)


class Statement:
    """Tokens first..last of the source; own = those of its head, without its children."""

    def __init__(self, kind, first):
        self.kind, self.first, self.last, self.own = kind, first, first, (first, first)
        self.children, self.parent = [], None

    def adopt(self, child):
        self.children.append(child)
        child.parent = self
        return child

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def lex_all(text):
    """All tokens, a preprocessor directive being one."""
    tokens, position, is_line_start = [], 0, True
    while position < len(text):
        match = DIRECTIVE.match(text, position) if is_line_start else None
        if match:
            tokens.append(Token('directive', match.group(), position))
        else:
            match = TOKEN.match(text, position)
            is_line_start = match.lastgroup == 'space' and (is_line_start or '\n' in match.group())
            if match.lastgroup != 'space':
                kind = 'string' if match.group('string') else match.lastgroup
                tokens.append(Token(kind, match.group(), position))
        position = match.end()
    return tokens


def find_groups(tokens):
    """The #if groups as lists of branches [start, end, whether it is `#if 0`]."""
    groups, unfinished = [], []
    for token in tokens:
        if token.kind != 'directive':
            continue
        word, rest = DIRECTIVE.match(token.text).groups()
        if word in ('if', 'ifdef', 'ifndef'):
            unfinished.append([[token.end, None, rest.strip() == '0']])
        elif word in ('elif', 'else', 'endif') and unfinished:
            unfinished[-1][-1][1] = token.start
            if word == 'endif':
                groups.append(unfinished.pop())
            else:
                unfinished[-1].append([token.end, None, False])
    return groups


class Source:
    def __init__(self, text, line):
        self.text = text
        self.line_starts = [0] + [match.end() for match in re.finditer('\n', text)]
        self.tokens = self.lex(line)
        self.partner = self.match_pairs()

    def line_of(self, offset):
        return bisect_right(self.line_starts, offset)

    def lex(self, line):
        at = self.line_starts[min(line, len(self.line_starts)) - 1]
        tokens = lex_all(self.text)
        if any(token.kind == 'directive' and token.start <= at < token.end for token in tokens):
            raise NotUnderstood('the site is in a macro')
        hidden = []
        for group in find_groups(tokens):
            seen = [branch for branch in group if branch[0] <= at < branch[1]]
            seen = seen or [branch for branch in group if not branch[2]][:1]
            hidden.extend(branch for branch in group if branch not in seen)
        return [token for token in tokens if token.kind != 'directive'
                and not any(start <= token.start < end for start, end, _ in hidden)]

    def match_pairs(self):
        partner, stack = {}, []
        for index, token in enumerate(self.tokens):
            if token.text in PAIRS:
                stack.append(index)
            elif token.text in ')]}':
                while stack and PAIRS[self.tokens[stack[-1]].text] != token.text:
                    stack.pop()
                if stack:
                    partner[index] = stack.pop()
                    partner[partner[index]] = index
        return partner

    def close(self, index):
        if index not in self.partner:
            raise NotUnderstood('brackets do not match')
        return self.partner[index]

    def word(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ''

    def span(self, first, last):
        return self.text[self.tokens[first].start:self.tokens[last].end]

    def token_at(self, line, column):
        """The first token at or behind a place; the column counts bytes."""
        start = self.line_starts[line - 1]
        head = self.text[start:].split('\n', 1)[0].encode()[:column - 1]
        offset = start + len(head.decode(errors='ignore'))
        index = bisect_right([token.start for token in self.tokens], offset) - 1
        if index < 0 or self.tokens[index].end <= offset:
            index += 1
        if index >= len(self.tokens):
            raise NotUnderstood('the site is not in the text')
        return index

    def head_of(self, brace):
        """The first token of what a brace at file or class level belongs to."""
        index = brace - 1
        while index >= 0 and self.tokens[index].text not in (';', '{', '}'):
            index = self.partner.get(index, index) if self.tokens[index].text in ')]' else index
            index -= 1
        return index + 1

    def function_around(self, index):
        """The (head, opening brace) of the outermost function body around a token."""
        braces = [left for left, right in self.partner.items()
                  if left < index <= right and self.tokens[left].text == '{']
        for brace in sorted(braces):
            head = self.head_of(brace)
            words = [token.text for token in self.tokens[head:brace]]
            if '(' in words and not (words[0] in TYPE_WORDS and words[-1] != ')'):
                return head, brace
        raise NotUnderstood('the function is not found')


class Parser:
    """Statements of one function body."""

    def __init__(self, source):
        self.source = source

    def block(self, brace):
        statement = Statement('block', brace)
        statement.last = end = self.source.close(brace)
        index = brace + 1
        while index < end:
            child = statement.adopt(self.statement(index, end))
            index = child.last + 1
        return statement

    def headed(self, statement, head, end):
        """A statement with a bracketed head and a body."""
        if self.source.word(head) != '(':
            raise NotUnderstood('a statement of unknown form')
        close = self.source.close(head)
        statement.own = (head + 1, close - 1)
        statement.last = statement.adopt(self.statement(close + 1, end)).last
        return statement

    def statement(self, index, end):
        if index >= end:
            raise NotUnderstood('a statement of unknown form')
        word, following = self.source.word(index), self.source.word(index + 1)
        if word == '{':
            return self.block(index)
        if word == 'if':
            head = index + 1 + (following == 'constexpr')
            statement = self.headed(Statement('if', index), head, end)
            if self.source.word(statement.last + 1) == 'else':
                statement.last = statement.adopt(self.statement(statement.last + 2, end)).last
            return statement
        if word in ('while', 'for', 'switch'):
            return self.headed(Statement(word, index), index + 1, end)
        if word == 'do':
            return self.do_loop(index, end)
        if word in ('case', 'default'):
            return self.label(index, end)
        if word == 'try' and following == '{':
            statement = Statement('try', index)
            statement.last = statement.adopt(self.block(index + 1)).last
            return statement
        if self.source.tokens[index].kind == 'word' and following == ':':
            statement = Statement('label', index)
            statement.last = index + 1
            return statement
        return self.simple(index, end)

    def do_loop(self, index, end):
        statement = Statement('do', index)
        body = statement.adopt(self.statement(index + 1, end))
        if self.source.word(body.last + 1) != 'while':
            raise NotUnderstood('a statement of unknown form')
        close = self.source.close(body.last + 2)
        statement.own = (body.last + 3, close - 1)
        statement.last = close + 1
        return statement

    def label(self, index, end):
        statement = Statement('case', index)
        for last in range(index, end):
            if self.source.word(last) == ':':
                statement.own, statement.last = (index + 1, last - 1), last
                return statement
        raise NotUnderstood('a statement of unknown form')

    def simple(self, index, end):
        source, last = self.source, index
        if source.word(index + 1) == '(' and source.word(source.close(index + 1) + 1) == '{':
            return self.headed(Statement('for', index), index + 1, end)  # a loop macro, catch (...)
        while last < end and source.word(last) != ';':
            last = source.close(last) if source.word(last) in PAIRS else last
            if last + 1 >= end or (source.word(last) == ')' and source.word(last + 1) == '}'):
                break
            last += 1
        statement = Statement('simple', index)
        statement.last, statement.own = min(last, end - 1), (index, min(last, end - 1))
        return statement
