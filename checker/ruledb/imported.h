/* What the manual says about calls, by machine: rules/imported as constant tables, which
 * imported.cmake writes when the program is built. For ruledb alone; others use
 * ruledb_find_imported. */
#ifndef ERRNO_LINT_RULEDB_IMPORTED_H
#define ERRNO_LINT_RULEDB_IMPORTED_H

#include "ruledb/ruledb.h"

struct imported_call {
    struct rule_call call; /* without parameters, and never closed */
    const char *page;      /* "accept(2)" */
    bool is_usable;        /* its page makes clear how it fails; else `fails` says nothing */
};

/* Sorted by name; calls that have rules of their own are among them. */
extern const struct imported_call imported_calls[];
extern const size_t imported_call_count;

/* NULL where the manual has no errno of such a call. */
const struct imported_call *imported_find(const struct ruledb *rules, const char *name);

/* The word for a tier in dumps and tables: "listed"; "curated" for the rules of their own. */
const char *tier_word(enum rule_tier tier);

#endif
