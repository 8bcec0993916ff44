/* Calls: their parameters, how they fail, and their rows, with sets taken in. A request of a
 * multiplexer becomes a call of its own with the multiplexer's rows and its own; the multiplexer
 * has the union of all. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "ruledb/failure.h"
#include "ruledb/load.h"
#include "ruledb/nearest.h"

static bool names_equal(const struct rule_names *a, const struct rule_names *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}

static bool row_equal(const struct rule_row *a, const struct rule_row *b)
{
    return a->error == b->error && a->class == b->class && a->likelihood == b->likelihood &&
           a->remedy == b->remedy && text_equal(a->when_text, b->when_text) &&
           text_equal(a->why, b->why) && text_equal(a->note, b->note) &&
           a->kernels.since == b->kernels.since && a->kernels.before == b->kernels.before &&
           names_equal(&a->only, &b->only) && names_equal(&a->except, &b->except) &&
           names_equal(&a->sources, &b->sources);
}

/* By errno, then as in the file: all rows lie in one array. */
static int compare_rows(const void *a, const void *b)
{
    const struct rule_row *left = *(const struct rule_row *const *)a;
    const struct rule_row *right = *(const struct rule_row *const *)b;
    if (left->error != right->error)
        return left->error < right->error ? -1 : 1;
    return left < right ? -1 : left > right;
}

/* Gives the call its rows, sorted, equal ones once: requests that include the same set would repeat
 * it in the union. */
static void set_rows(struct loader *loader, struct rule_call *call, const struct row_list *rows)
{
    const struct rule_row **order = arena_alloc(loader->scratch, rows->count * sizeof *order);
    struct rule_row *kept = arena_alloc(loader->arena, rows->count * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        order[i] = &rows->items[i];
    if (rows->count > 0)
        qsort(order, rows->count, sizeof *order, compare_rows);
    for (size_t i = 0; i < rows->count; i++) {
        bool is_new = true;
        for (size_t k = count; is_new && k > 0 && kept[k - 1].error == order[i]->error; k--)
            is_new = !row_equal(&kept[k - 1], order[i]);
        if (is_new)
            kept[count++] = *order[i];
    }
    call->rows = kept;
    call->row_count = count;
}

static void append_rows(struct loader *loader, struct row_list *rows, const struct row_list *more,
                        size_t from)
{
    for (size_t i = from; i < more->count; i++) {
        struct rule_row *row =
            arena_append(loader->scratch, &rows->items, &rows->count, &rows->capacity, sizeof *row);
        *row = more->items[i];
    }
}

static bool load_parameters(struct loader *loader, struct rule_call *call, const struct json_at *at,
                            struct error *error)
{
    struct json_at member = json_member(at, "params");
    if (!json_read_names(&call->parameters, &member, loader->arena, error))
        return false;
    for (struct json_at child = json_first(&member); child.item != NULL; child = json_next(&child))
        if (names_find(&call->parameters, call->parameters.items[child.index]) != (int)child.index)
            return json_fail(&child, error, "the parameter \"%s\" stands here twice: rename one",
                             call->parameters.items[child.index]);
    return true;
}

static bool load_failure(struct rule_failure *fails, const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"result", "error", "also", "success", NULL};
    static const char *const successes[] = {"zero", NULL}, *const others[] = {"errno", NULL};
    int result, channel = CHANNEL_ERRNO, word;
    struct json_at failure = json_member(at, "fails");
    if (!json_need_object(&failure, keys, error))
        return false;
    struct json_at member = json_member(&failure, "result");
    if (!json_read_word(&result, &member, "result of a failure", FAILURE_RESULT_WORDS, error))
        return false;
    member = json_member(&failure, "error");
    if ((member.item != NULL || result != FAILS_NEVER) &&
        !json_read_word(&channel, &member, "place for an error", FAILURE_CHANNEL_WORDS, error))
        return false;
    member = json_member(&failure, "success");
    if (member.item != NULL &&
        !json_read_word(&word, &member, "result of success", successes, error))
        return false;
    struct json_at also = json_member(&failure, "also");
    if (also.item != NULL && !json_read_word(&word, &also, "other place", others, error))
        return false;
    if (also.item != NULL && channel != CHANNEL_RESULT && channel != CHANNEL_NEGATIVE_RESULT)
        return json_fail(&also, error, "the error is in errno already: remove \"also\"");
    *fails = (struct rule_failure){(enum failure_result)result, (enum failure_channel)channel,
                                   member.item != NULL, also.item != NULL};
    return true;
}

/* The index of the parameter that a member names, -1 without the member. */
static bool load_parameter_index(int *index, struct loader *loader, const struct rule_call *call,
                                 const struct json_at *member, struct error *error)
{
    const char *name;
    *index = -1;
    if (member->item == NULL)
        return true;
    if (!json_read_string(&name, member, loader->scratch, error))
        return false;
    *index = names_find(&call->parameters, name);
    return *index >= 0 ||
           json_fail(member, error, "there is no parameter \"%s\"; one of: %s", name,
                     names_text(call->parameters.items, call->parameters.count, loader->scratch));
}

/* What a call and a request share: "closed", "include", "errnos". Rows are added to the list. */
static bool load_body(struct loader *loader, struct rule_call *call, struct row_list *rows,
                      const struct json_at *at, struct error *error)
{
    struct json_at include = json_member(at, "include");
    struct json_at errnos = json_member(at, "errnos");
    return json_take_bool(&call->is_closed, at, "closed", error) &&
           load_includes(loader, rows, &include, &call->parameters, error) &&
           load_rows(loader, rows, &errnos, &call->parameters, error);
}

static bool load_request(struct loader *loader, struct rule_call *request, struct row_list *united,
                         const struct rule_call *call, const struct row_list *own,
                         const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"closed", "include", "errnos", NULL};
    struct row_list rows = {0};
    *request = *call;
    request->name = arena_printf(loader->arena, "%s:%s", call->name, at->name);
    request->is_closed = false;
    request->request_parameter = -1;
    append_rows(loader, &rows, own, 0);
    if (!json_need_object(at, keys, error) || !load_body(loader, request, &rows, at, error))
        return false;
    for (size_t i = own->count; i < rows.count; i++)
        rows.items[i].is_of_request = true;
    append_rows(loader, united, &rows, own->count);
    set_rows(loader, request, &rows);
    return true;
}

static int compare_calls(const void *a, const void *b)
{
    return strcmp(((const struct rule_call *)a)->name, ((const struct rule_call *)b)->name);
}

/* `own` holds the call's own rows; those of the requests are added to it at the end. */
static bool load_requests(struct loader *loader, struct rule_call *call, struct row_list *own,
                          const struct json_at *at, struct error *error)
{
    static const char *const keys[] = {"param", "requests", NULL};
    struct json_at request = json_member(at, "request");
    if (request.item == NULL)
        return true;
    if (!json_need_object(&request, keys, error))
        return false;
    struct json_at parameter = json_member(&request, "param");
    struct json_at members = json_member(&request, "requests");
    int index;
    if (parameter.item == NULL)
        return json_fail(&parameter, error,
                         "is missing: name the parameter that chooses the request");
    if (!load_parameter_index(&index, loader, call, &parameter, error) ||
        !json_need_object(&members, NULL, error))
        return false;

    struct row_list united = {0};
    struct rule_call *requests = NULL, *common = arena_alloc(loader->arena, sizeof *common);
    size_t count = 0, capacity = 0;
    *common = *call;
    set_rows(loader, common, own);
    append_rows(loader, &united, own, 0);
    for (struct json_at member = json_first(&members); member.item != NULL;
         member = json_next(&member)) {
        struct rule_call *slot =
            arena_append(loader->arena, &requests, &count, &capacity, sizeof *slot);
        if (!load_request(loader, slot, &united, call, own, &member, error))
            return false;
    }
    if (count > 0)
        qsort(requests, count, sizeof *requests, compare_calls);
    call->request_parameter = index;
    call->requests = requests;
    call->request_count = count;
    call->common = common;
    *own = united;
    return true;
}

static bool load_writes(struct loader *loader, struct rule_call *call, const struct json_at *at,
                        struct error *error)
{
    static const char *const keys[] = {"param", "when", "call", NULL};
    struct json_at member = json_member(at, "writes");
    if (member.item == NULL)
        return true;
    if (!json_need_object(&member, keys, error))
        return false;
    struct rule_writes *writes = arena_alloc(loader->arena, sizeof *writes);
    struct json_at parameter = json_member(&member, "param"), when = json_member(&member, "when");
    struct json_at source = json_member(&member, "call");
    const char *text;
    if (parameter.item == NULL)
        return json_fail(&parameter, error, "is missing: name the pointer that is stored through");
    if (!load_parameter_index(&writes->parameter, loader, call, &parameter, error) ||
        !json_read_string(&writes->call, &source, loader->arena, error))
        return false;
    if (ruledb_find_call(loader->rules, writes->call) == NULL)
        return json_fail(&source, error, "there is no call \"%s\": add its rows under that name",
                         writes->call);
    if (when.item != NULL) {
        struct error reason;
        if (!json_read_string(&text, &when, loader->scratch, error))
            return false;
        if (!condition_parse(&writes->when, loader->arena, text, &call->parameters, loader->rules,
                             &reason))
            return json_fail(&when, error, "%s", reason.text);
    }
    call->writes = writes;
    return true;
}

static bool load_call(struct loader *loader, struct rule_call *call, const struct json_at *at,
                      struct error *error)
{
    static const char *const keys[] = {"params",  "fails",  "object",  "opens",  "closed",
                                       "include", "errnos", "request", "writes", NULL};
    struct row_list rows = {0};
    struct json_at object = json_member(at, "object"), opens = json_member(at, "opens");
    call->request_parameter = -1;
    if (!json_need_object(at, keys, error) || !load_parameters(loader, call, at, error) ||
        !load_failure(&call->fails, at, error) ||
        !load_parameter_index(&call->object, loader, call, &object, error) ||
        !load_parameter_index(&call->opens, loader, call, &opens, error) ||
        !load_body(loader, call, &rows, at, error) ||
        !load_requests(loader, call, &rows, at, error) || !load_writes(loader, call, at, error))
        return false;
    set_rows(loader, call, &rows);
    return true;
}

/* An alias has everything of its call but the name, in its requests too. */
static void copy_call(struct loader *loader, struct rule_call *alias, const struct rule_call *call)
{
    const char *name = alias->name;
    struct rule_call *requests = arena_alloc(loader->arena, call->request_count * sizeof *requests);
    for (size_t i = 0; i < call->request_count; i++) {
        requests[i] = call->requests[i];
        requests[i].name =
            arena_printf(loader->arena, "%s%s", name, strchr(call->requests[i].name, ':'));
    }
    *alias = *call;
    alias->name = name;
    alias->alias_of = call->name;
    alias->requests = requests;
}

static bool load_alias(struct loader *loader, struct rule_call *alias, const struct json_at *at,
                       struct error *error)
{
    static const char *const keys[] = {"alias", NULL};
    struct json_at member = json_member(at, "alias");
    const char *name;
    if (!json_need_object(at, keys, error) ||
        !json_read_string(&name, &member, loader->scratch, error))
        return false;
    const struct rule_call *call = ruledb_find_call(loader->rules, name);
    if (call == NULL) {
        struct nearest nearest;
        nearest_init(&nearest, name);
        for (size_t i = 0; i < loader->rules->call_count; i++)
            nearest_offer(&nearest, loader->rules->calls[i]->name);
        return json_fail(&member, error, "there is no call \"%s\"%s", name,
                         nearest_hint(&nearest, loader->scratch));
    }
    if (call->alias_of != NULL || call->parameters.items == NULL) /* resolved already, or not yet */
        return json_fail(&member, error,
                         "\"%s\" is an alias itself: name the call that has the rules", name);
    copy_call(loader, alias, call);
    return true;
}

static bool is_alias(const struct json_at *at)
{
    return json_member(at, "alias").item != NULL;
}

bool load_calls(struct loader *loader, struct error *error)
{
    const struct definitions *definitions = &loader->calls;
    struct rule_call *calls = arena_alloc(loader->arena, definitions->count * sizeof *calls);
    const struct rule_call **sorted =
        arena_alloc(loader->arena, definitions->count * sizeof *sorted);
    loader->rules->calls = sorted;
    loader->rules->call_count = definitions->count;
    for (size_t i = 0; i < definitions->count; i++) {
        calls[i].name = arena_strdup(loader->arena, definitions->items[i].name);
        sorted[i] = &calls[i];
    }
    for (size_t i = 0; i < definitions->count; i++)
        if (!is_alias(&definitions->items[i].at) &&
            !load_call(loader, &calls[i], &definitions->items[i].at, error))
            return false;
    for (size_t i = 0; i < definitions->count; i++)
        if (is_alias(&definitions->items[i].at) &&
            !load_alias(loader, &calls[i], &definitions->items[i].at, error))
            return false;
    return true;
}
