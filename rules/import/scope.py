"""Which functions of a page a piece of its ERRORS section speaks of, and whose errors it takes over.

One page documents several functions, and its errnos are not those of all. A restriction stands at the tag, in
parentheses at the start of an item, in a paragraph that leads a run of items in, or is only a mention. Pages also
send to each other: "the errors of open(2)".
"""
import re

REFERENCE = re.compile(r'\b([A-Za-z_]\w*)\s?\((\d\w*)?\)')
SENTENCE = re.compile(r'(?<=[.])\s+(?=[A-Z]|\w+\s?\(\))')

TAKES_OVER = re.compile(
    r'errors?\s+(?:that\s+(?:can\s+)?occur\w*\s+for|that\s+occur\s+are|returned\s+by|documented\s+(?:in|for)'
    r'|described\s+(?:in|for|under)|specified\s+(?:in|for)|listed\s+(?:in|for)|noted\s+in|defined\s+(?:in|for)'
    r'|as\s+for|of\b|from\b|under\b|in\b|are\s+as|for\s+underlying)'
    r'|same\s+(?:errors?|reasons?)\s+as|(?:any|all)\s+of\s+the\s+(?:same\s+)?(?:errors?|reasons?)'
    r'|reasons?\s+(?:described|that)|^(?:As|as)\s+for\b|^See\s+(?:the\s+)?(?:ERRORS?\s+(?:in|under)\s+)?\w+\s*\(\d'
    r'|ERRORS?\s+(?:in|under|section)|error\s+values?,?\s+see|see\s+\w+\s*\(\d\)\s+for\s+other'
    r'|errors?\s+that\s+can\s+occur\s+for|are\s+as\s+for|errors\s+under|any\s+error\s+specified\s+for'
    r'|fails?\s+(?:only\s+)?(?:in\s+the\s+case\s+where|if)\s+(?:either\s+)?(?:the\s+underlying\s+)?\w+\s*\(\d?\)'
    r'|for\s+other\s+possible\s+values|the\s+errors\s+\w+\s+in|underlying\s+\w+\s*\(\d\)[^.]*fails', re.I)
ALL_FUNCTIONS = re.compile(r'\b(these|both|all|any of the above)\b.*\b(functions?|calls?|operations|macros'
                           r'|system calls|requests)\b', re.I)
LEADS_IN = re.compile(r'\b(can|may|could|will|might)\b[^.]*\b(fail|failed|occur|return)'
                      r'|\bfails?\b[^.]*\b(if|with|for|the following)|listed below|returns? the following error'
                      r'|^For \w+\s?\(|sets?\b.*\berrno\b.*\bif', re.I)
NAMES_LIST = r'((?:\w+\s?\(\)(?:,? and |,? or |, )?)+)'


def references(text):
    """The functions that a text names as f() or f(2), in its order: [(name, section or '')]."""
    return [(match.group(1), match.group(2) or '') for match in REFERENCE.finditer(text)]


def named(text, functions):
    """Those of the functions that a text names, sorted."""
    return sorted({name for name, _ in references(text) if name in functions})


def spell_out(text, functions):
    """get*ent() becomes the page's functions of that shape."""
    def names(match):
        pattern = re.compile(match.group(0).split('(')[0].strip().replace('*', r'\w*') + '$')
        return ', '.join(name + '()' for name in functions if pattern.match(name)) or match.group(0)
    return re.sub(r'\b\w*\*\w*\s?\(\)', names, text)


def taken_over_in(sentence, functions):
    """(subjects or None for all, [(function, section or '?' for this page)]), None where nothing is taken over."""
    found = references(sentence)
    local = [name for name, section in found if not section and name in functions]
    both = re.match(r'The same errors that (?:can )?occur for (.*?) can also occur for (.*)', sentence)
    if both:
        subjects = [name for name, section in references(both.group(2)) if not section]
        return subjects or None, [(name, section or '?') for name, section in references(both.group(1))]
    bases = [(name, section) for name, section in found if section[:1] in ('2', '3')]
    if bases:
        return local or None, bases
    same = re.search(r'same (?:errors?|reasons?) as (?:for )?(\w+)\s?\(\)', sentence)
    if same and same.group(1) in functions:
        return [name for name in local if name != same.group(1)] or None, [(same.group(1), '?')]
    return None


def taken_over(paragraph, functions):
    """Whose errors a paragraph takes over, as a list of what taken_over_in() returns."""
    found = (taken_over_in(sentence, functions) for sentence in SENTENCE.split(paragraph)
             if TAKES_OVER.search(sentence))
    return [one for one in found if one is not None]


def lead_in(paragraph, functions):
    """The functions that a paragraph gives the items behind it to: a list, 'all', or None where it leads nothing in."""
    last = SENTENCE.split(paragraph)[-1]
    if not LEADS_IN.search(last) or (TAKES_OVER.search(last) and not last.rstrip().endswith(':')):
        return None
    subjects = sorted({name for name, section in references(last) if not section and name in functions})
    if not subjects:  # some pages name functions without parentheses
        subjects = sorted({word for word in re.findall(r'\b\w+\b', last) if '_' in word and word in functions})
    return subjects or ('all' if ALL_FUNCTIONS.search(last) else None)


def in_tag(tag, functions):
    """The functions in parentheses at a tag; None without any."""
    for inside in re.findall(r'\(((?:[^()]|\(\))*)\)', tag):
        found = named(inside, functions)
        if found:
            return found
    return None


def at_start(text, functions):
    """The functions that the start of an item restricts it to; None where it does not."""
    inside = re.match(r'\((?:for |glibc |only |in |Linux )*((?:[^()]|\((?:\d\w*)?\))*)\)', text)
    if inside:
        words = sorted({word for word in re.findall(r'\b\w+\b', inside.group(1)) if word in functions})
        found = named(inside.group(1), functions) or words
        if found:
            return found
    before_colon = re.match(NAMES_LIST + ':', text)
    return named(before_colon.group(1), functions) or None if before_colon else None


def in_words(text, functions):
    """The functions that the words of an item restrict it to; None where they do not."""
    if re.search(r'does not apply to', text):
        excluded = named(text.split('does not apply to', 1)[1], functions)
        if excluded:
            return sorted(set(functions) - set(excluded))
    only = re.search(r'valid only for ((?:\w+\s?\(\))+)|only (?:for|by) ((?:\w+\s?\(\))+)', text)
    return named(only.group(0), functions) or None if only else None


def in_item(text, functions):
    """(is certain, functions) that an item's text restricts it to; (False, None) where it names none."""
    found = at_start(text, functions)
    if found:
        return True, found
    mentioned = sorted({name for name, section in references(text) if not section and name in functions})
    start = re.match(r'(?:For|In the case of) ' + NAMES_LIST, text)
    found = named(start.group(1), functions) if start else []
    # The same item may go on with other cases.
    if found and not re.search(r'[Oo]ther calls|; or|\bOr[:,]', text):
        is_certain = set(mentioned) <= set(found)
        return is_certain, found if is_certain else mentioned
    found = in_words(text, functions)
    return (True, found) if found else (False, mentioned or None)
