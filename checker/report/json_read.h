/* Reading back what json_parts.c writes; for report/ alone. The text may come from a damaged file
 * or from a stranger: every value is checked, and one that does not fit refuses the whole. */
#ifndef ERRNO_LINT_REPORT_JSON_READ_H
#define ERRNO_LINT_REPORT_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct cJSON;
struct error;
struct findings;

/* The string of this key, which must be there; in the arena. */
MUST_CHECK bool json_read_text(const char **text, const struct cJSON *object, const char *key,
                               struct arena *arena, struct error *error);

/* The number of this key, which must be a whole one and not negative. */
MUST_CHECK bool json_read_number(size_t *number, const struct cJSON *object, const char *key,
                                 struct error *error);

/* The array of strings of this key, in the arena. */
MUST_CHECK bool json_read_strings(const char *const **items, size_t *count,
                                  const struct cJSON *object, const char *key, struct arena *arena,
                                  struct error *error);

/* Adds the object's "findings", "sites", "incomplete" and "failed", each of which must be there. */
MUST_CHECK bool json_read_findings(struct findings *findings, const struct cJSON *object,
                                   struct error *error);
MUST_CHECK bool json_read_sites(struct findings *findings, const struct cJSON *object,
                                struct error *error);
MUST_CHECK bool json_read_notes(struct findings *findings, const struct cJSON *object,
                                struct error *error);

#endif
