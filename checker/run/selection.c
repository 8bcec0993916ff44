/* A header's functions are judged as part of the sources that include it. Usually one that is
 * wanted anyway does; where it is only included by sources without errnos of their own, a few of
 * these are tried, because the #include that was read may be switched off in any of them. */
#include "run/selection.h"

#include "base/arena.h"
#include "base/file.h"
#include "project/path_map.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "report/record.h"
#include "run/options.h"
#include "run/session.h"

enum { TRIES = 4 }; /* sources per header */

void selection_open(struct selection *selection, struct session *session)
{
    const struct options *options = session->options;
    *selection = (struct selection){.session = session};
    (void)project_sources(session->project, &selection->source_count);
    selection->is_chosen = arena_alloc(session->arena, selection->source_count + 1);
    if (options->no_prefilter || options->analysis.checks[CHECK_ASSERT_SUCCESS])
        return;
    selection->prefilter = project_prefilter(session->project, session->rules);
    size_t headers = prefilter_header_count(selection->prefilter);
    selection->next_candidates =
        arena_alloc(session->arena, (headers + 1) * sizeof *selection->next_candidates);
}

static size_t choose_first(struct selection *selection, size_t *sources)
{
    size_t count = 0;
    for (size_t i = 0; i < selection->source_count; i++) {
        selection->is_chosen[i] =
            selection->prefilter == NULL || prefilter_wants(selection->prefilter, i);
        if (selection->is_chosen[i])
            sources[count++] = i;
    }
    return count;
}

static void note_seen(struct path_map *seen, struct arena *arena, struct record *const *records,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; records[i] != NULL && j < records[i]->files.count; j++)
            path_map_set(seen, arena, records[i]->files.items[j], 0);
}

static bool find_candidate(struct selection *selection, size_t header, size_t *source)
{
    size_t *next = &selection->next_candidates[header];
    while (prefilter_candidate(selection->prefilter, header, (*next)++, source))
        if (!selection->is_chosen[*source])
            return true;
    return false;
}

static size_t choose_more(struct selection *selection, struct record *const *records,
                          size_t *sources)
{
    const struct session *session = selection->session;
    struct arena scratch;
    arena_init(&scratch);
    struct path_map seen = {0};
    note_seen(&seen, &scratch, records, selection->source_count);
    size_t count = 0, unused, source;
    for (size_t i = 0; i < prefilter_header_count(selection->prefilter); i++) {
        const char *header = prefilter_header(selection->prefilter, i);
        if (!project_has(session->project, header) ||
            path_map_get(&seen, path_relative(session->directory, header), &unused) ||
            !find_candidate(selection, i, &source))
            continue;
        selection->is_chosen[source] = true;
        sources[count++] = source;
    }
    arena_release(&scratch);
    return count;
}

size_t selection_next(struct selection *selection, struct record *const *records, size_t *sources)
{
    if (selection->round++ == 0)
        return choose_first(selection, sources);
    if (selection->prefilter == NULL || selection->round > TRIES + 1)
        return 0;
    return choose_more(selection, records, sources);
}
