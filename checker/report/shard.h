/* What the JSON report of a shard carries besides, so that the reports of all shards can be made
 * into that of one run: what was found in each source before anything was sorted, dropped or
 * suppressed. For the run layer. */
#ifndef ERRNO_LINT_REPORT_SHARD_H
#define ERRNO_LINT_REPORT_SHARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "errnos/classes.h"
#include "findings/suppression.h"

struct arena;
struct error;
struct record;

/* One source that was looked at. */
struct shard_source {
    size_t index; /* in the list of all sources */
    const char *file;
    const struct record *record; /* its `files` are not carried; NULL = failed */
    const char *problem;         /* why it failed; NULL where there is a record */
};

struct shard {
    size_t number, count;     /* K/N */
    const char *tool;         /* version */
    const char *rules;        /* version */
    const char *parser;       /* version of libclang */
    const char *options;      /* digest of what decides about findings */
    const char *tree;         /* digest of the list of all sources */
    size_t files;             /* all sources, those of other shards too */
    bool checks[CHECK_COUNT]; /* asked for */
    struct shard_source *sources;
    size_t source_count, source_capacity;
    size_t *tests; /* sources of test code that it has not looked at */
    size_t test_count, test_capacity;
    struct suppressions suppressions; /* of the files that were seen */
    const char *const *warnings;      /* about the project */
    size_t warning_count;
};

/* Reads the JSON report of a shard. False where it is none, or of another version of errno-lint
 * than `tool`. */
MUST_CHECK bool shard_read(struct shard *shard, struct arena *arena, const char *text,
                           size_t length, const char *tool, struct error *error);

#endif
