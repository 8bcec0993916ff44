/* The flags of each source, from the database, a guess and the user's own. For the project layer.
 */
#ifndef ERRNO_LINT_PROJECT_COMMANDS_H
#define ERRNO_LINT_PROJECT_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/language.h"
#include "project/path_map.h"
#include "project/paths.h"

struct arena;
struct error;
struct guess;
struct locate;
struct project_options;
struct project_source;
struct warnings;

/* How often something worth a warning happened, and where first. */
struct tally {
    size_t count;
    const char *first;
};

struct commands {
    const struct project_options *options;
    struct arena *arena;
    struct guess *guess;
    struct locate *locate;
    struct path_map interned; /* flag -> index in texts: sources share most of their flags */
    struct path_list texts;
    struct path_list own[3];    /* the user's flags as given: before, fixed, after */
    struct path_list before[2]; /* --extra-arg-before, filtered; per enum language */
    struct path_list after[2];  /* --extra-arg */
    struct path_list fixed[2];  /* after "--" */
    struct tally listed;        /* sources with an entry of their own */
    struct tally repeated;      /* with several */
    struct tally lost;          /* response files that could not be read */
};

/* Filters the user's own flags and warns of those dropped. */
void commands_init(struct commands *commands, struct arena *arena,
                   const struct project_options *options, struct guess *guess,
                   struct locate *locate, struct warnings *warnings);

/* Fills in directory, flags and is_guessed of a source whose path is set. `language` is what its
 * name suggests. False where a database is there and cannot be read. */
MUST_CHECK bool commands_apply(struct commands *commands, struct project_source *source,
                               enum language language, struct error *error);

/* Says what the tallies hold. */
void commands_warn(const struct commands *commands, struct warnings *warnings);

#endif
