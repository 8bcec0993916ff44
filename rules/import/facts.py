"""From pages to calls: each function gets the facts of the page that is about it.

A fact is (call, errno) with how the manual says it:
  listed      in the page's list of errors
  prose       in the page's running text alone
  doubtful    in the list, but the item speaks of parameters that the function does not have, or of another function
  historical  in the list for versions of Linux or glibc that are long gone
  inherited   on another page, to which this one sends
"""


def home_pages(pages):
    """function -> the page about it: the one of its name, else one that names it, else one that lists errors. Of a
    system call and a library function of the same name (readdir, syslog) the latter counts: C programs call it."""
    homes = {}
    for page in pages:
        for name, function in page.functions.items():
            is_own = name == page.name
            rank = (is_own, is_own and page.section[0] == '3', name in page.names, not function.is_bare,
                    bool(page.entries))
            if name not in homes or rank > homes[name][0]:
                homes[name] = (rank, page)
    return {name: page for name, (_, page) in homes.items()}


def own_facts(page, name):
    """errno -> tier, of what the page itself says about one of its functions."""
    tiers = {}
    for errno in {entry.errno for entry in page.entries}:
        entries = [entry for entry in page.entries
                   if entry.errno == errno and (entry.functions is None or name in entry.functions)]
        if not entries:
            continue
        if all(entry.place == 'prose' for entry in entries):
            tiers[errno] = 'prose'
        elif all(entry.has_ended for entry in entries):
            tiers[errno] = 'historical'
        elif all(name in entry.doubt for entry in entries):
            tiers[errno] = 'doubtful'
        else:
            tiers[errno] = 'listed'
    return tiers


def bases_of(page, name):
    return [base for subjects, base, _ in page.bases if base != name and (subjects is None or name in subjects)]


def inherited_facts(homes, name):
    """errno -> the page that lists it, of what the function's page sends to, through several pages if need be."""
    found, seen, waiting = {}, {name}, bases_of(homes[name], name)
    while waiting:
        base = waiting.pop(0)
        if base in seen or base not in homes:
            continue
        seen.add(base)
        page = homes[base]
        for errno, tier in own_facts(page, base).items():
            if tier in ('listed', 'prose'):
                found.setdefault(errno, page.reference)
        waiting += bases_of(page, base)
    return found


def call_facts(homes, name):
    """A call as rules/imported has it; None for a function of which no errno is known."""
    page = homes[name]
    if page.functions[name].result == 'void':  # the page's list is about the other functions
        return None
    own = own_facts(page, name)
    inherited = {errno: base for errno, base in inherited_facts(homes, name).items() if errno not in own}
    if not own and not inherited:
        return None
    call = {'page': page.reference}
    if page.failures.get(name):
        call['fails'] = page.failures[name]
    if page.functions[name].has_request():
        call['request'] = True
    for tier in ('listed', 'prose', 'doubtful', 'historical'):
        errnos = sorted(errno for errno, one in own.items() if one == tier)
        if errnos:
            call[tier] = errnos
    if inherited:
        call['inherited'] = {base: sorted(errno for errno in inherited if inherited[errno] == base)
                             for base in sorted(set(inherited.values()))}
    return call


def gather(pages):
    """name -> call, for all functions of the pages of which an errno is known."""
    homes = home_pages([page for page in pages if page.section in ('2', '3')])
    calls = {name: call_facts(homes, name) for name in sorted(homes)}
    return {name: call for name, call in calls.items() if call is not None}
