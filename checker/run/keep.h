/* The cache as the run sees it: one kept record per source. For the run layer. */
#ifndef ERRNO_LINT_RUN_KEEP_H
#define ERRNO_LINT_RUN_KEEP_H

#include <stddef.h>

#include "project/digest.h"
#include "project/world.h"

struct arena;
struct cache;
struct project_source;
struct session;
struct strings;

/* A zeroed one keeps nothing. */
struct keep {
    struct cache *cache; /* NULL = off */
    struct world world;
    struct digest tool; /* program, libclang, rules, options: what all sources' keys share */
};

/* Opens the cache unless --no-cache is given; one that cannot be had is a warning. */
void keep_open(struct keep *keep, struct session *session);

/* The kept record of this source in `arena`; NULL where there is none that still holds. */
const char *keep_find(struct keep *keep, const struct project_source *source, struct arena *arena,
                      size_t *length);

/* Keeps the record; the questions (see project/world.h) are what it rests on, each on a line. */
void keep_add(struct keep *keep, const struct project_source *source, const char *questions,
              size_t questions_length, const char *record, size_t length);

/* The same for what the sources' texts say of them all (see selection_kept.c). */
const char *keep_find_all(struct keep *keep, const struct session *session, struct arena *arena,
                          size_t *length);
void keep_add_all(struct keep *keep, const struct session *session, const struct strings *questions,
                  const char *text);

void keep_close(struct keep *keep, struct session *session);

#endif
