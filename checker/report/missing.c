/* One missing errno in words, the same in every format that people read. */
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"

static void add_list(struct text *text, const char *label, const char *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_printf(text, "%s%s", i == 0 ? label : ", ", clean_line(text->arena, items[i]));
}

void add_missing(struct text *text, const struct missing *missing)
{
    const char *why =
        missing->why == NULL || missing->why[0] == '\0' ? errno_text(missing->error) : missing->why;
    text_printf(text, "%s, %s, %s: %s", clean_line(text->arena, missing->name),
                likelihood_word(missing->likelihood), class_word(missing->class),
                clean_line(text->arena, why));
    add_list(text, missing->kind_count == 1 ? "; kind: " : "; kinds: ", missing->kinds,
             missing->kind_count);
    if (missing->is_treated_elsewhere)
        text_add(text, "; another path handles it");
    add_list(text, missing->source_count == 1 ? "; source: " : "; sources: ", missing->sources,
             missing->source_count);
}
