/* Merging is the second half of a run: what was found in each source, in the order of the sources.
 * Shards can have looked at the same source (see selection.c); then one of the results counts, and
 * one that is there is better than a failure. */
#include "run/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "report/shard.h"
#include "run/collect.h"
#include "run/options.h"
#include "run/session.h"

enum { REPORT_LIMIT = 1 << 30 };

struct part {
    const char *path; /* of the report */
    struct shard shard;
};

static bool read_part(struct part *part, struct arena *arena, struct error *error)
{
    struct arena scratch;
    arena_init(&scratch);
    char *bytes;
    size_t length;
    bool ok = file_read(&bytes, &length, &scratch, part->path, REPORT_LIMIT, error) &&
              (shard_read(&part->shard, arena, bytes, length, ERRNO_LINT_VERSION, error) ||
               error_wrap(error, "%s", part->path));
    arena_release(&scratch);
    return ok;
}

static bool refuse(const struct part *part, const struct part *first, const char *what,
                   struct error *error)
{
    return error_set(error, "%s: was made %s than %s", part->path, what, first->path);
}

static bool check_same_run(const struct part *part, const struct part *first, struct error *error)
{
    const struct shard *a = &part->shard, *b = &first->shard;
    if (a->count != b->count)
        return error_set(error, "%s: is one of %zu shards, and %s is one of %zu", part->path,
                         a->count, first->path, b->count);
    if (!text_equal(a->rules, b->rules))
        return refuse(part, first, "with other rules", error);
    if (!text_equal(a->parser, b->parser))
        return refuse(part, first, "with another libclang", error);
    if (!text_equal(a->options, b->options))
        return refuse(part, first, "with other options", error);
    if (!text_equal(a->tree, b->tree) || a->files != b->files)
        return refuse(part, first, "from other sources", error);
    return true;
}

static int compare_parts(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    return (a->shard.number > b->shard.number) - (a->shard.number < b->shard.number);
}

/* `parts` are sorted. */
static bool check_all_there(const struct part *parts, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct shard *shard = &parts[i].shard;
        if (i > 0 && shard->number == parts[i - 1].shard.number)
            return error_set(error, "%s: is shard %zu/%zu, and so is %s", parts[i].path,
                             shard->number, shard->count, parts[i - 1].path);
    }
    size_t wanted = parts[0].shard.count, missing = 1;
    for (size_t i = 0; i < count && parts[i].shard.number == missing; i++)
        missing++;
    return count == wanted ||
           error_set(error,
                     "--merge: the reports of %zu of %zu shards are missing, the first is that of "
                     "--shard %zu/%zu: run it, and merge again",
                     wanted - count, wanted, missing, wanted);
}

static bool read_parts(struct part *parts, const struct session *session, struct error *error)
{
    const struct strings *paths = &session->options->paths;
    if (paths->count == 0)
        return error_set(error, "--merge: name the JSON reports of all shards");
    for (size_t i = 0; i < paths->count; i++) {
        parts[i].path = paths->items[i];
        if (!read_part(&parts[i], session->arena, error) ||
            !check_same_run(&parts[i], &parts[0], error))
            return false;
    }
    qsort(parts, paths->count, sizeof *parts, compare_parts);
    return check_all_there(parts, paths->count, error);
}

/* ---- sources ---- */

struct entry {
    const struct shard_source *source;
    size_t shard;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->source->index != b->source->index)
        return a->source->index < b->source->index ? -1 : 1;
    bool a_failed = a->source->record == NULL, b_failed = b->source->record == NULL;
    if (a_failed != b_failed)
        return a_failed ? 1 : -1;
    return (a->shard > b->shard) - (a->shard < b->shard);
}

static struct entry *list_entries(struct arena *arena, const struct part *parts, size_t part_count,
                                  size_t *count)
{
    struct entry *entries = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < part_count; i++)
        for (size_t j = 0; j < parts[i].shard.source_count; j++)
            *(struct entry *)arena_append(arena, &entries, count, &capacity, sizeof *entries) =
                (struct entry){&parts[i].shard.sources[j], i};
    if (*count > 1)
        qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

/* A test that one shard leaves out may be what shows another one a header. */
static size_t count_tests(struct arena *arena, const struct part *parts, size_t part_count,
                          const bool *is_seen)
{
    size_t count = 0;
    bool *is_known = arena_alloc(arena, parts[0].shard.files + 1);
    for (size_t i = 0; i < part_count; i++)
        for (size_t j = 0; j < parts[i].shard.test_count; j++) {
            size_t index = parts[i].shard.tests[j];
            count += !is_seen[index] && !is_known[index];
            is_known[index] = true;
        }
    return count;
}

static void take_sources(struct session *session, const struct part *parts, size_t part_count)
{
    size_t count, looked_at = 0, files = parts[0].shard.files;
    bool *is_seen = arena_alloc(session->arena, files + 1);
    const struct entry *entries = list_entries(session->arena, parts, part_count, &count);
    for (size_t i = 0; i < count; i++) {
        const struct shard_source *source = entries[i].source;
        if (i > 0 && entries[i - 1].source->index == source->index)
            continue;
        looked_at++;
        is_seen[source->index] = true;
        if (source->record != NULL)
            collect_record(session, source->record);
        else
            findings_add_failed(&session->findings, source->file, source->problem);
    }
    size_t tests = count_tests(session->arena, parts, part_count, is_seen);
    session->findings.files = files;
    session->findings.test_code = tests;
    session->findings.without_errnos = files - looked_at - tests;
}

/* ---- suppressions and warnings ---- */

/* A suppression as it was found by one of the shards. */
struct found {
    const struct suppression *suppression;
    size_t shard, position;
};

static int compare_found(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int order = strcmp(a->suppression->file, b->suppression->file);
    if (order == 0)
        order = (a->shard > b->shard) - (a->shard < b->shard);
    return order != 0 ? order : (a->position > b->position) - (a->position < b->position);
}

/* Several shards see a header: one of them is asked for its comments. */
static void take_suppressions(struct session *session, const struct part *parts, size_t part_count)
{
    struct found *all = NULL;
    size_t count = 0, capacity = 0, asked = 0;
    for (size_t i = 0; i < part_count; i++)
        for (size_t j = 0; j < parts[i].shard.suppressions.count; j++)
            *(struct found *)arena_append(session->arena, &all, &count, &capacity, sizeof *all) =
                (struct found){&parts[i].shard.suppressions.items[j], i, j};
    if (count > 1)
        qsort(all, count, sizeof *all, compare_found);
    struct suppressions *list = &session->suppressions;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(all[i].suppression->file, all[i - 1].suppression->file) != 0)
            asked = all[i].shard;
        if (all[i].shard == asked)
            *(struct suppression *)arena_append(session->arena, &list->items, &list->count,
                                                &list->capacity, sizeof *list->items) =
                *all[i].suppression;
    }
}

static void take_warnings(struct session *session, const struct shard *shard)
{
    for (size_t i = 0; i < shard->warning_count; i++) {
        bool is_known = false;
        for (size_t j = 0; j < session->warnings.count; j++)
            is_known = is_known || text_equal(session->warnings.items[j], shard->warnings[i]);
        if (!is_known)
            strings_add(&session->warnings, session->arena, shard->warnings[i]);
    }
}

bool merge_reports(struct session *session, struct error *error)
{
    size_t count = session->options->paths.count;
    struct part *parts = arena_alloc(session->arena, (count + 1) * sizeof *parts);
    if (!read_parts(parts, session, error))
        return false;
    take_sources(session, parts, count);
    if (session->options->list_sites && session->findings.test_code > 0)
        return error_set(error,
                         "--list-sites: the shards have not looked at %zu sources of test code: "
                         "give it to them too, and merge again",
                         session->findings.test_code);
    take_suppressions(session, parts, count);
    for (size_t i = 0; i < count; i++)
        take_warnings(session, &parts[i].shard);
    session->rules_version = parts[0].shard.rules;
    session->checks = parts[0].shard.checks;
    return true;
}
