/* A source's shard follows from its path below its project, so that a new source moves none of the
 * others (their results may be kept in the shard's cache), and all machines agree, wherever the
 * tree lies there. */
#include "run/sharding.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "frontend/frontend.h"
#include "project/digest.h"
#include "project/listing.h"
#include "project/project.h"
#include "report/shard.h"
#include "ruledb/ruledb.h"
#include "run/options.h"
#include "run/session.h"

enum {
    HASH_DIGITS = 15, /* hexadecimal, so that the number fits */
    CONTENT_LIMIT = 64 * 1024 * 1024,
};

bool sharding_has(const struct session *session, const struct project_source *source)
{
    const struct options *options = session->options;
    if (options->shard_count == 0)
        return true;
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, project_place(session->project, source->path));
    struct digest digest = digest_end(&digester);
    digest.text[HASH_DIGITS] = '\0';
    return strtoull(digest.text, NULL, 16) % options->shard_count == options->shard_number - 1;
}

static void add_strings(struct digester *digester, const struct strings *strings)
{
    digest_add(digester, &strings->count, sizeof strings->count);
    for (size_t i = 0; i < strings->count; i++)
        digest_add_string(digester, strings->items[i]);
}

/* Of a file too large to be read for this, its size has to do. */
static void add_content(struct digester *digester, const char *path)
{
    struct digest digest;
    struct stat status;
    off_t size = stat(path, &status) == 0 ? status.st_size : -1;
    bool is_readable = size >= 0 && size <= CONTENT_LIMIT;
    digest_add(digester, &size, sizeof size);
    digest_add_string(digester, is_readable && digest_file(&digest, path) ? digest.text : NULL);
}

static void add_rules(struct digester *digester, const char *directory)
{
    struct arena scratch;
    struct listing listing;
    arena_init(&scratch);
    listing_everything(&listing, &scratch, directory);
    for (size_t i = 0; i < listing.files.count; i++)
        add_content(digester, listing.files.items[i]);
    arena_release(&scratch);
}

/* Of what decides about findings. Not of paths and the compile database: these may differ between
 * machines, and what comes of them is in the tree's digest. */
static const char *digest_options(const struct session *session)
{
    const struct options *options = session->options;
    const bool switches[] = {options->no_stand_ins,  options->active_only, options->no_prefilter,
                             options->force_exclude, options->use_ignored, options->has_fixed,
                             options->list_sites};
    struct digester digester;
    digest_begin(&digester);
    digest_add(&digester, &options->analysis, sizeof options->analysis);
    digest_add(&digester, &options->kernels, sizeof options->kernels);
    digest_add(&digester, switches, sizeof switches);
    add_strings(&digester, &options->extra_before);
    add_strings(&digester, &options->extra);
    add_strings(&digester, &options->fixed);
    add_strings(&digester, &options->excludes);
    if (options->rules != NULL)
        add_rules(&digester, options->rules);
    struct digest digest = digest_end(&digester);
    return arena_strdup(session->arena, digest.text);
}

/* Of all sources, other shards' too: their names and what is in them. */
static const char *digest_tree(const struct session *session, size_t *count)
{
    const struct project_source *sources = project_sources(session->project, count);
    struct digester digester;
    digest_begin(&digester);
    for (size_t i = 0; i < *count; i++) {
        const char *header = sources[i].for_header;
        digest_add_string(&digester, sources[i].shown);
        digest_add_string(&digester,
                          header == NULL ? NULL : path_relative(session->directory, header));
        add_content(&digester, sources[i].path);
    }
    struct digest digest = digest_end(&digester);
    return arena_strdup(session->arena, digest.text);
}

void sharding_open(struct session *session)
{
    const struct options *options = session->options;
    if (options->shard_count == 0)
        return;
    struct shard *shard = arena_alloc(session->arena, sizeof *shard);
    *shard = (struct shard){
        .number = options->shard_number,
        .count = options->shard_count,
        .tool = ERRNO_LINT_VERSION,
        .rules = ruledb_version(session->rules),
        .parser = frontend_version(session->arena),
        .options = digest_options(session),
    };
    shard->tree = digest_tree(session, &shard->files);
    for (enum check check = 0; check < CHECK_COUNT; check++)
        shard->checks[check] = options->analysis.checks[check];
    shard->warnings = project_warnings(session->project, &shard->warning_count);
    session->shard = shard;
}

void sharding_add(struct session *session, size_t index, const char *file,
                  const struct record *record, const char *problem)
{
    struct shard *shard = session->shard;
    if (shard == NULL)
        return;
    struct shard_source *added = arena_append(session->arena, &shard->sources, &shard->source_count,
                                              &shard->source_capacity, sizeof *added);
    *added = (struct shard_source){index, file, record, problem};
}

void sharding_add_test(struct session *session, size_t index)
{
    struct shard *shard = session->shard;
    if (shard != NULL)
        *(size_t *)arena_append(session->arena, &shard->tests, &shard->test_count,
                                &shard->test_capacity, sizeof *shard->tests) = index;
}
