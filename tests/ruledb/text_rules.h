/* Rules from texts in the test itself, for the tests of ruledb. */
#ifndef ERRNO_LINT_TESTS_RULEDB_TEXT_RULES_H
#define ERRNO_LINT_TESTS_RULEDB_TEXT_RULES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "ruledb/load.h"

/* Pieces of rule files: a row, a call f(path, size), its errnos, a set over the parameter "where",
 * a call f(path) that includes it. */
#define ROW "{\"class\": \"path\", \"likelihood\": \"common\", \"sources\": [\"probe\"]}"
#define FAILS "\"fails\": {\"result\": \"-1\", \"error\": \"errno\"}"
#define CALL(members)                                                                              \
    "{\"calls\": {\"f\": {\"params\": [\"path\", \"size\"], " FAILS ", " members "}}}"
#define ERRNOS(members) CALL("\"errnos\": {" members "}")
#define FIRST_ROW(row) ERRNOS("\"ENOENT\": [" row "]")
#define SET                                                                                        \
    "\"sets\": {\"walk\": {\"params\": [\"where\"], \"errnos\": {\"EFAULT\": [{\"class\": "        \
    "\"defect\", "                                                                                 \
    "\"when\": \"not object_address(where)\", \"sources\": [\"probe\"]}], \"ENOENT\": [" ROW       \
    "]}}}"
#define INCLUDE(include)                                                                           \
    "{" SET ", \"calls\": {\"f\": {\"params\": [\"path\"], " FAILS ", \"include\": [" include "]}" \
    "}}"

/* Adds a file; one whose name starts with '+' counts as added by --rules. */
static inline void add_source(struct rule_sources *sources, struct arena *arena, const char *name,
                              const char *text)
{
    struct rule_source *source = (struct rule_source *)arena_append(
        arena, &sources->items, &sources->count, &sources->capacity, sizeof *source);
    *source = (struct rule_source){name, text, strlen(text), name[0] == '+'};
}

/* Rules of one file that must load. */
static inline const struct ruledb *rules_of(struct arena *arena, const char *text)
{
    const struct ruledb *rules = NULL;
    struct error error = {.text = ""};
    struct rule_sources sources = {0};
    add_source(&sources, arena, "test.json", text);
    if (!ruledb_load_sources(&rules, arena, &sources, &error))
        fail_msg("%s", error.text);
    return rules;
}

#endif
