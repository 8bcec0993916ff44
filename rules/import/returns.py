"""How a function reports failure, from the RETURN VALUE section.

This is the weak spot of the manual: many wordings, several functions in one sentence. So the answer is only given
where it is unambiguous; a function without an answer stays out of every analysis.
"""
import collections
import re

from roff import read_blocks, sentences
from scope import ALL_FUNCTIONS, references

SETS_ERRNO = re.compile(
    r'(?:sets?\s+errno|errno\s+(?:is|are|will be|being)?\s*(?:then\s+)?set|with\s+errno\s+set'
    r'|error number is stored in errno|errno\s+(?:is|will be)?\s*(?:set|indicates)|inspecting errno'
    r'|set\s+the\s+errno|errno\s+contains|errno\s+appropriately|sets?\b[^.]{0,40}\berrno\b)', re.I)
LEAVES_ERRNO = re.compile(r'do(?:es)? not set errno|errno is not set')
RETURNS_NUMBER = re.compile(
    r'(?<!errno is set to )(?:returns?|is returned|return an?)\b[^.;]*?\b(?:error number|error code|positive error'
    r'|errno value|one of the (?:positive )?error)|(?:error number|error code)s?\b[^.;]*\b(?:is|are)\s+returned'
    r'|returned?[^.;]{0,40}one of the (?:following )?(?:positive )?error', re.I)
RETURNS_NEGATED = re.compile(
    r'negated (?:errno|error)|negative (?:error number|errno|value of one of the errors)|negated error number', re.I)
OWN_CODES = re.compile(r'\b(EAI|REG|GLOB|WRDE|PAM|FNM|AVC|RPC|NETDB|MM|DESERR|MCHECK)_[A-Z]+')
SPEAKS_OF_FAILURE = re.compile(
    r'error|errno|fail|otherwise|-1|NULL|EOF|MAP_FAILED|nonzero|unsuccess', re.I)
MINUS_ONE_RETURNED = re.compile(r'-1 (?:is returned|and)|return(?:s|ed)? -1')
ZERO_ON_SUCCESS = re.compile(
    r'(?:[Oo]n|[Uu]pon) (?:success|successful completion)[^.;]*?\breturns? (?:zero|0)\b'
    r'|(?:[Oo]n|[Uu]pon) (?:success|successful completion),? (?:a value of )?(?:zero|0) is returned'
    r'|\b(?:zero|0) (?:is returned )?(?:on|upon|if|for) (?:success|successful)'
    r'|returns? (?:zero|0) (?:on|upon|if|for) (?:success|successful)|returns? 0;|(?:zero|0) is returned (?:on|upon) success'
    r'|(?:zero|0) (?:is returned )?(?:is|for) success|successful[^.;]*(?:zero|0) is returned')

# The failing result is also that of a success, and only errno tells: sysconf, readdir, getpwnam.
CLEARS_FIRST = re.compile(
    r'(clear|set) errno (?:to (?:0|zero))?.{0,40}(?:prior|before)|errno.{0,60}(?:set to (?:0|zero)|cleared).{0,20}before'
    r'|set errno to (?:0|zero) before|should set errno to 0', re.I)
ENDS_TOO = re.compile(r'no more|end of (?:the )?(?:file|directory|stream|input)|end-of-file|not found|no match'
                      r'|errno is (?:not changed|left unchanged|unchanged)|without changing errno', re.I)

OTHERWISE = re.compile(r'On (?:error|failure)|Otherwise|In (?:case|the event) of|If an error')


def pointer_failures(text):
    """What a function with a pointer as its result returns on failure."""
    if 'MAP_FAILED' in text or re.search(r'\(\s*void\s*\*\s*\)\s*-1', text):
        return ['-1']
    if 'SEM_FAILED' in text or re.search(r'\bNULL\b|null pointer', text):
        return ['null']
    return ['-1'] if re.search(r'-1\b', text) else []


def number_failures(text, result):
    """What a function with a number as its result returns on failure; every reading that fits."""
    found = []
    if result in ('int', 'none') and not MINUS_ONE_RETURNED.search(text) and \
            RETURNS_NUMBER.search(re.sub(r'[^.]*stored in errno', '', text)):
        return ['number']
    if re.search(r'-1\b', text):
        found.append('-1')
    if re.search(r'\bW?EOF\b', text) and result in ('int', 'none'):
        found.append('EOF')
    if re.search(r'\(\w+\)\s*0\b', text) or (result == 'handle' and re.search(r'\bNULL\b', text)):
        found.append('zero')
    return found


def classify(texts, function):
    """{'result', 'error', 'success'} as in rules/calls, from the sentences about one function; None where unclear."""
    result = function.result
    failing = ' '.join(text for text in texts if SPEAKS_OF_FAILURE.search(text))
    everything = ' '.join(texts)
    sets_errno = SETS_ERRNO.search(failing) is not None and not LEAVES_ERRNO.search(failing)
    if result in ('void', 'float', 'handler', 'several') or RETURNS_NEGATED.search(failing):
        return None
    if CLEARS_FIRST.search(everything) or ENDS_TOO.search(failing):
        return None
    if OWN_CODES.search(everything) and result == 'int':
        return None
    found = pointer_failures(failing) if result == 'pointer' else number_failures(failing, result)
    is_zero = ZERO_ON_SUCCESS.search(everything) is not None
    if found == ['number'] and not sets_errno:
        # Pages of bare system calls mean the number inside the kernel, which syscall() puts into errno.
        is_clear = is_zero and not function.is_bare
        return {'result': 'nonzero', 'error': 'result', 'success': 'zero'} if is_clear else None
    if len(found) != 1 or found[0] not in ('-1', 'null') or not sets_errno:
        return None
    fails = {'result': found[0], 'error': 'errno'}
    if is_zero and found == ['-1'] and result in ('int', 'none') and not function.has_request():
        fails['success'] = 'zero'
    return fails


def clauses(text):
    """The sentences of a text; one that says of several functions what each returns comes apart: "f() returns 0, and g()
    returns the offset"."""
    for sentence in sentences(text):
        clause = ''
        for piece in re.split(r'(,?\s+(?:(?:and|but|while|whereas)\s+)?)(?=\w+\s?\(\)\s+returns)', sentence):
            if re.match(r'\w+\s?\(\)\s+returns', piece) and re.search(r'\breturns?\b', clause):
                yield clause
                clause = ''
            clause += piece
        yield clause


def assign_sentences(lines, functions):
    """(function -> its own sentences, sentences about all): a function that is named stays the subject."""
    own, common = collections.defaultdict(list), []
    for block in read_blocks(lines):
        subjects, so_far = [], []
        text = ' '.join(block.tags) + ': ' + block.text if block.kind == 'item' else block.text
        for sentence in clauses(text):
            found = [name for name, section in references(sentence)
                     if name in functions and section[:1] in ('', '2', '3')]
            if found:
                subjects = found
                so_far += [name for name in found if name not in so_far]
            elif OTHERWISE.match(sentence):
                subjects = so_far
            elif ALL_FUNCTIONS.search(sentence):
                subjects = []
            for name in subjects:
                own[name].append(sentence)
            if not subjects:
                common.append(sentence)
    return own, common


def clearing_functions(lines, functions):
    """The functions of which other sections say that errno is to be cleared before the call."""
    found = set()
    for block in read_blocks(lines):
        for sentence in sentences(block.text):
            if CLEARS_FIRST.search(sentence):
                found.update({name for name, _ in references(sentence) if name in functions} or functions)
    return found


def read_failures(sections, functions, names):
    """function -> how it fails (None = unclear), from the sections of a page. `functions` are those with a prototype,
    `names` all that the page speaks of."""
    own, common = assign_sentences(sections.get('RETURN VALUE', []), names)
    clearing = set()
    for title in ('CAVEATS', 'DESCRIPTION', 'ERRORS', 'NOTES'):
        clearing |= clearing_functions(sections.get(title, []), functions)
    failures = {}
    for name, function in functions.items():
        # Where the section names others only, nothing is said about this one.
        is_spoken_of = (name in own or common) and name not in clearing
        failures[name] = classify(own.get(name, []) + common, function) if is_spoken_of else None
    return failures
