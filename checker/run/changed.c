/* A finding belongs to a change if the change touches any of its steps: a call that is put between
 * another call and its test makes the error, though neither the call nor the test has changed. The
 * tests of the call's errno count too. An expression counts with all its lines, the use of a macro
 * with those of its definition. */
#include "run/changed.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/changes.h"
#include "project/path_map.h"
#include "run/changed_macros.h"
#include "run/options.h"
#include "run/session.h"
#include "source/source.h"

bool changed_open(struct session *session, struct error *error)
{
    const struct options *options = session->options;
    if (options->changes == CHANGES_NONE)
        return true;
    struct changes_request request = {.from = options->changes,
                                      .subject = options->changes_subject,
                                      .directory = session->directory,
                                      .paths = options->paths.items,
                                      .path_count = options->paths.count,
                                      .use_ignored = options->use_ignored};
    session->changes = arena_alloc(session->arena, sizeof *session->changes);
    if (!changes_read(session->changes, session->arena, &request, error))
        return false;
    for (size_t i = 0; i < session->changes->warnings.count; i++)
        strings_add(&session->warnings, session->arena, session->changes->warnings.items[i]);
    return true;
}

void changed_drop_suppressions(struct session *session)
{
    if (session->changes == NULL)
        return;
    struct suppressions *list = &session->suppressions;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct suppression *one = &list->items[i];
        const char *path = path_join(session->arena, session->directory, one->file);
        if (changes_touch(session->changes, path, one->line, one->line))
            list->items[kept++] = *one;
    }
    list->count = kept;
}

struct changed_text {
    const char *path;
    bool is_readable, has_changes;
    struct source source;
};

/* The texts of files, each read once, and the names of changed macros. */
struct texts {
    const struct session *session;
    struct arena arena;
    struct path_map macros;
    struct path_map index; /* as shown -> position in `files` */
    struct changed_text *files;
    size_t count, capacity;
};

static const struct changed_text *find_text(struct texts *texts, const char *shown)
{
    size_t at;
    if (path_map_get(&texts->index, shown, &at))
        return &texts->files[at];
    path_map_set(&texts->index, &texts->arena, shown, texts->count);
    struct changed_text *file = arena_append(&texts->arena, &texts->files, &texts->count,
                                             &texts->capacity, sizeof *texts->files);
    file->path = path_join(&texts->arena, texts->session->directory, shown);
    file->has_changes = changes_has(texts->session->changes, file->path);
    file->is_readable = (file->has_changes || texts->macros.count > 0) &&
                        source_read(&file->source, &texts->arena, file->path, NULL);
    return file;
}

static bool is_touched(struct texts *texts, const struct spot *spot)
{
    if (spot->file == NULL)
        return false;
    const struct changed_text *file = find_text(texts, spot->file);
    size_t unused;
    if (!file->is_readable)
        return false;
    const char *word = source_word(&file->source, &texts->arena, spot->line, spot->column);
    if (path_map_get(&texts->macros, word, &unused))
        return true;
    unsigned last = source_last_line(&file->source, spot->line, spot->column);
    return file->has_changes &&
           changes_touch(texts->session->changes, file->path, spot->line, last);
}

static bool is_cut_between(struct texts *texts, const struct spot *a, const struct spot *b)
{
    if (a->file == NULL || !text_equal(a->file, b->file))
        return false;
    const char *path = find_text(texts, a->file)->path;
    unsigned first = a->line < b->line ? a->line : b->line;
    return changes_removed(texts->session->changes, path, first,
                           first == a->line ? b->line : a->line);
}

static bool is_any_touched(struct texts *texts, const struct spot *spots, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_touched(texts, &spots[i]))
            return true;
    return false;
}

static bool is_finding_touched(struct texts *texts, const struct finding *finding)
{
    if (is_touched(texts, &finding->spot) || is_touched(texts, &finding->call_spot) ||
        is_cut_between(texts, &finding->spot, &finding->call_spot) ||
        is_any_touched(texts, finding->tested, finding->tested_count))
        return true;
    for (size_t i = 0; i < finding->step_count; i++)
        if (is_touched(texts, &finding->steps[i].spot))
            return true;
    return false;
}

static bool is_of(const struct site *site, const struct finding *finding)
{
    return site->reason == REASON_NONE && site->spot.line == finding->spot.line &&
           site->spot.column == finding->spot.column &&
           text_equal(site->spot.file, finding->spot.file) && text_equal(site->call, finding->call);
}

/* A site has no steps; the finding that was made of it has. */
static bool is_site_touched(struct texts *texts, const struct site *site,
                            const struct findings *kept)
{
    if (is_touched(texts, &site->spot) || is_touched(texts, &site->call_spot) ||
        is_cut_between(texts, &site->spot, &site->call_spot) ||
        is_any_touched(texts, site->tested, site->tested_count))
        return true;
    for (size_t i = 0; i < kept->count; i++)
        if (is_of(site, &kept->items[i]))
            return true;
    return false;
}

void changed_filter(struct session *session)
{
    struct findings *findings = &session->findings;
    if (session->changes == NULL || findings->count + findings->site_count == 0)
        return;
    struct texts texts = {.session = session};
    arena_init(&texts.arena);
    changed_macros_find(&texts.macros, &texts.arena, session->changes);
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (is_finding_touched(&texts, &findings->items[i]))
            findings->items[kept++] = findings->items[i];
    findings->count = kept;
    kept = 0;
    for (size_t i = 0; i < findings->site_count; i++)
        if (is_site_touched(&texts, &findings->sites[i], findings))
            findings->sites[kept++] = findings->sites[i];
    findings->site_count = kept;
    arena_release(&texts.arena);
}

const char *changed_nothing(const struct session *session)
{
    const struct changes *changes = session->changes;
    const struct findings *findings = &session->findings;
    if (changes == NULL || findings->without_changes < findings->files)
        return NULL;
    if (changes->count == 0)
        return arena_printf(session->arena, "nothing has changed (%s)", changes->base);
    return arena_printf(session->arena,
                        "no source has changed, nor what it includes (%s; files that have: %zu)",
                        changes->base, changes->count);
}
