/* A source that no build has configured lacks the macros that say what the system has: HAVE_EVENTFD
 * is defined nowhere, and the part for it is not compiled. What such macros are called is
 * convention enough to define them as if the build had found everything, but never those of another
 * system. A macro whose value cannot be known from its name is taken as it suits: the parse will
 * tell. */
#include "frontend/switches.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/formula.h"

/* One of the words of a name, WORD1_WORD2, in capitals or not. */
static bool has_word(const char *name, const char *const *words, bool is_beginning_enough)
{
    for (size_t at = strspn(name, "_"); name[at] != '\0'; at += strspn(name + at, "_")) {
        size_t length = strcspn(name + at, "_");
        for (const char *const *word = words; *word != NULL; word++) {
            size_t size = strlen(*word);
            if ((length == size || (is_beginning_enough && length > size)) &&
                strncasecmp(name + at, *word, size) == 0)
                return true;
        }
        at += length;
    }
    return false;
}

static bool is_of_other_system(const char *name)
{
    static const char *const WORDS[] = {
        "win",     "winsock",   "msvc",   "msc",   "mingw",   "cygwin",   "apple",   "darwin",
        "macos",   "osx",       "mach",   "ios",   "freebsd", "openbsd",  "netbsd",  "dragonfly",
        "bsd",     "kqueue",    "sun",    "sunos", "solaris", "illumos",  "aix",     "hpux",
        "irix",    "osf",       "qnx",    "haiku", "beos",    "hurd",     "vxworks", "openvms",
        "vms",     "nonstop",   "tandem", "nacl",  "wasm",    "emscript", "fuchsia", "mvs",
        "os390",   "zos",       "djgpp",  "minix", "amiga",   "android",  "svr4",    "ultrix",
        "devpoll", "eventport", "iocp",   NULL};
    return has_word(name, WORDS, true);
}

static bool stands_for_feature(const char *name)
{
    static const char *const WORDS[] = {"have",   "has",     "use",       "uses",      "using",
                                        "with",   "enable",  "enabled",   "support",   "supports",
                                        "config", "present", "supported", "available", NULL};
    static const char *const OPPOSITES[] = {"no", "not", "without", "disable", "disabled", NULL};
    return name[0] != '_' && has_word(name, WORDS, false) && !has_word(name, OPPOSITES, false) &&
           !is_of_other_system(name);
}

static bool is_choice(const struct switches *switches, const char *name)
{
    for (size_t i = 0; i < switches->choice_count; i++)
        if (strcmp(switches->choices[i], name) == 0)
            return true;
    return false;
}

static void learn(struct switches *switches, const struct formula *formula)
{
    if (formula == NULL)
        return;
    learn(switches, formula->left);
    learn(switches, formula->right);
    if (formula->kind != FORMULA_MACRO || formula->macro[0] == '_' ||
        is_of_other_system(formula->macro))
        return;
    const char **slot = arena_append(switches->arena, &switches->choices, &switches->choice_count,
                                     &switches->choice_capacity, sizeof(const char *));
    *slot = formula->macro;
}

void switches_learn(struct switches *switches, const struct guards *guards)
{
    for (size_t i = guards->count; i-- > 0;) {
        const struct guard *guard = &guards->items[i];
        if (guard->frame != guards->items[guards->count - 1].frame)
            break;
        if (!guard->is_wanted)
            learn(switches, formula_read(switches->arena, guard->condition));
    }
}

/* Whether a macro that stands for no feature can have the truth value that suits. */
static bool may_be(const char *name, bool is_wanted)
{
    bool is_predefined = name[0] == '_' || text_starts_with(name, "linux");
    return !is_wanted || (is_predefined && !is_of_other_system(name));
}

static bool decide(struct switches *switches, const char *name, bool is_wanted)
{
    if (!stands_for_feature(name) && !is_choice(switches, name))
        return may_be(name, is_wanted);
    switches->uses += is_wanted;
    for (size_t i = 0; i < switches->count; i++)
        if (strcmp(switches->items[i].name, name) == 0)
            return switches->items[i].is_on == is_wanted;
    struct switch_macro *macro = arena_append(switches->arena, &switches->items, &switches->count,
                                              &switches->capacity, sizeof *macro);
    *macro = (struct switch_macro){name, is_wanted};
    return true;
}

static void go_back(struct switches *switches, const struct switches *before)
{
    switches->count = before->count;
    switches->uses = before->uses;
}

static bool satisfy(struct switches *switches, const struct formula *formula, bool is_wanted);

/* One of the two will do: rather one for which a macro is on, since what holds by itself would have
 * been compiled. */
static bool satisfy_one(struct switches *switches, const struct formula *formula, bool is_wanted)
{
    const struct formula *operands[] = {formula->left, formula->right};
    const struct switches before = *switches;
    bool is_any = false;
    for (size_t i = 0; i < 2; i++) {
        bool holds = satisfy(switches, operands[i], is_wanted);
        if (holds && switches->uses > before.uses)
            return true;
        is_any = is_any || holds;
        go_back(switches, &before);
    }
    return is_any;
}

static bool satisfy_two(struct switches *switches, const struct formula *formula, bool is_wanted)
{
    return satisfy(switches, formula->left, is_wanted) &&
           satisfy(switches, formula->right, is_wanted);
}

static bool satisfy(struct switches *switches, const struct formula *formula, bool is_wanted)
{
    switch (formula->kind) {
    case FORMULA_BOTH:
        return is_wanted ? satisfy_two(switches, formula, true)
                         : satisfy_one(switches, formula, false);
    case FORMULA_EITHER:
        return is_wanted ? satisfy_one(switches, formula, true)
                         : satisfy_two(switches, formula, false);
    case FORMULA_NOT: return satisfy(switches, formula->left, !is_wanted);
    case FORMULA_MACRO: return decide(switches, formula->macro, is_wanted);
    case FORMULA_TRUE: return is_wanted;
    case FORMULA_FALSE: return !is_wanted;
    case FORMULA_UNKNOWN: break;
    }
    return true;
}

static bool satisfy_guard(struct switches *switches, const struct guard *guard)
{
    return satisfy(switches, formula_read(switches->arena, guard->condition), guard->is_wanted);
}

bool switches_turn_on(struct switches *switches, const struct guards *guards, size_t skipped)
{
    const struct switches before = *switches;
    bool is_first = true; /* the outermost frame that does not hold: it must take a macro */
    for (size_t i = 0; i < guards->count; i++) {
        const struct guard *guard = &guards->items[i];
        if (guard->branch < skipped)
            continue;
        bool is_last = i + 1 == guards->count || guards->items[i + 1].frame != guard->frame;
        if (!satisfy_guard(switches, guard) ||
            (is_first && is_last && switches->uses == before.uses)) {
            go_back(switches, &before);
            return false;
        }
        is_first = is_first && !is_last;
    }
    return !is_first;
}

const char *const *switches_names(const struct switches *switches, size_t *count)
{
    const char **names = arena_alloc(switches->arena, (switches->count + 1) * sizeof *names);
    *count = 0;
    for (size_t i = 0; i < switches->count; i++)
        if (switches->items[i].is_on)
            names[(*count)++] = switches->items[i].name;
    return names;
}
