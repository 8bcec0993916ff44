/* The commands of sources in the form of a compile database, for other tools to run. For the run
 * layer. */
#ifndef ERRNO_LINT_PROJECT_LISTED_COMMANDS_H
#define ERRNO_LINT_PROJECT_LISTED_COMMANDS_H

#include <stddef.h>

struct arena;
struct project_source;

/* The text of a compile_commands.json, in the arena: per source its directory, its path and the
 * compiler's arguments. */
const char *listed_commands_text(struct arena *arena, const struct project_source *sources,
                                 size_t count);

#endif
