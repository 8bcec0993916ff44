/* What a source's key is made of: everything that goes into its analysis and is known before it.
 * The program stands for itself with its own bytes, since its rules are compiled in and two builds
 * of one version need not agree. What is known only afterwards (included files) becomes the entry's
 * questions. */
#include "run/keep.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "frontend/frontend.h"
#include "project/cache.h"
#include "project/listing.h"
#include "project/project.h"
#include "run/options.h"
#include "run/session.h"

static void add_file(struct digester *digester, const char *path)
{
    struct digest digest;
    digest_add_string(digester, digest_file(&digest, path) ? digest.text : NULL);
}

static void add_rules(struct digester *digester, struct arena *arena, const char *directory)
{
    struct listing listing;
    listing_everything(&listing, arena, directory);
    for (size_t i = 0; i < listing.files.count; i++) {
        digest_add_string(digester, listing.files.items[i]);
        add_file(digester, listing.files.items[i]);
    }
}

/* A header is judged where a directory that was given holds it: runs over a tree and over single
 * files of it keep their results apart. */
static void add_directories(struct digester *digester, const struct session *session,
                            struct arena *scratch)
{
    const struct strings *paths = &session->options->paths;
    for (size_t i = 0; i < paths->count; i++)
        if (file_is_directory(paths->items[i]))
            digest_add_string(digester,
                              path_absolute(scratch, session->directory, paths->items[i]));
    digest_add_string(digester, paths->count == 0 ? session->directory : NULL);
}

static struct digest digest_tool(struct session *session)
{
    const struct options *options = session->options;
    struct arena scratch;
    arena_init(&scratch);
    struct digester digester;
    digest_begin(&digester);
    add_file(&digester, "/proc/self/exe");
    digest_add_string(&digester, frontend_version(&scratch));
    if (options->rules != NULL)
        add_rules(&digester, &scratch, options->rules);
    digest_add(&digester, &options->analysis, sizeof options->analysis);
    digest_add(&digester, &options->kernels, sizeof options->kernels);
    digest_add(&digester, &options->no_stand_ins, sizeof options->no_stand_ins);
    digest_add(&digester, &options->active_only, sizeof options->active_only);
    digest_add_string(&digester, session->directory);
    add_directories(&digester, session, &scratch);
    arena_release(&scratch);
    return digest_end(&digester);
}

void keep_open(struct keep *keep, struct session *session)
{
    const struct options *options = session->options;
    if (options->no_cache)
        return;
    world_init(&keep->world, session->arena, session->project);
    struct cache_options request = {
        .directory = options->cache_directory,
        .limit = (size_t)options->cache_limit << 20,
        .answer = world_answer,
        .context = &keep->world,
    };
    struct error error;
    if (cache_open(&keep->cache, session->arena, &request, &error))
        keep->tool = digest_tool(session);
    else
        strings_add_format(&session->warnings, session->arena, "%s", error.text);
}

static void add_source(struct digester *digester, const struct project_source *source)
{
    digest_add_string(digester, source->path);
    digest_add_string(digester, source->directory);
    digest_add_string(digester, source->for_header);
    for (size_t i = 0; i < source->flag_count; i++)
        digest_add_string(digester, source->flags[i]);
}

static struct digest key_of(const struct keep *keep, const struct project_source *source)
{
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, keep->tool.text);
    add_source(&digester, source);
    return digest_end(&digester);
}

static struct digest key_of_all(const struct keep *keep, const struct session *session)
{
    const struct options *options = session->options;
    size_t count;
    const struct project_source *sources = project_sources(session->project, &count);
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, keep->tool.text);
    digest_add(&digester, &options->list_sites, sizeof options->list_sites);
    digest_add(&digester, &options->action, sizeof options->action);
    project_digest_tree(session->project, &digester);
    digest_add(&digester, &count, sizeof count);
    for (size_t i = 0; i < count; i++) {
        digest_add(&digester, &sources[i].flag_count, sizeof sources[i].flag_count);
        digest_add(&digester, &sources[i].is_header, sizeof sources[i].is_header);
        add_source(&digester, &sources[i]);
    }
    return digest_end(&digester);
}

const char *keep_find(struct keep *keep, const struct project_source *source, struct arena *arena,
                      size_t *length)
{
    if (keep->cache == NULL)
        return NULL;
    struct digest key = key_of(keep, source);
    return cache_get(keep->cache, &key, arena, length);
}

void keep_add(struct keep *keep, const struct project_source *source, const char *questions,
              size_t questions_length, const char *record, size_t length)
{
    if (keep->cache == NULL)
        return;
    struct arena scratch;
    arena_init(&scratch);
    struct strings list = {0};
    for (const char *at = questions, *end = questions + questions_length; at < end;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        size_t size = feed == NULL ? (size_t)(end - at) : (size_t)(feed - at);
        strings_add(&list, &scratch, arena_copy(&scratch, at, size));
        at += size + 1;
    }
    struct digest key = key_of(keep, source);
    cache_put(keep->cache, &key, list.items, list.count, record, length);
    arena_release(&scratch);
}

const char *keep_find_all(struct keep *keep, const struct session *session, struct arena *arena,
                          size_t *length)
{
    if (keep->cache == NULL)
        return NULL;
    struct digest key = key_of_all(keep, session);
    return cache_get(keep->cache, &key, arena, length);
}

void keep_add_all(struct keep *keep, const struct session *session, const struct strings *questions,
                  const char *text)
{
    if (keep->cache == NULL)
        return;
    struct digest key = key_of_all(keep, session);
    cache_put(keep->cache, &key, questions->items, questions->count, text, strlen(text));
}

void keep_close(struct keep *keep, struct session *session)
{
    if (keep->cache == NULL)
        return;
    cache_close(keep->cache);
    if (cache_problem(keep->cache) != NULL)
        strings_add(&session->warnings, session->arena, cache_problem(keep->cache));
}
