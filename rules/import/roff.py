"""Pages of the manual as plain text.

A page is roff with the macros of man(7). Reading it takes three steps: macros and escapes become text, the page
becomes sections (NAME, SYNOPSIS, ERRORS ...), and a section becomes blocks: paragraphs and tagged items, the form
in which pages list errnos. Only what the pages use is understood; everything else is left out.
"""
import gzip
import re

ONE_FONT = {'B', 'I', 'SM', 'SB'}
TWO_FONTS = {'BR', 'RB', 'IR', 'RI', 'BI', 'IB'}
PARAGRAPHS = {'PP', 'P', 'LP', 'SH'}
ERRNO_SHAPE = re.compile(r'\bE(?:2BIG|[A-Z][A-Z0-9]{1,14})\b')

ESCAPES = (
    ('\\-', '-'), ('\\&', ''), ('\\~', ' '), ('\\ ', ' '), ('\\%', ''),
    ('\\[em]', ' -- '), ('\\(em', ' -- '), ('\\[bu]', '*'), ('\\(bu', '*'),
    ('\\[aq]', "'"), ('\\(aq', "'"), ('\\(cq', "'"), ('\\[rq]', '"'), ('\\[lq]', '"'), ('\\[dq]', '"'),
    ('\\e', '\\'), ('\\|', ''), ('\\^', ''), ('\\/', ''), ('\\,', ''), ('\\:', ''), ('\\c', ''))


def unescape(text):
    """The text without comments, fonts and sizes, with the characters that escapes stand for."""
    text = re.sub(r'(?<!\\)\\".*', '', text)
    text = re.sub(r'\\f(\[\w*\]|\(..|.)', '', text)
    text = re.sub(r'\\s[-+]?\d', '', text)
    for escape, character in ESCAPES:
        text = text.replace(escape, character)
    return re.sub(r'\\[(\[][^\]\s]{1,6}\]?', ' ', text)


def split_arguments(text):
    """The arguments of a macro; quotes hold several words together."""
    return [quoted or bare for quoted, bare in re.findall(r'"((?:[^"]|"")*)"?|(\S+)', text)]


def render(line):
    """An input line as (macro or None, text, arguments). Macros that only set fonts count as text."""
    if line[:1] not in ('.', "'"):
        return None, unescape(line), []
    match = re.match(r"[.']\s*(\w+)\s*(.*)", line)
    if not match:
        return '', '', []
    macro, arguments = match.group(1), split_arguments(unescape(match.group(2)))
    if macro in ONE_FONT:
        return None, ' '.join(arguments), arguments
    if macro in TWO_FONTS:
        return None, ''.join(arguments), arguments
    return macro, '', arguments


def italic_words(line):
    """The words of an input line that are set in italics: names of parameters."""
    words = set(re.findall(r'\\fI(\w+)\\f', line))
    match = re.match(r"[.']\s*(I|IR|RI|BI|IB)\s+(.*)", line)
    if match:
        arguments = split_arguments(unescape(match.group(2)))
        if match.group(1) in ('IR', 'IB'):
            arguments = arguments[0::2]
        elif match.group(1) != 'I':
            arguments = arguments[1::2]
        for argument in arguments:
            words.update(re.findall(r'[A-Za-z_]\w*', argument))
    return words


def page_text(data):
    """The text of a page from the bytes of its file, packed or not."""
    if data[:2] == b'\x1f\x8b':
        data = gzip.decompress(data)
    return data.decode('utf-8', errors='replace')


def page_lines(text):
    """The page's lines without comments; a line that ends in a backslash goes on in the next."""
    return [line for line in text.replace('\\\n', '').split('\n')
            if not re.match(r"^[.']\\\"|^'''|^\.\s*$", line)]


def split_sections(lines):
    """The sections of a page in its order: title to lines."""
    sections, current = {}, None
    for line in lines:
        match = re.match(r'\.SH\s+(.*)', line)
        if match:
            title = ' '.join(split_arguments(unescape(match.group(1)))).strip().upper()
            current = sections.setdefault(title, [])
        elif current is not None:
            current.append(line)
    return sections


class Block:
    """A paragraph, an item with its tags, or the heading of a subsection."""

    def __init__(self, kind, depth, tags=()):
        self.kind, self.depth, self.tags = kind, depth, list(tags)
        self.text, self.italics = '', set()


class BlockReader:
    """Takes the lines of a section one by one and collects its blocks."""

    def __init__(self):
        self.blocks, self.depth, self.indented = [], 0, [None]
        self.current, self.untagged, self.in_table = None, None, False

    def start(self, kind, tags=()):
        self.blocks.append(Block(kind, self.depth, tags))
        return self.blocks[-1]

    def take_text(self, line, text):
        if not text.strip():
            if self.current is not None and self.current.kind == 'paragraph':
                self.current = None
        elif self.untagged is not None:
            self.untagged.tags.append(re.sub(r'\s+', ' ', text).strip())
            self.current, self.untagged = self.untagged, None
        else:
            if self.current is None:
                self.current = self.start('paragraph')
            self.current.text += ' ' + text.strip()
            self.current.italics |= italic_words(line)

    def take_macro(self, macro, arguments):
        if macro in PARAGRAPHS:
            self.current = self.untagged = None
        elif macro == 'SS':
            self.start('heading').text = ' '.join(arguments)
            self.current = None
        elif macro == 'TP':
            self.untagged = self.start('item')
        elif macro == 'TQ':
            is_same = self.current is not None and self.current.kind == 'item' and not self.current.text
            self.untagged = self.current if is_same else self.start('item')
        elif macro == 'IP':
            if arguments and ERRNO_SHAPE.match(arguments[0]):
                self.current = self.start('item', arguments[:1])
            elif self.current is None:
                self.current = self.start('paragraph')
        elif macro == 'RS':
            self.indented.append(self.current)
            self.depth += 1
        elif macro == 'RE':
            self.leave_indent()

    def leave_indent(self):
        """Text behind an indented part goes on with the item that the part belongs to."""
        self.depth = max(0, self.depth - 1)
        self.current = self.indented.pop() if len(self.indented) > 1 else None
        if self.current is not None and self.current.kind != 'item':
            self.current = None

    def take(self, line):
        macro, text, arguments = render(line)
        if macro in ('TS', 'TE'):
            self.in_table = macro == 'TS'
        elif self.in_table:
            return
        elif macro is None:
            self.take_text(line, text)
        else:
            self.take_macro(macro, arguments)


def read_blocks(lines):
    """The blocks of a section."""
    reader = BlockReader()
    for line in lines:
        reader.take(line)
    for block in reader.blocks:
        block.text = re.sub(r'\s+', ' ', block.text).strip()
    return [block for block in reader.blocks if block.text or block.tags]


def sentences(text):
    """The sentences of a text; clauses that a semicolon ends count as sentences."""
    return re.split(r'(?<=[.;])\s+', text)
