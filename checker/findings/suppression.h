/* A comment that takes findings away. Read by run, carried by the reports of shards. */
#ifndef ERRNO_LINT_FINDINGS_SUPPRESSION_H
#define ERRNO_LINT_FINDINGS_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"

struct suppression {
    const char *file;     /* as shown */
    unsigned line;        /* of the comment */
    unsigned first, last; /* lines whose findings it takes away */
    bool checks[CHECK_COUNT];
    const char *problem; /* why it takes none away; NULL = it is valid */
    bool is_used;
};

/* By file, and within a file by line. A zeroed one is empty. */
struct suppressions {
    struct suppression *items;
    size_t count, capacity;
};

#endif
