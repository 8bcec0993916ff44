/* Flags that name include directories, told from the others. For the run layer. */
#ifndef ERRNO_LINT_RUN_INCLUDE_FLAGS_H
#define ERRNO_LINT_RUN_INCLUDE_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

struct project_source;

/* The directory that the flag with this index names; NULL = it is another flag. *length is 2 where
 * the directory stands in the next flag, else 1. */
const char *include_flags_directory(const struct project_source *source, size_t at, size_t *length);

/* Whether the flag's directory comes behind those of the system. */
bool include_flags_is_last(const char *flag);

/* The flags that name none, in `flags` with room for all; their number. */
size_t include_flags_others(const struct project_source *source, const char **flags);

#endif
