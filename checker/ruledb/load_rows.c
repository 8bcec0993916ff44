/* Rows: one fact per row, in "errnos" objects of calls, requests and sets; and sets taken into a
 * call by "include". */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "ruledb/load.h"
#include "ruledb/nearest.h"

#define WORD(id, word, text) word,
static const char *const CLASS_WORDS[] = {ERRNO_CLASSES(WORD) NULL};
static const char *const LIKELIHOOD_WORDS[] = {LIKELIHOODS(WORD) NULL};
static const char *const REMEDY_WORDS[] = {REMEDIES(WORD)
                                               NULL}; /* the first is that of REMEDY_NONE: empty */
#undef WORD

static const char *const ROW_KEYS[] = {"class", "likelihood", "remedy", "when", "only",    "except",
                                       "since", "before",     "why",    "note", "sources", NULL};

int names_find(const struct rule_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return (int)i;
    return -1;
}

bool load_errno(enum errno_id *id, const struct json_at *at, const char *name, struct error *error)
{
    static const struct {
        const char *alias, *first;
    } aliases[] = {
#define ERRNO_ALIAS(alias, first) {#alias, #first},
#include "errnos/names.def"
#undef ERRNO_ALIAS
    };
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (strcmp(aliases[i].alias, name) == 0)
            return json_fail(at, error, "\"%s\" is the same errno as %s: write %s", name,
                             aliases[i].first, aliases[i].first);
    *id = errno_find(name);
    return *id != ERRNO_NONE ||
           json_fail(at, error, "\"%s\" is no errno of Linux: check the spelling", name);
}

/* man:PAGE(N)@VERSION */
static bool is_manual_page(const char *text)
{
    const char *open = strchr(text, '(');
    return open != NULL && open > text && isdigit((unsigned char)open[1]) &&
           strchr(open, ')') != NULL && strstr(open, ")@") != NULL && strstr(open, ")@")[2] != '\0';
}

/* ltp:PATH@COMMIT: the commit is what makes the path mean the same for ever. */
static bool is_file_of_commit(const char *text)
{
    const char *at = strchr(text, '@');
    size_t digits = at == NULL ? 0 : strspn(at + 1, "0123456789abcdef");
    return at != NULL && at > text && digits >= 12 && at[1 + digits] == '\0';
}

static bool is_source(const char *text)
{
    if (text_starts_with(text, "man:"))
        return is_manual_page(text + 4);
    if (text_starts_with(text, "issue:"))
        return strchr(text, '/') != NULL && strchr(text, '#') != NULL;
    if (text_starts_with(text, "ltp:"))
        return is_file_of_commit(text + 4);
    if (text_starts_with(text, "gvisor:"))
        return is_file_of_commit(text + 7);
    return strcmp(text, "probe") == 0 || (text_starts_with(text, "kernel:") && text[7] != '\0') ||
           (text_starts_with(text, "glibc:") && text[6] != '\0');
}

static bool load_sources_of_row(struct loader *loader, struct rule_row *row,
                                const struct json_at *at, struct error *error)
{
    struct json_at sources = json_member(at, "sources");
    if (sources.item == NULL)
        return json_fail(at, error, "the row has no \"sources\": say who vouches for it");
    if (!json_read_names(&row->sources, &sources, loader->arena, error))
        return false;
    if (row->sources.count == 0)
        return json_fail(&sources, error, "is empty: say who vouches for the row");
    for (struct json_at source = json_first(&sources); source.item != NULL;
         source = json_next(&source)) {
        const char *text = row->sources.items[source.index];
        if (!is_source(text))
            return json_fail(&source, error,
                             "\"%s\" is no source; one of: man:PAGE(N)@VERSION, kernel:FUNCTION, "
                             "glibc:FUNCTION, issue:OWNER/NAME#N, ltp:PATH@COMMIT, "
                             "gvisor:PATH@COMMIT (12 digits or more), probe",
                             text);
    }
    return true;
}

static bool load_kind_names(struct loader *loader, struct rule_names *names,
                            const struct json_at *at, const char *key, struct error *error)
{
    struct json_at member = json_member(at, key);
    if (member.item == NULL)
        return true;
    if (!json_read_names(names, &member, loader->arena, error))
        return false;
    for (struct json_at child = json_first(&member); child.item != NULL;
         child = json_next(&child)) {
        const char *name = names->items[child.index];
        if (ruledb_find_kind(loader->rules, name) == NULL && !is_trait(loader->rules, name))
            return json_fail(&child, error, "there is no kind or trait \"%s\"%s", name,
                             nearest_kind_hint(loader->rules, name, loader->scratch));
    }
    return true;
}

static bool load_kernel(int *version, const struct json_at *at, const char *key,
                        struct loader *loader, struct error *error)
{
    const char *text;
    struct json_at member = json_member(at, key);
    if (member.item == NULL)
        return true;
    if (!json_read_string(&text, &member, loader->scratch, error))
        return false;
    const char *end = kernel_version(version, text);
    return (end != NULL && *end == '\0') ||
           json_fail(&member, error, "\"%s\" is no version of the kernel such as \"6.1\"", text);
}

static bool load_kernels(struct loader *loader, struct kernel_span *kernels,
                         const struct json_at *at, struct error *error)
{
    if (!load_kernel(&kernels->since, at, "since", loader, error) ||
        !load_kernel(&kernels->before, at, "before", loader, error))
        return false;
    struct json_at before = json_member(at, "before");
    return kernels->before == 0 || kernels->since < kernels->before ||
           json_fail(&before, error, "no kernel is left: \"since\" names this one or a later one");
}

bool load_class(enum errno_class *class, const struct json_at *at, struct error *error)
{
    int index;
    if (!json_read_word(&index, at, "class", CLASS_WORDS, error))
        return false;
    *class = (enum errno_class)index;
    return true;
}

static bool load_judgement(struct rule_row *row, const struct json_at *at, struct error *error)
{
    int likelihood = LIKELIHOOD_EXOTIC, remedy = -1;
    struct json_at member = json_member(at, "class");
    if (!load_class(&row->class, &member, error))
        return false;
    member = json_member(at, "likelihood");
    if (member.item == NULL && row->class != CLASS_DEFECT)
        return json_fail(at, error,
                         "the row has no \"likelihood\", which only class defect may leave out");
    if (member.item != NULL &&
        !json_read_word(&likelihood, &member, "likelihood", LIKELIHOOD_WORDS, error))
        return false;
    member = json_member(at, "remedy");
    if (member.item != NULL && !json_read_word(&remedy, &member, "remedy", REMEDY_WORDS + 1, error))
        return false;
    row->likelihood = (enum likelihood)likelihood;
    row->remedy = (enum remedy)(remedy + 1);
    return true;
}

static bool load_when(struct loader *loader, struct rule_row *row, const struct json_at *at,
                      const struct rule_names *parameters, struct error *error)
{
    struct json_at when = json_member(at, "when");
    if (when.item == NULL)
        return true;
    if (!json_read_string(&row->when_text, &when, loader->arena, error))
        return false;
    return condition_parse(&row->when, loader->arena, row->when_text, parameters, loader->rules,
                           error) ||
           json_wrap(&when, error);
}

static bool load_row(struct loader *loader, struct rule_row *row, const struct json_at *at,
                     const struct rule_names *parameters, struct error *error)
{
    return json_need_object(at, ROW_KEYS, error) && load_judgement(row, at, error) &&
           load_when(loader, row, at, parameters, error) &&
           load_kind_names(loader, &row->only, at, "only", error) &&
           load_kind_names(loader, &row->except, at, "except", error) &&
           load_kernels(loader, &row->kernels, at, error) &&
           json_take_string(&row->why, at, "why", loader->arena, error) &&
           json_take_string(&row->note, at, "note", loader->arena, error) &&
           load_sources_of_row(loader, row, at, error);
}

bool load_rows(struct loader *loader, struct row_list *rows, const struct json_at *errnos,
               const struct rule_names *parameters, struct error *error)
{
    if (errnos->item == NULL)
        return true;
    if (!json_need_object(errnos, NULL, error))
        return false;
    for (struct json_at member = json_first(errnos); member.item != NULL;
         member = json_next(&member)) {
        enum errno_id id;
        if (!load_errno(&id, &member, member.name, error) || !json_need_array(&member, error))
            return false;
        struct json_at at = json_first(&member);
        if (at.item == NULL)
            return json_fail(&member, error, "has no row: add one or leave the errno out");
        for (; at.item != NULL; at = json_next(&at)) {
            struct rule_row *row = arena_append(loader->scratch, &rows->items, &rows->count,
                                                &rows->capacity, sizeof *row);
            row->error = id;
            if (!load_row(loader, row, &at, parameters, error))
                return false;
        }
    }
    return true;
}
