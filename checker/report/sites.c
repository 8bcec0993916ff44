/* --list-sites as a table: every place where an errno decides about an assertion, reported or not,
 * and why not. */
#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"

enum { COLUMNS = 6, WIDEST_COLUMN = 60 };

/* The cells of one site that are aligned; what follows them may be of any length. */
struct row {
    const char *cells[COLUMNS];
};

const char *site_status(const struct site *site)
{
    if (site->reason == REASON_NONE)
        return "reported";
    return reason_is_blind(site->reason) ? "blind" : "silent";
}

static const char *or_dash(const char *cell)
{
    return cell[0] == '\0' ? "-" : cell;
}

static struct row make_row(struct arena *arena, const struct site *site)
{
    const struct spot *spot = &site->spot;
    return (struct row){{
        arena_printf(arena, "%s:%u:%u", clean_path(arena, spot->file), spot->line, spot->column),
        site_status(site),
        or_dash(reason_word(site->reason)),
        sink_word(site->sink),
        or_dash(clean_line(arena, site->assertion)),
        or_dash(clean_line(arena, site->call)),
    }};
}

static void add_padded(struct text *text, const char *cell, unsigned width)
{
    unsigned own = string_width(cell);
    text_printf(text, "%s%*s", cell, (int)(own < width ? width - own : 0) + 1, "");
}

static void add_residual(struct text *text, const struct site *site)
{
    for (size_t i = 0; i < site->residual_count; i++) {
        const struct residual *one = &site->residual[i];
        text_printf(text, "%s%s(%s, %s)", i > 0 ? " " : "", errno_name(one->error),
                    class_word(one->class), likelihood_word(one->likelihood));
    }
    if (site->residual_count == 0)
        text_add(text, "none");
}

void report_sites_text(struct text *text, const struct findings *findings,
                       const struct report_options *options)
{
    (void)options;
    struct row *rows = arena_alloc(text->arena, findings->site_count * sizeof *rows);
    unsigned widths[COLUMNS] = {0};
    for (size_t i = 0; i < findings->site_count; i++) {
        rows[i] = make_row(text->arena, &findings->sites[i]);
        for (size_t k = 0; k < COLUMNS; k++) {
            unsigned width = string_width(rows[i].cells[k]);
            if (width > widths[k] && width <= WIDEST_COLUMN)
                widths[k] = width;
        }
    }
    for (size_t i = 0; i < findings->site_count; i++) {
        const struct site *site = &findings->sites[i];
        for (size_t k = 0; k < COLUMNS; k++)
            add_padded(text, rows[i].cells[k], widths[k]);
        text_printf(text, "%s | ", errno_set_text(&site->treated, text->arena));
        add_residual(text, site);
        text_add(text, "\n");
    }
}
