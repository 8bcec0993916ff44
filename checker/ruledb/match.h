/* Which rows of a call apply to the arguments of one use of it. For the analysis. */
#ifndef ERRNO_LINT_RULEDB_MATCH_H
#define ERRNO_LINT_RULEDB_MATCH_H

#include "ruledb/ruledb.h"

/* What is known of an argument; a zeroed one knows nothing. */
struct rule_argument {
    bool has_value;
    int64_t value;
    const char *const *names; /* macro names and enumerators in it (flags, requests) */
    size_t name_count;
    bool is_all_named;            /* it has no parts but these names */
    const char *string;           /* its text, where it is a string literal; else NULL */
    bool is_object_address;       /* address of an object: neither NULL nor wild */
    const struct rule_kind *kind; /* of the descriptor or path; NULL = any */
};

/* One row that applies. */
struct rule_match {
    const struct rule_row *row;
    enum likelihood
        likelihood; /* the row's, one step lower where its condition or kind is unknown */
};

/* Why a row does not apply: for --list-sites. */
struct rule_excluded {
    struct errno_set by_argument; /* errnos all of whose rows a condition excludes */
    struct errno_set
        by_kind; /* ... the kind of object excludes (the rest may be excluded by conditions) */
};

/* The call itself, or the request that its argument chooses. A request that is not known gives the
 * call (the union of them all), one that is known but has no rules the rows that all have. */
const struct rule_call *rule_select_request(const struct rule_call *call,
                                            const struct rule_argument *arguments,
                                            size_t argument_count);

/* Writes the rows that apply into `matches` (room for call->row_count) and returns their number.
 * Rows whose likelihood is `never` do not apply. `excluded` may be NULL. */
size_t rule_match(const struct ruledb *rules, const struct rule_call *call,
                  const struct rule_argument *arguments, size_t argument_count,
                  struct rule_match *matches, struct rule_excluded *excluded);

/* The rule whose error this call stores through the pointer that is its argument *parameter, with
 * these arguments (getsockopt(SO_ERROR): the pending error of the socket); NULL = none, or not
 * known to be so. */
const struct rule_call *rule_written_error(const struct ruledb *rules, const struct rule_call *call,
                                           const struct rule_argument *arguments,
                                           size_t argument_count, size_t *parameter);

/* The kind of object that this call's result refers to with these arguments (memfd_create: memfd;
 * open: what the path's constant text says), NULL = unknown. */
const struct rule_kind *rule_made_kind(const struct ruledb *rules, const char *call,
                                       const struct rule_argument *arguments,
                                       size_t argument_count);

/* The kind of the objects whose descriptors this call writes into the array that is its argument
 * number `parameter` (pipe: pipe), NULL = it writes none there, or their kind is unknown. */
const struct rule_kind *rule_written_kind(const struct ruledb *rules, const char *call,
                                          const struct rule_argument *arguments,
                                          size_t argument_count, size_t parameter);

/* The kind that a path with this constant text has ("/proc/self/fd/3"), NULL = any. */
const struct rule_kind *rule_path_kind(const struct ruledb *rules, const char *path);

/* Kinds that an object behind a path argument may be of and whose path text then gives this errno
 * when it is walked (memfd: "/memfd:name (deleted)" gives ENOENT). In the arena, in the order of
 * kinds.json. */
struct rule_names rule_kinds_that_walk_to(const struct ruledb *rules, enum errno_id error,
                                          struct arena *arena);

/* The kind's name ("memfd"), and how a message speaks of it ("a memfd"). */
const char *rule_kind_name(const struct rule_kind *kind);
const char *rule_kind_text(const struct rule_kind *kind);

/* Why walking a path to this kind gives this errno; NULL where it does not, or kinds.json gives no
 * reason. */
const char *rule_kind_walk_reason(const struct rule_kind *kind, enum errno_id error);

/* True where kind is `name` or lies below it in the tree. NULL: false. */
bool rule_kind_is(const struct rule_kind *kind, const char *name);

#endif
