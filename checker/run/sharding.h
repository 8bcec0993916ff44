/* What a run with --shard K/N is: which sources are its own, and what its report must carry for
 * --merge. For the run layer. */
#ifndef ERRNO_LINT_RUN_SHARDING_H
#define ERRNO_LINT_RUN_SHARDING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct project_source;
struct record;
struct session;

/* Whether the source belongs to this run; true for all without --shard. The same for a source
 * whatever other sources there are. */
bool sharding_has(const struct session *session, const struct project_source *source);

/* Makes session->shard, with all but sources and suppressions; NULL without --shard. */
void sharding_open(struct session *session);

/* Notes what became of the source with this index; nothing without --shard. The record (NULL = it
 * failed) and the texts are not copied. */
void sharding_add(struct session *session, size_t index, const char *file,
                  const struct record *record, const char *problem);

/* Notes that this one was not looked at, as it is test code. */
void sharding_add_test(struct session *session, size_t index);

#endif
