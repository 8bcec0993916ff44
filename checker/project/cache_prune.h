/* Keeping the cache's directory small. For cache.c alone. */
#ifndef ERRNO_LINT_PROJECT_CACHE_PRUNE_H
#define ERRNO_LINT_PROJECT_CACHE_PRUNE_H

#include <stddef.h>

/* What names of entries in work begin with. */
#define CACHE_TEMPORARY "new."

/* Removes the entries that were used least lately until the rest has at most `limit` bytes, and
 * what a killed writer left behind. */
void cache_prune(const char *directory, size_t limit);

#endif
