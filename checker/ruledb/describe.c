/* --explain: what the rules say about a call or an errno, for a person who wonders why a finding
 * says what it says. */
#include "ruledb/describe.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "ruledb/database.h"
#include "ruledb/describe_imported.h"
#include "ruledb/failure.h"
#include "ruledb/nearest.h"

/* Widths of the columns that differ from call to call; the others have fixed words. */
struct columns {
    int error, class, likelihood, remedy;
};

static int wider(int width, const char *text)
{
    int length = (int)strlen(text);
    return length > width ? length : width;
}

static struct columns measure(const struct rule_call *call)
{
    struct columns columns = {(int)strlen("ERRNO"), (int)strlen("CLASS"), (int)strlen("LIKELIHOOD"),
                              (int)strlen("REMEDY")};
    for (size_t i = 0; i < call->row_count; i++) {
        columns.error = wider(columns.error, errno_name(call->rows[i].error));
        columns.class = wider(columns.class, class_word(call->rows[i].class));
        columns.likelihood = wider(columns.likelihood, likelihood_word(call->rows[i].likelihood));
        columns.remedy = wider(columns.remedy, remedy_word(call->rows[i].remedy));
    }
    return columns;
}

/* Further lines of a row stand below its last column. */
static void add_detail(struct text *text, const struct columns *columns, const char *word,
                       const char *detail)
{
    int indent =
        2 + columns->error + 2 + columns->class + 2 + columns->likelihood + 2 + columns->remedy + 2;
    if (detail != NULL && *detail != '\0')
        text_printf(text, "%*s%s%s\n", indent, "", word, detail);
}

static const char *list(const struct rule_names *names, struct arena *arena)
{
    return names->count == 0 ? NULL : names_text(names->items, names->count, arena);
}

/* "from 5.1, before 6.4"; NULL = all. */
static const char *kernels_text(const struct kernel_span *kernels, struct arena *arena)
{
    const char *since = kernel_version_text(kernels->since, arena);
    const char *before = kernel_version_text(kernels->before, arena);
    if (kernels->since == 0)
        return kernels->before == 0 ? NULL : arena_printf(arena, "before %s", before);
    return kernels->before == 0 ? arena_printf(arena, "from %s", since)
                                : arena_printf(arena, "from %s, before %s", since, before);
}

static void add_row(struct text *text, const struct columns *columns, const struct rule_row *row,
                    const char *mark)
{
    const char *remedy = row->remedy == REMEDY_NONE ? "-" : remedy_word(row->remedy);
    text_printf(text, "%-2s%-*s  %-*s  %-*s  %-*s  %s\n", mark, columns->error,
                errno_name(row->error), columns->class, class_word(row->class), columns->likelihood,
                likelihood_word(row->likelihood), columns->remedy, remedy,
                row->why != NULL ? row->why : errno_text(row->error));
    add_detail(text, columns, "when ", row->when_text);
    add_detail(text, columns, "kernels ", kernels_text(&row->kernels, text->arena));
    add_detail(text, columns, "only: ", list(&row->only, text->arena));
    add_detail(text, columns, "not: ", list(&row->except, text->arena));
    add_detail(text, columns, "note: ", row->note);
    add_detail(text, columns, "source: ", list(&row->sources, text->arena));
}

static void add_heading(struct text *text, const struct rule_call *call,
                        const struct columns *columns)
{
    text_printf(text, "  %-*s  %-*s  %-*s  %-*s  %s\n", columns->error, "ERRNO", columns->class,
                "CLASS", columns->likelihood, "LIKELIHOOD", columns->remedy, "REMEDY",
                "HOW IT COMES ABOUT");
    if (call->row_count == 0)
        text_add(text, "  (none)\n");
}

static void add_title(struct text *text, const struct rule_call *call)
{
    const char *parameters = list(&call->parameters, text->arena);
    text_printf(text, "%s(%s)%s%s\n", call->name, parameters == NULL ? "" : parameters,
                call->alias_of == NULL ? "" : ", by the rules of ",
                call->alias_of == NULL ? "" : call->alias_of);
    if (call->fails.channel == CHANNEL_WRITTEN)
        text_printf(text, "the error that the call stores through a pointer; %s\n",
                    call->is_closed ? "nothing else than these:" : "others are possible:");
    else if (call->fails.result == FAILS_NEVER)
        text_add(text, "it never fails\n");
    else
        text_printf(
            text, "on failure it returns %s, %s%s; %s\n", failure_result_text(call->fails.result),
            failure_channel_text(call->fails.channel),
            call->fails.is_in_errno_too ? ", and leaves it in errno too" : "",
            call->is_closed ? "nothing else than these:" : "others than these are possible:");
}

static void add_requests(struct text *text, const struct rule_call *call)
{
    if (call->request_count == 0)
        return;
    text_printf(
        text,
        "\nThese are the rows of all requests together. Each alone, as --explain %s:REQUEST:\n",
        call->name);
    for (size_t i = 0; i < call->request_count; i++)
        text_printf(text, "  %s\n", strchr(call->requests[i].name, ':') + 1);
}

static bool has_error(const struct rule_call *call, enum errno_id error)
{
    for (size_t i = 0; i < call->row_count; i++)
        if (call->rows[i].error == error)
            return true;
    return false;
}

/* The texts of paths to such an object; only of calls that can give the errno, which take a path.
 */
static void add_walks(struct text *text, const struct rule_call *call, const struct rule_kind *kind)
{
    for (size_t i = 0; i < kind->walk_count; i++) {
        const struct rule_walk *walk = &kind->walks[i];
        if (walk->error != ERRNO_NONE && has_error(call, walk->error))
            text_printf(text, "\nA path that reads like %s gives %s%s%s.\n", walk->text,
                        errno_name(walk->error), walk->why == NULL ? "" : ": ",
                        walk->why == NULL ? "" : walk->why);
    }
}

/* Arguments of which nothing is known but the kind of the object. */
static struct rule_argument *arguments_of_kind(const struct rule_call *call,
                                               const struct rule_kind *kind, struct arena *arena)
{
    struct rule_argument *arguments =
        arena_alloc(arena, call->parameters.count * sizeof *arguments);
    if (call->object >= 0)
        arguments[call->object].kind = kind;
    return arguments;
}

/* What a row has to do with the kind: "*" it is there because of it, "?" on some objects of the
 * kind, "" nothing. */
static const char *kind_mark(const struct rule_row *row, const struct rule_kind *kind,
                             enum truth allowed)
{
    if (allowed == TRUTH_UNKNOWN)
        return "?";
    return row->only.count > 0 || rule_kind_walk_reason(kind, row->error) != NULL ? "*" : "";
}

/* The rows that can apply to an object of this kind. Likelihoods stay those of the rows: the
 * conditions stand beside them. The errnos that the kind excludes have a line of their own. */
static void add_narrowed(struct text *text, const struct ruledb *rules,
                         const struct rule_call *call, const struct rule_kind *kind)
{
    struct columns columns = measure(call);
    const struct rule_kind *object = call->object < 0 ? NULL : kind;
    const struct rule_argument *arguments = arguments_of_kind(call, kind, text->arena);
    struct errno_set shown = {0}, hidden = {0};
    text_printf(text, "on %s (%s)%s\n\n", kind->text, kind->name,
                object == NULL ? "; the rules of this call do not ask for the kind" : "");
    add_heading(text, call, &columns);
    for (size_t i = 0; i < call->row_count; i++) {
        const struct rule_row *row = &call->rows[i];
        enum truth allowed = row_allows_kind(rules, row, object);
        if (row->likelihood == LIKELIHOOD_NEVER)
            continue;
        if (allowed == TRUTH_FALSE || condition_evaluate(row->when, rules, arguments,
                                                         call->parameters.count) == TRUTH_FALSE) {
            errno_set_add(&hidden, row->error);
            continue;
        }
        errno_set_add(&shown, row->error);
        add_row(text, &columns, row, kind_mark(row, kind, allowed));
    }
    text_add(text, "\n* because of the kind of object  ? on some objects of this kind\n");
    add_walks(text, call, kind);
    hidden = errno_set_subtract(hidden, shown);
    if (!errno_set_is_empty(&hidden))
        text_printf(text, "\nNot on %s: %s.\n", kind->text, errno_set_text(&hidden, text->arena));
}

static void add_all(struct text *text, const struct rule_call *call)
{
    struct columns columns = measure(call);
    text_add(text, "\n");
    add_heading(text, call, &columns);
    for (size_t i = 0; i < call->row_count; i++)
        add_row(text, &columns, &call->rows[i], "");
}

static const struct rule_call *find_request(const struct rule_call *call, const char *name)
{
    for (size_t i = 0; call != NULL && i < call->request_count; i++)
        if (strcmp(call->requests[i].name, name) == 0)
            return &call->requests[i];
    return NULL;
}

static bool find_call(const struct rule_call **found, const struct ruledb *rules, const char *name,
                      struct arena *arena, struct error *error)
{
    const char *colon = strchr(name, ':');
    const char *base = colon == NULL ? name : arena_copy(arena, name, (size_t)(colon - name));
    const struct rule_call *call = ruledb_find_call(rules, base);
    *found = colon == NULL ? call : find_request(call, name);
    if (*found == NULL) /* "getsockopt:SO_ERROR" is no request, but a name of its own */
        *found = ruledb_find_call(rules, name);
    if (*found != NULL)
        return true;
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < rules->call_count; i++)
        nearest_offer(&nearest, rules->calls[i]->name);
    for (size_t i = 0; i < rules->imported_count; i++)
        if (ruledb_find_call(rules, rules->imported[i].call.name) == NULL)
            nearest_offer(&nearest, rules->imported[i].call.name);
    for (size_t i = 0; call != NULL && i < call->request_count; i++)
        nearest_offer(&nearest, call->requests[i].name);
    return error_set(error, "there is no rule for \"%s\"%s", name, nearest_hint(&nearest, arena));
}

bool ruledb_explain_call(struct text *text, const struct ruledb *rules, const char *name,
                         const char *kind, struct error *error)
{
    const struct rule_call *call;
    const struct rule_kind *object = ruledb_find_kind(rules, kind);
    const struct imported_call *imported = imported_find(rules, name);
    if (imported != NULL && ruledb_find_call(rules, name) == NULL) {
        if (kind != NULL)
            return error_set(error, "there are no rules for \"%s\" that could ask for a kind",
                             name);
        describe_imported_call(text, imported);
        return true;
    }
    if (!find_call(&call, rules, name, text->arena, error))
        return false;
    if (kind != NULL && object == NULL)
        return error_set(error, "there is no kind of object \"%s\"%s", kind,
                         nearest_kind_hint(rules, kind, text->arena));
    add_title(text, call);
    if (object != NULL)
        add_narrowed(text, rules, call, object);
    else
        add_all(text, call);
    add_requests(text, call);
    describe_left_out(text, rules, call);
    return true;
}

/* Class and likelihood of the call's rows for one errno: "path common, object unusual"; "" for
 * none. */
static const char *errno_summary(const struct rule_call *call, enum errno_id id,
                                 struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    for (size_t i = 0; i < call->row_count; i++)
        if (call->rows[i].error == id)
            text_printf(&text, "%s%s %s", text.length > 0 ? ", " : "",
                        class_word(call->rows[i].class), likelihood_word(call->rows[i].likelihood));
    return text_get(&text);
}

bool ruledb_explain_errno(struct text *text, const struct ruledb *rules, const char *name,
                          struct error *error)
{
    enum errno_id id = errno_find(name);
    if (id == ERRNO_NONE) {
        struct nearest nearest;
        nearest_init(&nearest, name);
        for (int i = ERRNO_NONE + 1; i < ERRNO_COUNT; i++)
            nearest_offer(&nearest, errno_name((enum errno_id)i));
        return error_set(error, "\"%s\" is no errno of Linux%s", name,
                         nearest_hint(&nearest, text->arena));
    }
    enum errno_class class = ruledb_default_class(rules, id);
    int width = 0;
    for (size_t i = 0; i < rules->call_count; i++)
        width = wider(width, rules->calls[i]->name);
    text_printf(text, "%s: %s\nmostly of class %s: %s\n\n", errno_name(id), errno_text(id),
                class_word(class), class_text(class));
    size_t givers = 0;
    for (size_t i = 0; i < rules->call_count; i++) {
        const char *summary = errno_summary(rules->calls[i], id, text->arena);
        if (*summary == '\0' || rules->calls[i]->alias_of != NULL)
            continue;
        text_printf(text, "%s  %-*s  %s\n", givers == 0 ? "The calls that give it:\n" : "", width,
                    rules->calls[i]->name, summary);
        givers++;
    }
    if (givers == 0)
        text_add(text, "No call in the rules gives it.\n");
    describe_imported_givers(text, rules, id);
    return true;
}
