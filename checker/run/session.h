/* What the steps of one run share. For the run layer. */
#ifndef ERRNO_LINT_RUN_SESSION_H
#define ERRNO_LINT_RUN_SESSION_H

#include <stdbool.h>

#include "analysis/statistics.h"
#include "findings/findings.h"
#include "findings/suppression.h"
#include "run/hints.h"
#include "run/strings.h"
#include "run/tally.h"

struct arena;
struct changes;
struct errno_sets;
struct frontend;
struct options;
struct prefilter;
struct project;
struct ruledb;
struct shard;
struct shared_headers;

struct session {
    struct arena *arena; /* of the run */
    const struct options *options;
    const char *directory; /* absolute: where the tool was started */
    const struct ruledb *rules;
    struct project *project;
    struct prefilter *prefilter;    /* knows what can matter; NULL = everything can, or
                                       it is not made yet (see selection.h) */
    bool wants_all;                 /* what cannot matter is looked at all the same */
    const struct errno_sets *words; /* of the source at work; NULL = all its functions matter */
    struct changes *changes;        /* what alone counts; NULL = everything does */
    struct frontend *frontend;      /* NULL until it is open */
    struct shared_headers *shared_headers; /* NULL = each source parses its own */
    struct findings findings;
    struct analysis_statistics statistics;
    struct hints hints;
    struct suppressions suppressions;
    struct shard *shard;         /* what --merge needs to know of this run; NULL without --shard */
    const char *rules_version;   /* with which it was judged */
    const bool *checks;          /* asked for */
    struct tally files;          /* the sources, and the headers whose functions were seen */
    struct strings warnings;     /* for stderr */
    struct strings questions;    /* what the results rest on: see project/world.h */
    bool lacks_compiler_headers; /* clang's own headers are not installed: nothing can be judged */
};

#endif
