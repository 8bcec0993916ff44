/* Versions of the kernel: reading them, and leaving out the rows that no kernel of a span gives. A
 * version is counted as one number, so that spans compare. */
#include <limits.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/database.h"

enum { MINORS = 1000 }; /* more than a major version ever had */

/* A number below MINORS; returns what follows, NULL where there is none. */
static const char *read_number(int *number, const char *text)
{
    int value = 0;
    const char *end = text;
    for (; *end >= '0' && *end <= '9' && value < MINORS; end++)
        value = value * 10 + (*end - '0');
    *number = value;
    return end > text && value < MINORS ? end : NULL;
}

const char *kernel_version(int *version, const char *text)
{
    int major, minor, patch;
    const char *end = read_number(&major, text);
    if (end == NULL || *end != '.')
        return NULL;
    end = read_number(&minor, end + 1);
    if (end == NULL)
        return NULL;
    *version = major * MINORS + minor;
    const char *longer = end[0] == '.' ? read_number(&patch, end + 1) : NULL;
    return longer != NULL ? longer : end;
}

const char *kernel_version_text(int version, struct arena *arena)
{
    return arena_printf(arena, "%d.%d", version / MINORS, version % MINORS);
}

static bool spans_meet(struct kernel_span a, struct kernel_span b)
{
    int a_end = a.before == 0 ? INT_MAX : a.before, b_end = b.before == 0 ? INT_MAX : b.before;
    return a.since < b_end && b.since < a_end;
}

static void keep_rows(struct rule_call *call, struct kernel_span kernels, struct arena *arena)
{
    struct rule_row *kept = arena_alloc(arena, call->row_count * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < call->row_count; i++)
        if (spans_meet(call->rows[i].kernels, kernels))
            kept[count++] = call->rows[i];
    call->rows = kept;
    call->row_count = count;
}

static const struct rule_call *narrow_call(const struct rule_call *call, struct kernel_span kernels,
                                           struct arena *arena)
{
    struct rule_call *narrowed = arena_alloc(arena, sizeof *narrowed);
    struct rule_call *requests = arena_alloc(arena, call->request_count * sizeof *requests);
    *narrowed = *call;
    keep_rows(narrowed, kernels, arena);
    for (size_t i = 0; i < call->request_count; i++) {
        requests[i] = call->requests[i];
        keep_rows(&requests[i], kernels, arena);
    }
    narrowed->requests = requests;
    if (call->common != NULL)
        narrowed->common = narrow_call(call->common, kernels, arena);
    return narrowed;
}

const struct ruledb *ruledb_for_kernels(struct arena *arena, const struct ruledb *rules,
                                        struct kernel_span kernels)
{
    struct ruledb *narrowed = arena_alloc(arena, sizeof *narrowed);
    *narrowed = *rules;
    const struct rule_call **calls = arena_alloc(arena, rules->call_count * sizeof *calls);
    for (size_t i = 0; i < rules->call_count; i++)
        calls[i] = narrow_call(rules->calls[i], kernels, arena);
    narrowed->calls = calls;
    const char *first = kernels.since == 0 ? "" : kernel_version_text(kernels.since, arena);
    const char *last = kernels.before == 0 ? "" : kernel_version_text(kernels.before - 1, arena);
    narrowed->version = arena_printf(arena, "%s, kernels %s..%s", rules->version, first, last);
    return narrowed;
}
