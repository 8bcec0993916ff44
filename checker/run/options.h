/* The command line. For the run layer. */
#ifndef ERRNO_LINT_RUN_OPTIONS_H
#define ERRNO_LINT_RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "analysis/analysis.h"
#include "base/attributes.h"
#include "errnos/classes.h"
#include "project/changes.h"
#include "report/report.h"
#include "ruledb/ruledb.h"
#include "run/strings.h"

struct arena;
struct error;

/* What a run is for. */
enum action {
    ACTION_ANALYSE,
    ACTION_VERIFY,
    ACTION_MERGE, /* the paths are the reports of shards */
    ACTION_DUMP_PROGRAM,
    ACTION_DUMP_COMMANDS,
    ACTION_DUMP_RULES,
    ACTION_EXPLAIN,
    ACTION_LIST_CHECKS,
    ACTION_VERSION,
    ACTION_HELP
};

/* One --output FORMAT:FILE. */
struct output {
    enum report_format format;
    const char *file;
};

struct options {
    enum action action;
    struct strings paths;
    const char *database; /* -p; NULL = look for it */
    struct strings extra_before, extra;
    struct strings fixed; /* what stands after "--" */
    bool has_fixed;
    enum changes_from changes;
    const char *changes_subject; /* see project/changes.h */
    struct strings excludes;
    bool force_exclude, use_ignored, no_stand_ins, active_only;
    struct analysis_options analysis;
    enum report_format format; /* of stdout */
    struct output *outputs;
    size_t output_count, output_capacity;
    bool list_sites;
    bool color;         /* decided: --color, then the environment, then the terminal */
    enum level fail_on; /* LEVEL_NONE = never */
    bool exit_zero, require_complete;
    const char *rules;                  /* --rules; NULL = those compiled in alone */
    struct kernel_span kernels;         /* --kernel; zeroed = any */
    const char *explain;                /* the word of --explain */
    const char *kind;                   /* of --kind; NULL = any */
    unsigned shard_number, shard_count; /* --shard K/N; 0 = all sources */
    unsigned jobs;                      /* worker processes; 0 = as many as there are CPUs */
    unsigned time_limit;                /* seconds per source */
    unsigned memory_limit;              /* MiB per worker */
    bool no_cache, no_prefilter, no_shared_headers;
    const char *cache_directory; /* --cache-dir; NULL = the user's */
    unsigned cache_limit;        /* MiB */
    bool quiet, verbose, statistics;
};

/* Reads the command line. The texts point into argv or the arena. False with what is wrong and what
 * is allowed. */
MUST_CHECK bool options_parse(struct options *options, struct arena *arena, int argc, char **argv,
                              struct error *error);

/* Prints what --help says. */
void options_help(FILE *out);

#endif
