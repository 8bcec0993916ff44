/* In most sources far more text comes from the system's headers than from anything else, and it is
 * the same in all of them. Sources with the same flags, include directories aside, are a group; a
 * worker finds what its sources can share. What libclang has made of that stays in memory, as a
 * file that every worker inherits. */
#include "run/shared_headers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "project/include_flags.h"
#include "project/path_map.h"
#include "project/project.h"
#include "run/options.h"
#include "run/scratch.h"
#include "run/session.h"
#include "run/sharing.h"
#include "run/workers.h"

/* Sources with the same flags. */
struct group {
    const struct project_source **sources;
    size_t count, capacity;
    size_t job_count;
};

struct shared_headers {
    struct session *session;
    struct arena *arena;
    struct group *groups;
    size_t group_count, group_capacity;
    const struct project_source *sources;
    size_t source_count;
    const struct precompiled_headers **by_source;
    bool *is_job;           /* by source */
    struct scratch scratch; /* while groups are at work */
    size_t fewest;          /* jobs for which something is worth it */
    int *files;             /* that hold what libclang has made */
    size_t file_count, file_capacity;
};

/* Where the compiler was started says nothing: paths in flags are absolute, but for files to include
 * first, and a source with such goes without. */
static const char *key_of(struct arena *arena, const struct project_source *source)
{
    struct text key;
    text_init(&key, arena);
    const char **flags = arena_alloc(arena, (source->flag_count + 1) * sizeof *flags);
    size_t count = include_flags_others(source, flags);
    for (size_t i = 0; i < count; i++)
        text_printf(&key, "\n%s", flags[i]);
    text_printf(&key, "\n%s", path_extension(source->path));
    return text_get(&key);
}

static void make_groups(struct shared_headers *shared, const size_t *sources, size_t count)
{
    size_t index;
    struct path_map keys = {0};
    for (size_t i = 0; i < count; i++) {
        const char *key = key_of(shared->arena, &shared->sources[sources[i]]);
        if (!path_map_get(&keys, key, &index)) {
            index = shared->group_count;
            path_map_set(&keys, shared->arena, key, index);
            (void)arena_append(shared->arena, &shared->groups, &shared->group_count,
                               &shared->group_capacity, sizeof *shared->groups);
        }
        struct group *group = &shared->groups[index];
        group->job_count += shared->is_job[sources[i]];
        *(const struct project_source **)arena_append(shared->arena, &group->sources, &group->count,
                                                      &group->capacity, sizeof *group->sources) =
            &shared->sources[sources[i]];
    }
}

static void work(void *context, size_t job, struct text *answer)
{
    const struct shared_headers *shared = context;
    const struct group *group = &shared->groups[job];
    bool *is_job = arena_alloc(answer->arena, group->count + 1);
    for (size_t i = 0; i < group->count; i++)
        is_job[i] = shared->is_job[group->sources[i] - shared->sources];
    struct sharing_request request = {
        .session = shared->session,
        .sources = group->sources,
        .source_count = group->count,
        .is_job = is_job,
        .fewest_jobs = shared->fewest,
        .directory = shared->scratch.path,
    };
    sharing_find(answer, &request);
}

/* A file in memory with these bytes, that the path names while this process or a worker lives. */
static const char *hold(struct shared_headers *shared, const char *bytes, size_t length)
{
    enum { MOST_FILES = 256 }; /* descriptors are needed for the workers, too */
    int file = shared->file_count < MOST_FILES ? memfd_create("errno-lint", MFD_CLOEXEC) : -1;
    if (file < 0)
        return NULL;
    for (size_t written = 0; written < length;) {
        ssize_t part = write(file, bytes + written, length - written);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0) {
            close(file);
            return NULL;
        }
        written += (size_t)part;
    }
    *(int *)arena_append(shared->arena, &shared->files, &shared->file_count, &shared->file_capacity,
                         sizeof *shared->files) = file;
    return arena_printf(shared->arena, "/proc/self/fd/%d", file);
}

/* What is left of a worker's answer. */
struct rest {
    const char *at, *end;
};

/* The next `length` bytes; NULL where there are not so many. */
static const char *take_bytes(struct rest *rest, size_t length)
{
    if ((size_t)(rest->end - rest->at) < length)
        return NULL;
    rest->at += length;
    return rest->at - length;
}

static const char *take_line(struct rest *rest, struct arena *arena)
{
    const char *feed = memchr(rest->at, '\n', (size_t)(rest->end - rest->at));
    if (feed == NULL)
        return NULL;
    const char *line = arena_copy(arena, rest->at, (size_t)(feed - rest->at));
    rest->at = feed + 1;
    return line;
}

/* `count` lines; NULL where there are not so many. */
static const char **take_lines(struct rest *rest, struct arena *arena, size_t count)
{
    if (count > (size_t)(rest->end - rest->at))
        return NULL;
    const char **lines = arena_alloc(arena, (count + 1) * sizeof *lines);
    for (size_t i = 0; i < count; i++)
        if ((lines[i] = take_line(rest, arena)) == NULL)
            return NULL;
    return lines;
}

static bool take_set(struct rest *rest, struct shared_headers *shared, const struct group *group)
{
    size_t text_length, file_count, user_count, length;
    struct precompiled_headers *set = arena_alloc(shared->arena, sizeof *set);
    const char *line = take_line(rest, shared->arena);
    if (line == NULL ||
        sscanf(line, "%zu %zu %zu %zu", &text_length, &file_count, &user_count, &length) != 4)
        return false;
    const char *text = take_bytes(rest, text_length);
    const char **files = text == NULL ? NULL : take_lines(rest, shared->arena, file_count);
    const char **users = files == NULL ? NULL : take_lines(rest, shared->arena, user_count);
    const char *bytes = users == NULL ? NULL : take_bytes(rest, length);
    if (bytes == NULL)
        return false;
    set->path = hold(shared, bytes, length);
    set->text = arena_copy(shared->arena, text, text_length);
    set->files = files;
    set->file_count = file_count;
    for (size_t i = 0; i < user_count && set->path != NULL; i++) {
        size_t user = strtoul(users[i], NULL, 10);
        if (user < group->count)
            shared->by_source[group->sources[user] - shared->sources] = set;
    }
    return true;
}

/* Without an answer the group's sources are parsed as if there were nothing to share. */
static void receive(void *context, size_t job, const char *answer, size_t length,
                    const char *problem)
{
    struct shared_headers *shared = context;
    if (problem != NULL)
        return;
    struct rest rest = {answer, answer + length};
    while (rest.at < rest.end && take_set(&rest, shared, &shared->groups[job]))
        ;
}

struct shared_headers *shared_headers_open(struct session *session, const size_t *sources,
                                           size_t count, const size_t *jobs, size_t job_count)
{
    const struct options *options = session->options;
    struct shared_headers *shared = arena_alloc(session->arena, sizeof *shared);
    shared->session = session;
    shared->arena = session->arena;
    shared->sources = project_sources(session->project, &shared->source_count);
    shared->by_source =
        arena_alloc(shared->arena, (shared->source_count + 1) * sizeof *shared->by_source);
    shared->is_job = arena_alloc(shared->arena, shared->source_count + 1);
    for (size_t i = 0; i < job_count; i++)
        shared->is_job[jobs[i]] = true;
    /* Shards must parse a source all in the same way, whichever looks at it. */
    shared->fewest = session->shard == NULL ? SHARING_FEWEST : 0;
    make_groups(shared, sources, count);
    size_t *groups = arena_alloc(shared->arena, (shared->group_count + 1) * sizeof *groups);
    size_t group_count = 0;
    for (size_t i = 0; i < shared->group_count; i++)
        if (shared->groups[i].count >= SHARING_FEWEST &&
            shared->groups[i].job_count >= shared->fewest)
            groups[group_count++] = i;
    if (group_count == 0 || !scratch_open(&shared->scratch, shared->arena))
        return shared;
    struct workers workers = {
        .count = options->jobs,
        .seconds = options->time_limit,
        .bytes = (size_t)options->memory_limit << 20,
        .jobs = groups,
        .job_count = group_count,
        .context = shared,
        .work = work,
        .receive = receive,
    };
    struct error error; /* if no worker starts, none will for the sources either, which is told */
    if (!workers_run(&workers, session->arena, &error))
        memset(shared->by_source, 0, shared->source_count * sizeof *shared->by_source);
    scratch_close(&shared->scratch);
    return shared;
}

const struct precompiled_headers *shared_headers_for(const struct shared_headers *shared,
                                                     const struct project_source *source)
{
    if (shared == NULL || source < shared->sources ||
        source >= shared->sources + shared->source_count)
        return NULL;
    return shared->by_source[source - shared->sources];
}

void shared_headers_close(struct shared_headers *shared)
{
    for (size_t i = 0; shared != NULL && i < shared->file_count; i++)
        close(shared->files[i]);
}
