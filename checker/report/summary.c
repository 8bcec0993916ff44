/* The account at the end of a run. Silence alone says nothing: whoever reads "no findings" must
 * also read how much was not seen, and what would help. */
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/report.h"

enum { MOST_FILES = 10 };

/* Names files until `left` is used up. */
static void add_notes(struct text *text, const char *label, const struct file_note *notes,
                      size_t count, size_t *left)
{
    for (size_t i = 0; i<count && * left> 0; i++, --*left)
        text_printf(text, "%s: %s: %s\n", label, clean_line(text->arena, notes[i].file),
                    clean_line(text->arena, notes[i].reason));
}

void report_summary(FILE *out, const struct findings *findings, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    struct site_counts sites = findings_count_sites(findings);
    text_printf(&text, "%zu file%s: %zu analysed, ", findings->files,
                findings->files == 1 ? "" : "s", findings->analysed);
    if (findings->without_errnos > 0)
        text_printf(&text, "%zu without errnos, ", findings->without_errnos);
    if (findings->test_code > 0)
        text_printf(&text, "%zu of test code not looked at (--tests does), ", findings->test_code);
    if (findings->without_changes > 0)
        text_printf(&text, "%zu without changes, ", findings->without_changes);
    text_printf(&text,
                "%zu incomplete, %zu failed; "
                "sites: %zu found, %zu reported, %zu silent, %zu blind\n",
                findings->incomplete_count, findings->failed_count, sites.found, sites.reported,
                sites.silent, sites.blind);
    size_t left = MOST_FILES;
    add_notes(&text, "failed", findings->failed, findings->failed_count, &left);
    add_notes(&text, "incomplete", findings->incomplete, findings->incomplete_count, &left);
    size_t notes = findings->failed_count + findings->incomplete_count;
    if (notes > MOST_FILES)
        text_printf(&text, "and %zu more (--format json lists all)\n", notes - MOST_FILES);
    for (size_t i = 0; i < findings->hint_count; i++)
        text_printf(&text, "hint: %s\n", clean_line(arena, findings->hints[i]));
    fwrite(text_get(&text), 1, text.length, out);
}
