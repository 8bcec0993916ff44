/* The format for people: a first line that tools can read, one block of source lines with the
 * numbered way from the call to the assertion, then what the assertion forgot, a way out, and where
 * to read more. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"
#include "report/report.h"
#include "report/snippet.h"

enum { LARGEST_GAP = 3 }; /* steps with fewer lines between them have these shown */

#define BOLD "1"
#define BLUE "1;34"

/* A report in work. */
struct printer {
    struct text *text;
    bool has_color;
    struct snippets snippets;
};

/* What the block showed last, so that a line is shown once for all its steps. */
struct shown {
    const char *file;
    unsigned line;    /* 0 = nothing of this file yet */
    const char *text; /* the line as shown */
};

static void paint(struct printer *printer, const char *style, const char *string)
{
    if (printer->has_color && string[0] != '\0')
        text_printf(printer->text, "\x1b[%sm%s\x1b[0m", style, string);
    else
        text_add(printer->text, string);
}

static const char *level_style(enum level level)
{
    switch (level) {
    case LEVEL_NONE:
    case LEVEL_NOTE:
    case LEVEL_COUNT: return "1;36";
    case LEVEL_WARNING: return "1;33";
    case LEVEL_ERROR: return "1;31";
    }
    return BOLD;
}

static const char *spot_text(struct printer *printer, const struct spot *spot)
{
    struct arena *arena = printer->text->arena;
    return arena_printf(arena, "%s:%u:%u", clean_path(arena, spot->file), spot->line, spot->column);
}

/* Colours stand only where the usual patterns for such lines allow them: not between the level and
 * its colon. */
static void add_first_line(struct printer *printer, const struct finding *finding)
{
    struct arena *arena = printer->text->arena;
    paint(printer, BOLD, arena_printf(arena, "%s: ", spot_text(printer, &finding->spot)));
    paint(printer, level_style(finding->level),
          arena_printf(arena, "%s: ", level_word(finding->level)));
    paint(printer, BOLD, clean_line(arena, finding->message));
    text_printf(printer->text, " [errno-lint-%s]\n", check_word(finding->check));
}

static void add_source_line(struct printer *printer, unsigned number, const char *line)
{
    paint(printer, BLUE, arena_printf(printer->text->arena, "%9u |", number));
    text_printf(printer->text, "%s%s\n", line[0] == '\0' ? "" : " ", line);
}

/* The lines between the last one shown and the next, or "..." for many. */
static void add_gap(struct printer *printer, const struct shown *shown, const struct spot *next)
{
    bool is_near = next->line > shown->line && next->line - shown->line <= LARGEST_GAP;
    if (!is_near && next->line != shown->line)
        text_printf(printer->text, "%9s\n", "...");
    for (unsigned line = shown->line + 1; is_near && line < next->line; line++) {
        struct spot between = {.file = next->file, .line = line, .column = 1};
        struct excerpt excerpt;
        if (snippets_find(&excerpt, &printer->snippets, &between))
            add_source_line(printer, line, excerpt.text);
    }
}

static void add_marks(struct printer *printer, const struct finding *finding,
                      const struct step *step, size_t number, const struct excerpt *excerpt)
{
    struct arena *arena = printer->text->arena;
    char *marks = arena_alloc(arena, excerpt->width + 1);
    memset(marks, step->is_assertion ? '^' : '-', excerpt->width);
    const char *style = step->is_assertion ? level_style(finding->level) : BLUE;
    paint(printer, BLUE, "          |");
    text_printf(printer->text, " %*s", (int)excerpt->indent, "");
    paint(printer, style,
          arena_printf(arena, "%s (%zu) %s", marks, number, clean_line(arena, step->message)));
    text_add(printer->text, "\n");
}

/* A step whose source line is not at hand. */
static void add_bare_step(struct printer *printer, const struct step *step, size_t number)
{
    text_printf(printer->text, "          = (%zu) ", number);
    if (step->spot.file != NULL)
        text_printf(printer->text, "%s: ", spot_text(printer, &step->spot));
    text_printf(printer->text, "%s\n", clean_line(printer->text->arena, step->message));
}

static void add_step(struct printer *printer, struct shown *shown, const struct finding *finding,
                     size_t index)
{
    const struct step *step = &finding->steps[index];
    struct excerpt excerpt;
    if (!snippets_find(&excerpt, &printer->snippets, &step->spot)) {
        add_bare_step(printer, step, index + 1);
        return;
    }
    if (!text_equal(shown->file, step->spot.file)) {
        paint(printer, BLUE, "      -->");
        text_printf(printer->text, " %s\n", spot_text(printer, &step->spot));
        *shown = (struct shown){.file = step->spot.file};
    }
    if (shown->line > 0)
        add_gap(printer, shown, &step->spot);
    if (shown->line != step->spot.line || !text_equal(shown->text, excerpt.text))
        add_source_line(printer, step->spot.line, excerpt.text);
    add_marks(printer, finding, step, index + 1, &excerpt);
    shown->line = step->spot.line;
    shown->text = excerpt.text;
}

static void add_label(struct printer *printer, const char *label)
{
    text_add(printer->text, "          = ");
    paint(printer, BOLD, label);
    text_add(printer->text, " ");
}

/* The way out, its further lines under the first. */
static void add_remedy(struct printer *printer, const char *remedy)
{
    struct arena *arena = printer->text->arena;
    bool is_first = true;
    for (const char *line = remedy; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (is_first)
            add_label(printer, "fix:");
        else
            text_add(printer->text, "                 ");
        text_printf(printer->text, "%s\n", clean_line(arena, arena_copy(arena, line, length)));
        is_first = false;
        line += length + (line[length] == '\n');
    }
}

static void add_finding(struct printer *printer, const struct finding *finding)
{
    add_first_line(printer, finding);
    struct shown shown = {.file = finding->spot.file};
    for (size_t i = 0; i < finding->step_count; i++)
        add_step(printer, &shown, finding, i);
    for (size_t i = 0; i < finding->missing_count; i++) {
        add_label(printer, "missing:");
        add_missing(printer->text, &finding->missing[i]);
        text_add(printer->text, "\n");
    }
    add_remedy(printer, finding->remedy);
    add_label(printer, "more:");
    text_printf(printer->text, "errno-lint --explain %s\n", check_word(finding->check));
}

void report_text(struct text *text, const struct findings *findings,
                 const struct report_options *options)
{
    struct printer printer = {.text = text, .has_color = options->color};
    snippets_init(&printer.snippets, text->arena, options->directory);
    for (size_t i = 0; i < findings->count; i++) {
        if (i > 0)
            text_add(text, "\n");
        add_finding(&printer, &findings->items[i]);
    }
}
