/* A comment takes away findings on its own line or, standing alone, on the line of code below it.
 * It must say why: a suppression without a reason, or one that nothing needs any more, is a
 * warning, so that they do not pile up. */
#include "run/suppress.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "findings/findings.h"
#include "run/strings.h"
#include "run/tally.h"
#include "run/vocabulary.h"
#include "source/source.h"

static const char marker[] = "errno-lint:";

/* Reads "errno-lint: ignore[CHECK,...] REASON" into the suppression's checks. */
static bool parse_comment(struct suppression *suppression, struct arena *arena, const char *text,
                          struct error *error)
{
    text += strlen(marker);
    text += strspn(text, " \t");
    const char *close = strchr(text, ']');
    if (!text_starts_with(text, "ignore[") || close == NULL)
        return error_set(error,
                         "this comment is not understood: write errno-lint: ignore[CHECK] REASON");
    text += strlen("ignore[");
    struct text list; /* without blanks */
    text_init(&list, arena);
    for (const char *at = text; at < close; at++) {
        if (*at != ' ')
            text_add_bytes(&list, at, 1);
    }
    if (!vocabulary_read_checks(suppression->checks, true, arena, "ignore", text_get(&list), error))
        return false;
    const char *reason = close + 1;
    reason += strspn(reason, " \t\r\n:-");
    if (*reason == '\0')
        return error_set(error,
                         "ignore[%s] has no effect without a reason: say after the bracket why the "
                         "finding is wrong",
                         text_get(&list));
    return true;
}

/* The lines that the comment is for. One that stands alone is for the line below it, and below
 * further comments that stand alone. */
static void set_lines(struct suppression *suppression, const struct comment *comments, size_t count,
                      size_t index)
{
    suppression->first = comments[index].line;
    suppression->last = comments[index].last_line;
    if (!comments[index].is_alone)
        return;
    unsigned next = comments[index].last_line + 1;
    for (size_t i = index + 1; i < count && comments[i].is_alone && comments[i].line == next; i++)
        next = comments[i].last_line + 1;
    suppression->first = next;
    suppression->last = next;
}

void suppress_read(struct suppressions *list, struct arena *arena, const struct source *source,
                   const char *shown)
{
    if (memmem(source->bytes, source->length, marker, strlen(marker)) == NULL)
        return;
    size_t count;
    const struct comment *comments = source_comments(source, arena, &count);
    for (size_t i = 0; i < count; i++) {
        if (!text_starts_with(comments[i].text, marker))
            continue;
        struct suppression *suppression =
            arena_append(arena, &list->items, &list->count, &list->capacity, sizeof *suppression);
        *suppression = (struct suppression){.file = shown, .line = comments[i].line};
        struct error error;
        if (parse_comment(suppression, arena, comments[i].text, &error))
            set_lines(suppression, comments, count, i);
        else
            suppression->problem = arena_strdup(arena, error.text);
    }
}

void suppress_read_all(struct suppressions *list, struct arena *arena, const struct tally *files,
                       const char *directory)
{
    for (size_t i = 0; i < files->count; i++) {
        struct arena scratch;
        arena_init(&scratch);
        const char *shown = files->entries[i].name;
        struct source source;
        /* A file that was parsed and is gone now has no comments to obey. */
        if (source_read_with(&source, &scratch, path_join(&scratch, directory, shown), marker))
            suppress_read(list, arena, &source, shown);
        arena_release(&scratch);
    }
}

static bool is_for_spot(const struct suppression *suppression, const struct spot *spot)
{
    return spot->line >= suppression->first && spot->line <= suppression->last &&
           text_equal(spot->file, suppression->file);
}

static bool is_for(const struct suppression *suppression, const struct finding *finding)
{
    if (suppression->problem != NULL || !suppression->checks[finding->check])
        return false;
    if (is_for_spot(suppression, &finding->spot))
        return true;
    for (size_t i = 0; i < finding->step_count; i++) {
        if (finding->steps[i].is_assertion && is_for_spot(suppression, &finding->steps[i].spot))
            return true;
    }
    return false;
}

static bool is_suppressed(struct suppressions *list, const struct finding *finding)
{
    bool is_any = false;
    for (size_t i = 0; i < list->count; i++) {
        if (is_for(&list->items[i], finding)) {
            list->items[i].is_used = true;
            is_any = true;
        }
    }
    return is_any;
}

static bool is_site_of(const struct site *site, const struct finding *finding)
{
    return site->reason == REASON_NONE && site->spot.line == finding->spot.line &&
           site->spot.column == finding->spot.column &&
           text_equal(site->spot.file, finding->spot.file) && text_equal(site->call, finding->call);
}

static void mark_sites(struct findings *findings, const struct finding *finding)
{
    for (size_t i = 0; i < findings->site_count; i++) {
        if (is_site_of(&findings->sites[i], finding))
            findings->sites[i].reason = REASON_SUPPRESSED;
    }
}

void suppress_findings(struct suppressions *list, struct findings *findings)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (is_suppressed(list, &findings->items[i]))
            mark_sites(findings, &findings->items[i]);
        else
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
}

static bool was_partly_seen(const struct findings *findings, const char *file)
{
    for (size_t i = 0; i < findings->incomplete_count; i++) {
        if (strcmp(findings->incomplete[i].file, file) == 0)
            return true;
    }
    return false;
}

void suppress_warn_wrong(const struct suppressions *list, struct arena *arena,
                         struct strings *warnings)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].problem != NULL)
            strings_add_format(warnings, arena, "%s:%u: %s", list->items[i].file,
                               list->items[i].line, list->items[i].problem);
}

void suppress_warn_unused(const struct suppressions *list, const struct findings *findings,
                          const bool checks[CHECK_COUNT], struct strings *warnings)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct suppression *one = &list->items[i];
        bool is_asked_for = one->problem == NULL;
        for (enum check check = 0; check < CHECK_COUNT; check++)
            is_asked_for = is_asked_for && (!one->checks[check] || checks[check]);
        if (!one->is_used && is_asked_for && !was_partly_seen(findings, one->file))
            strings_add_format(warnings, findings->arena,
                               "%s:%u: this suppression has nothing to suppress: remove it",
                               one->file, one->line);
    }
}
