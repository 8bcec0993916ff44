/* GitHub workflow commands: lines on stdout that the runner turns into annotations on the pull
 * request. The runner shows ten of each level for a step and drops the rest without a word, so no
 * more are written and the rest is counted. */
#include "base/arena.h"
#include "base/text.h"
#include "findings/findings.h"
#include "report/clean.h"
#include "report/formats.h"

enum { MOST_PER_LEVEL = 10 };

/* The runner's own escapes; properties also end at ':' and ','. */
static void add_escaped(struct text *text, const char *string, bool is_property)
{
    for (const char *byte = string; *byte != '\0'; byte++) {
        bool is_special = *byte == '%' || *byte == '\r' || *byte == '\n' ||
                          (is_property && (*byte == ':' || *byte == ','));
        if (is_special)
            text_printf(text, "%%%02X", (unsigned)(unsigned char)*byte);
        else
            text_add_bytes(text, byte, 1);
    }
}

static const char *command(enum level level)
{
    switch (level) {
    case LEVEL_NONE:
    case LEVEL_NOTE:
    case LEVEL_COUNT: return "notice";
    case LEVEL_WARNING: return "warning";
    case LEVEL_ERROR: return "error";
    }
    return "notice";
}

static const char *annotation_message(struct arena *arena, const struct finding *finding)
{
    struct text message;
    text_init(&message, arena);
    text_add(&message, clean_line(arena, finding->message));
    for (size_t i = 0; i < finding->missing_count; i++) {
        text_add(&message, "\nmissing: ");
        add_missing(&message, &finding->missing[i]);
    }
    return text_get(&message);
}

static void add_annotation(struct text *text, const struct finding *finding)
{
    const struct spot *spot = &finding->spot;
    text_printf(text, "::%s title=errno-lint %s,file=", command(finding->level),
                check_word(finding->check));
    add_escaped(text, clean_line(text->arena, spot->file), true);
    text_printf(text, ",line=%u,endLine=%u,col=%u::", spot->line, spot->line, spot->column);
    add_escaped(text, annotation_message(text->arena, finding), false);
    text_add(text, "\n");
}

static size_t count_level(const struct findings *findings, enum level level)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].level == level;
    return count;
}

static void add_level(struct text *text, const struct findings *findings, enum level level,
                      size_t most)
{
    for (size_t i = 0; i < findings->count && most > 0; i++) {
        if (findings->items[i].level == level) {
            add_annotation(text, &findings->items[i]);
            most--;
        }
    }
}

static size_t at_most(size_t count, size_t most)
{
    return count < most ? count : most;
}

void report_github(struct text *text, const struct findings *findings,
                   const struct report_options *options)
{
    (void)options;
    size_t errors = at_most(count_level(findings, LEVEL_ERROR), MOST_PER_LEVEL);
    size_t warnings = at_most(count_level(findings, LEVEL_WARNING), MOST_PER_LEVEL);
    size_t notes = at_most(count_level(findings, LEVEL_NOTE), MOST_PER_LEVEL);
    size_t hidden = findings->count - errors - warnings - notes;
    if (hidden > 0 && notes == MOST_PER_LEVEL) { /* the notice below is one of the ten */
        notes--;
        hidden++;
    }
    add_level(text, findings, LEVEL_ERROR, errors);
    add_level(text, findings, LEVEL_WARNING, warnings);
    add_level(text, findings, LEVEL_NOTE, notes);
    if (hidden > 0)
        text_printf(text,
                    "::notice title=errno-lint::%zu more finding%s: GitHub shows ten of each "
                    "level; --format text and --format json show all\n",
                    hidden, hidden == 1 ? "" : "s");
}
