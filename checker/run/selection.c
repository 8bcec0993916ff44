/* A header's functions are judged as part of the sources that include it. Usually one that is
 * wanted anyway does; where it is only included by sources without errnos of their own, or by test
 * code, a few of these are tried, because the #include that was read may be switched off in any of
 * them. Where only changes count, a source without one, in itself or in what it includes, is not
 * looked at.
 *
 * Shards must come to the same sources as one run, and none knows what the others found. So whether
 * a header was shown is asked of a fixed list of sources, and one shard alone walks it: the one
 * that has the first of them, which usually shows the header. Where it does not, that shard looks
 * at the others too, whosever they are. */
#include "run/selection.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "project/changes.h"
#include "project/path_map.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "project/reach.h"
#include "report/record.h"
#include "run/keep.h"
#include "run/options.h"
#include "run/selection_kept.h"
#include "run/session.h"
#include "run/sharding.h"
#include "run/test_code.h"

/* Why a source may be asked about a header, in the order in which they are. */
enum use { USE_WANTED, USE_WITHOUT_ERRNOS, USE_TEST, USE_COUNT };

enum { TRIES = 4 }; /* sources per header, of each use */

_Static_assert(USE_COUNT *TRIES == CHAIN_LENGTH, "a chain has room for all tries");

bool selection_sees_change(const struct selection *selection, size_t source)
{
    return !selection->has_no_changes &&
           (selection->reach == NULL ||
            reach_has_source(selection->reach, &selection->sources[source]));
}

bool selection_is_test(const struct selection *selection, size_t source)
{
    return selection->is_test != NULL && selection->is_test[source];
}

static enum use use_of(const struct selection *selection, size_t source)
{
    if (selection_is_test(selection, source))
        return USE_TEST;
    return selection->wanted == NULL || selection->wanted[source] ? USE_WANTED : USE_WITHOUT_ERRNOS;
}

static void add_sources(struct chain *chain, const struct selection *selection,
                        const struct prefilter *prefilter, size_t header, enum use use)
{
    size_t source, added = 0;
    for (size_t i = 0; added < TRIES && prefilter_candidate(prefilter, header, i, &source); i++) {
        if (use_of(selection, source) != use || !selection_sees_change(selection, source))
            continue;
        chain->sources[chain->count++] = source;
        added++;
    }
}

/* Whether something in the header can be reported. */
static bool counts(const struct selection *selection, const char *header)
{
    const struct session *session = selection->session;
    return project_has(session->project, header) &&
           (selection->reach == NULL || reach_has(selection->reach, header)) &&
           (selection->is_test == NULL || !test_code_has(session, header));
}

static void make_chains(struct selection *selection, const struct prefilter *prefilter)
{
    const struct session *session = selection->session;
    size_t headers = prefilter_header_count(prefilter);
    selection->chains = arena_alloc(session->arena, (headers + 1) * sizeof *selection->chains);
    for (size_t i = 0; i < headers; i++) {
        const char *header = prefilter_header(prefilter, i);
        if (!counts(selection, header))
            continue;
        struct chain chain = {.header = path_relative(session->directory, header)};
        for (enum use use = 0; use < USE_COUNT; use++)
            add_sources(&chain, selection, prefilter, i, use);
        if (chain.count > 0)
            selection->chains[selection->chain_count++] = chain;
    }
}

void selection_prepare(struct selection *selection)
{
    struct session *session = selection->session;
    if (session->prefilter == NULL && !selection->has_no_changes)
        session->prefilter = project_prefilter(session->project, session->rules);
}

static void judge(struct selection *selection)
{
    const struct session *session = selection->session;
    const struct prefilter *prefilter = session->prefilter;
    bool *wanted = arena_alloc(session->arena, selection->source_count + 1);
    for (size_t i = 0; i < selection->source_count; i++)
        wanted[i] = prefilter_wants(prefilter, i);
    selection->wanted = wanted;
    selection->is_test = test_code_find(session, prefilter);
    make_chains(selection, prefilter);
}

void selection_open(struct selection *selection, struct session *session, struct keep *keep)
{
    const struct options *options = session->options;
    *selection = (struct selection){.session = session};
    selection->sources = project_sources(session->project, &selection->source_count);
    size_t count = selection->source_count;
    selection->is_own = arena_alloc(session->arena, count + 1);
    selection->chosen = arena_alloc(session->arena, (count + 1) * sizeof *selection->chosen);
    for (size_t i = 0; i < count; i++)
        selection->is_own[i] = sharding_has(session, &selection->sources[i]);
    bool wants_all = options->no_prefilter || options->analysis.checks[CHECK_ASSERT_SUCCESS];
    bool is_kept = session->changes == NULL && !wants_all;
    selection->has_no_changes = session->changes != NULL && session->changes->count == 0;
    session->wants_all = wants_all;
    if (selection->has_no_changes || (is_kept && selection_recall(selection, keep)))
        return;
    selection_prepare(selection);
    struct digest words;
    prefilter_digest_words(&words, session->prefilter);
    keep->world.words = arena_strdup(session->arena, words.text);
    if (session->changes != NULL) {
        selection->reach = arena_alloc(session->arena, sizeof *selection->reach);
        reach_find(selection->reach, session->arena, prefilter_graph(session->prefilter),
                   session->changes);
    }
    if (wants_all)
        return;
    judge(selection);
    if (is_kept)
        selection_keep(selection, keep, session->prefilter);
}

size_t selection_first(const struct selection *selection, size_t *sources)
{
    size_t count = 0;
    for (size_t i = 0; i < selection->source_count; i++)
        if (use_of(selection, i) == USE_WANTED && selection_sees_change(selection, i))
            sources[count++] = i;
    return count;
}

static size_t choose_first(struct selection *selection, size_t *sources)
{
    size_t count = selection_first(selection, sources), own = 0;
    for (size_t i = 0; i < count; i++) {
        if (!selection->is_own[sources[i]])
            continue;
        selection->chosen[sources[i]] = selection->round;
        sources[own++] = sources[i];
    }
    return own;
}

static bool shows(const struct record *record, const char *header)
{
    for (size_t i = 0; record != NULL && i < record->files.count; i++)
        if (strcmp(record->files.items[i], header) == 0)
            return true;
    return false;
}

/* Goes on until a source shows the header or has still to be looked at. */
static bool advance(struct chain *chain, const struct selection *selection,
                    struct record *const *records)
{
    for (; chain->at < chain->count; chain->at++) {
        size_t source = chain->sources[chain->at], chosen = selection->chosen[source];
        if (chosen == 0 || chosen == selection->round)
            return true;
        if (shows(records[source], chain->header))
            chain->at = chain->count - 1;
    }
    return false;
}

static size_t choose_more(struct selection *selection, struct record *const *records,
                          size_t *sources)
{
    size_t count = 0;
    for (size_t i = 0; i < selection->chain_count; i++) {
        struct chain *chain = &selection->chains[i];
        if (!selection->is_own[chain->sources[0]] || !advance(chain, selection, records))
            continue;
        size_t source = chain->sources[chain->at];
        if (selection->chosen[source] == 0)
            sources[count++] = source;
        selection->chosen[source] = selection->round;
    }
    return count;
}

size_t selection_next(struct selection *selection, struct record *const *records, size_t *sources)
{
    return ++selection->round == 1 ? choose_first(selection, sources)
                                   : choose_more(selection, records, sources);
}
