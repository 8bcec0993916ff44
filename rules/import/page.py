"""What one page says: its functions, how they fail, the errnos it lists and the pages whose errnos it takes over."""
import re

import returns
import roff
import scope
import synopsis

NO_ERRORS = re.compile(r'\b(no errors (occur|are defined)|there are no errors|always succeeds?|always successful'
                       r'|are always successful|should not fail|^none\.?$)', re.I)
OTHER_SYSTEMS = re.compile(r'POSIX|never return|neither of which|other systems|some systems|portable')
NAMES_ERRNO = re.compile(r'errno[^.;]{0,25}\bset[^.;]{0,20}\bto\b|sets errno to|fails? with|with errno set to'
                         r'|returns? (?:the error )?E[A-Z]')
NOT_HERE = re.compile(r'not (?:set|return)|POSIX')
ENDED = re.compile(r'(?:before|until|to|up to and including|prior to)\s+(?:Linux|glibc)\s+(?:kernel\s+)?[\d.]+\d'
                   r'|(?:Linux|glibc)\s+[\d.]+\d\s+and\s+earlier|[Ss]ince\s+Linux\s+[\d.]+\d,?[^.]{0,40}no longer')


class Entry:
    """One mention of an errno. `functions`: whom it is for, None = all of the page. `doubt`: functions that it may
    not be for, though nothing restricts it. `place`: 'list' or 'prose'."""

    def __init__(self, errno, place, functions=None):
        self.errno, self.place, self.functions = errno, place, functions
        self.doubt, self.has_ended, self.is_from_lead_in = set(), False, False


class Page:
    """The facts of one page."""

    def __init__(self, name, section):
        self.name, self.section = name, section
        self.functions, self.failures, self.names = {}, {}, []
        self.entries = []
        self.bases = []  # (functions or None, base function, section of its page)
        self.unknown = set()  # words of the shape of an errno that are none of Linux

    @property
    def reference(self):
        return f'{self.name}({self.section})'


class ErrorsReader:
    """Goes through the blocks of ERRORS; a paragraph or heading restricts the items behind it."""

    def __init__(self, page, errnos):
        self.page, self.errnos = page, errnos
        self.scope = None  # functions that the last lead-in named
        self.functions = sorted(set(page.functions) | set(page.names))

    def errnos_in(self, text):
        found = []
        for word in roff.ERRNO_SHAPE.findall(text):
            if word in self.errnos and self.errnos[word] not in found:
                found.append(self.errnos[word])
        return found

    def take(self, block):
        block.text = scope.spell_out(block.text, self.functions)
        if block.kind == 'heading':
            words = [word for word in block.text.split() if word in self.functions]
            self.scope = scope.named(block.text, self.functions) or sorted(set(words)) or None
        elif block.kind == 'paragraph':
            self.take_paragraph(block.text)
        else:
            self.take_item(block)

    def take_paragraph(self, text):
        for subjects, bases in scope.taken_over(text, self.functions):
            for name, section in bases:
                if name not in self.functions or section == '?':
                    section = self.page.section if section == '?' else section
                    self.page.bases.append((subjects or self.scope, name, section))
        leads = scope.lead_in(text, self.functions)
        if leads is not None:
            self.scope = None if leads == 'all' else leads
        if OTHER_SYSTEMS.search(text):
            return
        subjects = sorted({name for name, section in scope.references(text)
                           if not section and name in self.functions})
        for errno in self.errnos_in(text):
            self.page.entries.append(Entry(errno, 'prose', subjects or None))

    def item_errnos(self, block, bare_tag):
        """The errnos of an item. Pages about mathematics have the kind of error as the tag."""
        self.page.unknown.update(word for word in roff.ERRNO_SHAPE.findall(bare_tag) if word not in self.errnos)
        found = self.errnos_in(bare_tag)
        if not found and re.match(r'(Domain|Range|Pole) error', bare_tag):
            if not re.search(r'errno is not set|do(?:es)? not set errno', block.text):
                found = [errno for errno in self.errnos_in(block.text) if errno in ('EDOM', 'ERANGE')]
        return found

    def take_item(self, block):
        tag = ' '.join(block.tags)
        bare_tag = re.sub(r'\((?:[^()]|\((?:\d\w*)?\))*\)', ' ', tag)
        in_tag = scope.in_tag(tag, self.functions)
        is_certain, in_item = scope.in_item(block.text, self.functions)
        restricted = in_tag or (in_item if is_certain else None)
        if restricted is not None:
            self.contradict_lead_in(restricted)
        for errno in self.item_errnos(block, bare_tag):
            entry = Entry(errno, 'list', restricted or self.scope)
            entry.is_from_lead_in = restricted is None and self.scope is not None
            entry.has_ended = ENDED.search(tag) is not None
            if restricted is None and self.scope is None:
                entry.doubt = self.doubtful(block, in_item)
            self.page.entries.append(entry)

    def contradict_lead_in(self, restricted):
        """Some pages announce the list of one function and then list those of others too: the restricted item shows
        that the lead-in meant all."""
        if self.scope is None or set(restricted) <= set(self.scope):
            return
        for entry in self.page.entries:
            if entry.is_from_lead_in and entry.functions == self.scope:
                entry.doubt = set(self.functions) - set(self.scope)
                entry.functions, entry.is_from_lead_in = None, False
        self.scope = None

    def doubtful(self, block, mentioned):
        """Functions that an unrestricted item is hardly for: it speaks of parameters that they do not have, or of
        other functions by name."""
        functions = self.page.functions
        doubt = set()
        if len(self.functions) > 1 and mentioned:
            doubt |= set(self.functions) - set(mentioned)
        said = {word for word in block.italics if any(word in one.parameters for one in functions.values())}
        having = {name for name, function in functions.items() if said & function.parameters}
        if said and having:
            doubt |= set(functions) - having
        return doubt


def read_return_value(page, lines, reader, has_errors):
    """Errnos that RETURN VALUE alone names."""
    listed = {entry.errno for entry in page.entries}
    for block in roff.read_blocks(lines):
        subjects = None
        for sentence in roff.sentences(block.text):
            subjects = sorted({name for name, section in scope.references(sentence)
                               if not section and name in reader.functions}) or subjects
            if not NAMES_ERRNO.search(sentence) or NOT_HERE.search(sentence):
                continue
            for errno in reader.errnos_in(sentence):
                if errno not in listed or not has_errors:
                    page.entries.append(Entry(errno, 'prose', subjects))
                    listed.add(errno)


def has_own_codes(blocks):
    """Whether ERRORS lists numbers or names of the page's own instead of errnos."""
    return any(re.fullmatch(r'\d+|[A-Z]+_[A-Z]+', ' '.join(block.tags)) for block in blocks)


def read_page(name, section, text, errnos):
    """The facts of a page. `errnos` maps the names that Linux knows to their first names."""
    page = Page(name, section)
    sections = roff.split_sections(roff.page_lines(text))
    page.names = synopsis.page_names(sections.get('NAME', []))
    for title, lines in sections.items():
        if title.startswith('SYNOPSIS'):
            page.functions = synopsis.read_prototypes(lines)
    reader = ErrorsReader(page, errnos)
    page.failures = returns.read_failures(sections, page.functions, set(reader.functions))
    blocks = roff.read_blocks(sections.get('ERRORS', []))
    for block in blocks:
        reader.take(block)
    if not any(entry.place == 'list' for entry in page.entries) and has_own_codes(blocks):
        page.failures = {name: None for name in page.failures}
    read_return_value(page, sections.get('RETURN VALUE', []), reader, 'ERRORS' in sections)
    return page
