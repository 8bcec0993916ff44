/* Keeping the cache's directory small. For cache.c alone. */
#ifndef ERRNO_LINT_PROJECT_CACHE_PRUNE_H
#define ERRNO_LINT_PROJECT_CACHE_PRUNE_H

#include <stddef.h>

/* What names of entries in work begin with. */
#define CACHE_TEMPORARY "new."

/* Called after `added` bytes were written. Where more than `limit` bytes may be there now, or nobody
 * has looked for a day, removes the entries that were used least lately until the rest has at most
 * that, and what a killed writer left behind. */
void cache_prune(const char *directory, size_t limit, size_t added);

#endif
