/* What --explain says about a check: a page per check that is implemented. For the run layer. */
#ifndef ERRNO_LINT_RUN_PAGES_H
#define ERRNO_LINT_RUN_PAGES_H

#include "errnos/classes.h"

/* The page, ending in a newline; NULL where the check is not implemented in this version. */
const char *page_of_check(enum check check);

#endif
