/* Fuzz target: the loader of rule files. The input is the text of one or more files, with a line
 * "%%" between them; the first counts as built in, the others as those of --rules. What loads is
 * asked all that the program asks of rules; what does not must say where it is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "fuzz/target.h"
#include "ruledb/describe.h"
#include "ruledb/load.h"
#include "ruledb/match.h"

#define SEPARATOR "\n%%\n"

static void ask_call(const struct ruledb *rules, const struct rule_call *call, struct arena *arena)
{
    const char *name = "O_CREAT";
    struct rule_argument arguments[4] = {
        {.has_value = true, .value = -1, .names = &name, .name_count = 1, .is_all_named = true},
        {.string = "/proc/self/fd/3"},
        {.is_object_address = true},
    };
    size_t count = sizeof arguments / sizeof arguments[0];
    struct rule_match *matches = arena_alloc(arena, (call->row_count + 1) * sizeof *matches);
    struct rule_excluded excluded;
    size_t parameter;
    const struct rule_call *request = rule_select_request(call, arguments, count);
    size_t known = rule_match(rules, call, arguments, count, matches, &excluded);
    size_t unknown = rule_match(rules, call, NULL, 0, matches, NULL);
    if (request == NULL || known > call->row_count || unknown > call->row_count)
        abort();
    rule_written_error(rules, call, arguments, count, &parameter);
    rule_made_kind(rules, call->name, arguments, count);
    rule_written_kind(rules, call->name, arguments, count, 0);
    ruledb_find_assertion(rules, false, call->name, call->name, 1);
    ruledb_terminator_kind(rules, call->name);
    ruledb_without_prefix(rules, call->name);
    ruledb_without_raw_prefix(rules, call->name);
}

static void ask(const struct ruledb *rules, struct arena *arena)
{
    struct text text;
    struct error error;
    size_t count;
    text_init(&text, arena);
    ruledb_dump(&text, rules, arena);
    rule_path_kind(rules, "/memfd:name (deleted)");
    rule_kinds_that_walk_to(rules, errno_find("ENOENT"), arena);
    ruledb_is_test(rules, "tests/a.c", "CHECK");
    const struct rule_call *const *calls = ruledb_calls(rules, &count);
    for (size_t i = 0; i < count; i++) {
        if (ruledb_find_call(rules, calls[i]->name) != calls[i] ||
            !ruledb_explain_call(&text, rules, calls[i]->name, NULL, &error))
            abort();
        ask_call(rules, calls[i], arena);
        for (size_t j = 0; j < calls[i]->request_count; j++)
            ask_call(rules, &calls[i]->requests[j], arena);
    }
    if (!ruledb_explain_errno(&text, rules, "ENOENT", &error))
        abort();
}

static void add_file(struct rule_sources *sources, struct arena *arena, const char *bytes,
                     size_t length)
{
    struct rule_source *source =
        arena_append(arena, &sources->items, &sources->count, &sources->capacity, sizeof *source);
    *source = (struct rule_source){
        .name = arena_printf(arena, "%zu.json", sources->count),
        .bytes = arena_copy(arena, bytes, length),
        .length = length,
        .is_added = sources->count > 1,
    };
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    arena_init(&arena);
    struct rule_sources sources = {0};
    for (const char *at = (const char *)bytes, *end = at + length; at <= end && length > 0;) {
        const char *next = memmem(at, (size_t)(end - at), SEPARATOR, strlen(SEPARATOR));
        add_file(&sources, &arena, at, (size_t)((next == NULL ? end : next) - at));
        at = next == NULL ? end + 1 : next + strlen(SEPARATOR);
    }
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    if (ruledb_load_sources(&rules, &arena, &sources, &error)) {
        ask(rules, &arena);
        struct kernel_span span = {.since = 5 * 1000};
        ask(ruledb_for_kernels(&arena, rules, span), &arena);
    } else if (strstr(error.text, ".json") == NULL) {
        fprintf(stderr, "an error without a place: '%s'\n", error.text);
        abort();
    }
    arena_release(&arena);
    return 0;
}
