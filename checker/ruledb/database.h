/* What a rule base consists of, loaded or compiled in. For the files of ruledb alone; others use
 * ruledb.h and match.h. */
#ifndef ERRNO_LINT_RULEDB_DATABASE_H
#define ERRNO_LINT_RULEDB_DATABASE_H

#include "ruledb/condition.h"
#include "ruledb/imported.h"
#include "ruledb/ruledb.h"

/* How a path to an object of a kind reads, and where walking that text leads. */
struct rule_walk {
    const char *text;    /* shell pattern */
    enum errno_id error; /* ERRNO_NONE = to the object */
    const char *why;     /* NULL = none given */
};

struct rule_kind {
    const char *name; /* "memfd" */
    const char *text; /* "a memfd" */
    const struct rule_kind *parent;
    const struct rule_walk *walks;
    size_t walk_count;
    struct rule_names traits; /* its own; those of the kinds above it hold too */
    struct rule_names sources;
};

/* A call that makes an object of this kind. */
struct rule_maker {
    const char *call;
    const struct rule_kind *kind;
    int into; /* index of the array that it writes the descriptors into; -1 = its result is one */
    const struct rule_condition *when; /* NULL = always */
};

/* A pattern of names of functions that never return. */
struct rule_terminator {
    const char *pattern;
    enum sink_kind kind;
    bool is_taken_undeclared; /* also when nothing declares the function */
};

struct ruledb {
    const char *version;
    const struct rule_call *const *calls; /* sorted by name */
    size_t call_count;
    const struct imported_call *imported; /* what the manual says, sorted by name */
    size_t imported_count;
    const struct rule_kind *kinds; /* sorted by name */
    size_t kind_count;
    const struct rule_maker *makers; /* sorted by call */
    size_t maker_count;
    const struct rule_assertion *assertions; /* the first that fits counts, as with terminators */
    size_t assertion_count;
    const struct rule_terminator *terminators;
    size_t terminator_count;
    struct rule_names preserving;   /* sorted */
    struct rule_names prefixes;     /* of the names under which the real function is reached */
    struct rule_names raw_prefixes; /* of those under which the kernel is, without errno */
    struct rule_names words, test_paths, test_macros;
    enum errno_class default_classes[ERRNO_COUNT];
    bool has_default_class[ERRNO_COUNT];
};

/* What the kind that is known of an object says about another: true when it is that kind or lies
 * below it, false when neither lies below the other; unknown (NULL = nothing known) when the object
 * may still be of it. */
enum truth kind_truth(const struct rule_kind *known, const struct rule_kind *asked);

/* The kind of an argument's object: as given, else by the constant text of the path; NULL = any. */
const struct rule_kind *argument_kind(const struct ruledb *rules,
                                      const struct rule_argument *argument);

/* Whether kinds of object have this trait. */
bool is_trait(const struct ruledb *rules, const char *name);
/* Whether the kind, or one above it, has the trait. */
bool kind_has_trait(const struct rule_kind *kind, const char *trait);

/* Whether a row's `only` and `except` let it apply to an object of this kind (NULL = any). Unknown:
 * `only` names kinds that the object may or may not be of. */
enum truth row_allows_kind(const struct ruledb *rules, const struct rule_row *row,
                           const struct rule_kind *kind);

#endif
