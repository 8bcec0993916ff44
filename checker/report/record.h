/* What became of one source, as one line of JSON that another process or a later run reads back:
 * the answer of a worker, an entry of the cache, the report of a shard. For the run layer. */
#ifndef ERRNO_LINT_REPORT_RECORD_H
#define ERRNO_LINT_REPORT_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "findings/findings.h"

struct arena;
struct cJSON;
struct error;
struct text;

/* A list of strings. */
struct record_list {
    const char *const *items;
    size_t count;
};

struct record {
    struct findings findings;    /* with findings.analysed, before findings_finish() */
    struct record_list files;    /* source and headers whose functions were seen, as shown */
    struct record_list headers;  /* that were not found, each once per source that lacks it */
    size_t lacking;              /* sources that lack a header */
    size_t hidden_statements;    /* that such sources lost */
    bool lacks_compiler_headers; /* clang's own are not installed */
};

/* Appends the record. Strings go out as they are, bytes that are no UTF-8 included. */
void record_write(struct text *text, const struct record *record);

/* Reads a record into `arena`. False where the text is none of this version's; *record is then
 * not to be used. */
MUST_CHECK bool record_read(struct record *record, struct arena *arena, const char *text,
                            size_t length, struct error *error);

/* The same inside of a tree; for report/ alone. */
void record_add(struct cJSON *object, const struct record *record);
MUST_CHECK bool record_take(struct record *record, struct arena *arena, const struct cJSON *object,
                            struct error *error);

#endif
