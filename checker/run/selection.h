/* Which sources a run looks at. For the run layer. */
#ifndef ERRNO_LINT_RUN_SELECTION_H
#define ERRNO_LINT_RUN_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

struct keep;
struct project_source;
struct reach;
struct record;
struct session;

enum { CHAIN_LENGTH = 12 };

/* The sources that decide about one header, in the order in which they are asked. */
struct chain {
    const char *header; /* as shown */
    size_t sources[CHAIN_LENGTH];
    size_t count, at;
};

struct selection {
    struct session *session;
    const struct project_source *sources;
    const bool *wanted;  /* by source: it can contain a site; NULL = all are */
    const bool *is_test; /* by source, of those wanted: see test_code.h; NULL = none is */
    struct reach *reach; /* NULL = every source counts, changed or not */
    bool has_no_changes; /* and only changes count */
    bool *is_own;        /* by source: false = another shard's */
    size_t *chosen;      /* by source: the round in which it was; 0 = it is not looked at */
    size_t source_count;
    struct chain *chains;
    size_t chain_count;
    size_t round;
};

/* What the texts of all sources say may be known from the last run: then session.prefilter is still
 * to be made, by selection_prepare(). */
void selection_open(struct selection *selection, struct session *session, struct keep *keep);

/* Before sources are parsed. */
void selection_prepare(struct selection *selection);

/* The sources to look at next: first those that can matter by their own text, then, round by round,
 * some that may show a header which none of them has shown (`records`: what was found so far, by
 * source; NULL = nothing). Their number; 0 = that is all. A shard may get sources of other shards
 * in later rounds, but only such as the whole run looks at too. */
size_t selection_next(struct selection *selection, struct record *const *records, size_t *sources);

/* The sources that can matter by their own text, those of other shards among them; their number. */
size_t selection_first(const struct selection *selection, size_t *sources);

/* Whether the source can see a changed line; all can where nobody has asked for changes. */
bool selection_sees_change(const struct selection *selection, size_t source);

/* Whether the source is test code, and would be looked at but for that. */
bool selection_is_test(const struct selection *selection, size_t source);

#endif
