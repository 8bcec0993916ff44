/* One missing config.h shows up in every source; the user needs to hear it once, with what it
 * costs. Whether a header is made by the build or belongs to a package that is not installed cannot
 * be known from here, so both are named. */
#include "run/hints.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "frontend/frontend.h"

enum { HEADERS_NAMED = 3 };

void hints_note(struct hints *hints, struct arena *arena, const struct frontend_result *result)
{
    if (result->missing_count == 0)
        return;
    hints->sources++;
    hints->hidden_statements += result->hole_count;
    struct arena scratch;
    arena_init(&scratch);
    struct tally once = {0}; /* a header may be missing at several places of one source */
    for (size_t i = 0; i < result->missing_count; i++)
        tally_add(&once, &scratch, result->missing[i].name);
    for (size_t i = 0; i < once.count; i++)
        tally_add(&hints->headers, arena, once.entries[i].name);
    arena_release(&scratch);
}

static int compare_by_count(const void *a, const void *b)
{
    const struct tally_entry *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return strcmp(left->name, right->name);
}

void hints_finish(const struct hints *hints, struct findings *findings)
{
    size_t count = hints->headers.count;
    if (count == 0)
        return;
    struct arena *arena = findings->arena;
    struct tally_entry *sorted = arena_alloc(arena, count * sizeof *sorted);
    memcpy(sorted, hints->headers.entries, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_by_count);
    struct text text;
    text_init(&text, arena);
    text_printf(&text, "%zu header%s missing (", count, count == 1 ? " is" : "s are");
    for (size_t i = 0; i < count && i < HEADERS_NAMED; i++)
        text_printf(&text, "%s%s", i == 0 ? "" : ", ", sorted[i].name);
    text_printf(&text,
                "%s) and hide%s %zu statement%s in %zu file%s: run the build that makes them, "
                "install the packages they "
                "belong to, or pass their directories with --extra-arg=-IDIR",
                count > HEADERS_NAMED ? ", ..." : "", count == 1 ? "s" : "",
                hints->hidden_statements, hints->hidden_statements == 1 ? "" : "s", hints->sources,
                hints->sources == 1 ? "" : "s");
    findings_add_hint(findings, text_get(&text));
}
