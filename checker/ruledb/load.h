/* The steps of loading rules, and what they share. For the load*.c files and their tests. */
#ifndef ERRNO_LINT_RULEDB_LOAD_H
#define ERRNO_LINT_RULEDB_LOAD_H

#include "base/attributes.h"
#include "ruledb/database.h"
#include "ruledb/json.h"

/* The text of one rule file; bytes[length] is NUL. */
struct rule_source {
    const char *name; /* as errors name it */
    const char *bytes;
    size_t length;
    bool is_added; /* from --rules DIR: replaces built-in definitions */
};

struct rule_sources {
    struct rule_source *items;
    size_t count, capacity;
    const struct imported_call *imported; /* what the manual says beside them, sorted by name */
    size_t imported_count;
};

/* A named call, set or kind where it stands in its file. */
struct definition {
    const char *name;
    struct json_at at;
    bool is_added;
};

/* Sorted by name once everything is collected. */
struct definitions {
    struct definition *items;
    size_t count, capacity;
};

/* Any other top-level member of a file. */
struct section {
    struct json_at at;
    bool is_added;
};

/* Rows in the making. */
struct row_list {
    struct rule_row *items;
    size_t count, capacity;
};

/* A loaded set: its conditions count the set's own parameters. */
struct rule_set {
    const char *name;
    struct rule_names parameters;
    struct row_list rows;
};

struct loader {
    struct arena *arena;   /* what stays */
    struct arena *scratch; /* what goes when loading ends */
    struct ruledb *rules;
    struct definitions calls, sets, kinds;
    struct section *sections; /* those added by --rules first */
    size_t section_count, section_capacity;
    struct rule_set *loaded_sets; /* sorted by name */
    struct rule_maker *makers;    /* not sorted yet */
    size_t maker_count, maker_capacity;
    size_t assertion_capacity, terminator_capacity; /* of the lists in `rules` */
};

/* Loads rules from these texts. As ruledb_load, which finds the texts. */
MUST_CHECK bool ruledb_load_sources(const struct ruledb **rules, struct arena *arena,
                                    const struct rule_sources *sources, struct error *error);

/* Reads all *.json files below the directory, sorted by path, but for hidden ones and those in
 * directories named schema, import or imported. */
MUST_CHECK bool load_directory(struct rule_sources *sources, struct arena *arena,
                               const char *directory, struct error *error);

/* The steps, in the order in which they depend on each other. */
MUST_CHECK bool load_kinds(struct loader *loader, struct error *error);
MUST_CHECK bool load_sets(struct loader *loader, struct error *error);
MUST_CHECK bool load_calls(struct loader *loader, struct error *error);
MUST_CHECK bool load_makers(struct loader *loader, struct error *error);
MUST_CHECK bool load_facts(struct loader *loader, struct error *error);
MUST_CHECK bool load_assertions(struct loader *loader, struct error *error);

/* Adds the rows of an "errnos" object; conditions are over these parameters. */
MUST_CHECK bool load_rows(struct loader *loader, struct row_list *rows,
                          const struct json_at *errnos, const struct rule_names *parameters,
                          struct error *error);

/* Adds the rows of the sets in an "include" array, with the call's parameters in place of the
 * sets'. */
MUST_CHECK bool load_includes(struct loader *loader, struct row_list *rows,
                              const struct json_at *include, const struct rule_names *parameters,
                              struct error *error);

/* The errno with this first name. An alias is refused, with its first name. */
MUST_CHECK bool load_errno(enum errno_id *id, const struct json_at *at, const char *name,
                           struct error *error);

MUST_CHECK bool load_class(enum errno_class *class, const struct json_at *at, struct error *error);

/* Index of the name, -1 where it is not there. */
int names_find(const struct rule_names *names, const char *name);

#endif
