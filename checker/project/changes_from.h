/* Where changes come from; for project/changes*.c alone. */
#ifndef ERRNO_LINT_PROJECT_CHANGES_FROM_H
#define ERRNO_LINT_PROJECT_CHANGES_FROM_H

#include <stdbool.h>

#include "base/attributes.h"

struct changes;
struct changes_request;
struct error;

/* Each adds the changed lines, warnings, and what the work tree is compared with. */
MUST_CHECK bool changes_from_git(struct changes *changes, const struct changes_request *request,
                                 struct error *error);
MUST_CHECK bool changes_from_diff(struct changes *changes, const struct changes_request *request,
                                  struct error *error);

#endif
