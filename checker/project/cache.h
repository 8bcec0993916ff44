/* Results kept between runs, by content. For the run layer.
 * An entry has a key (what the result was asked with: tool, flags, options) and the facts that it
 * rests on (files' contents and the like) as questions with their answers then; it counts as long
 * as every question still has the same answer. */
#ifndef ERRNO_LINT_PROJECT_CACHE_H
#define ERRNO_LINT_PROJECT_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/digest.h"

struct arena;
struct cache;
struct error;

struct cache_options {
    const char *directory; /* NULL = $XDG_CACHE_HOME/errno-lint, else ~/.cache/errno-lint */
    size_t limit;          /* bytes that stay after a run */
    /* The present answer, NULL where there is none that can be relied on. */
    const char *(*answer)(void *context, const char *question);
    void *context;
};

/* Makes the directory where it is missing. False where there is none to be had. */
MUST_CHECK bool cache_open(struct cache **cache, struct arena *arena,
                           const struct cache_options *options, struct error *error);

/* The kept text of this key, in `arena`; NULL where there is none that still holds. */
const char *cache_get(struct cache *cache, const struct digest *key, struct arena *arena,
                      size_t *length);

/* Keeps the text under this key in place of what was there. A question without an answer, a full
 * disk and the like mean that nothing is kept: a cache that fails is no error of the run. */
void cache_put(struct cache *cache, const struct digest *key, const char *const *questions,
               size_t question_count, const char *text, size_t length);

/* Removes the entries not used for longest until the limit holds, where this run added some. */
void cache_close(struct cache *cache);

/* Why nothing more can be kept, for one warning; NULL where all is well. */
const char *cache_problem(const struct cache *cache);

#endif
