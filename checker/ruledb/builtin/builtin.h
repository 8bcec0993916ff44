/* The rules that the program is built with. For the files of this folder and their tests; others
 * get them from ruledb_load. */
#ifndef ERRNO_LINT_RULEDB_BUILTIN_BUILTIN_H
#define ERRNO_LINT_RULEDB_BUILTIN_BUILTIN_H

struct arena;
struct rule_sources;
struct ruledb;
struct text;

/* The files of rules/ as they were loaded at build time. In the C file that write_rules() wrote. */
extern const struct ruledb builtin_rules;

/* The texts of the same files, and what the manual says. The array lives in the arena. */
void builtin_sources(struct rule_sources *sources, struct arena *arena);

/* Adds a C file that defines builtin_rules as these rules, which were loaded from
 * builtin_sources(). */
void write_rules(struct text *text, const struct ruledb *rules);

#endif
