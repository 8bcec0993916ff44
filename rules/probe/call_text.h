/* A call as text ("open(s->path, O_RDWR | O_CREAT, 0600)") taken apart, for comparing it with the
 * rules. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_CALL_TEXT_H
#define ERRNO_LINT_PROBE_CALL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ruledb/match.h"

struct arena;

enum { MAX_ARGUMENTS = 8 };

struct call_text {
    const char *name;
    const char *arguments[MAX_ARGUMENTS];
    size_t count;
    bool is_by_number;
};

enum probe_path { PATH_STRING, PATH_NULL, PATH_WILD };

/* What is known of the object that the call was run on. */
struct probe_place {
    const struct rule_kind *kind; /* NULL = none is known */
    enum probe_path path;
};

/* Takes the text apart; `syscall(SYS_read, ...)` is the call read. Everything in the arena. */
struct call_text call_text_parse(const char *text, struct arena *arena);

/* What the rules may know of an argument: what a reader of the source would know, and the kind of
 * the object. */
struct rule_argument call_text_argument(const char *text, const struct probe_place *place,
                                        const struct ruledb *rules, struct arena *arena);

/* The text for people: without the probe's own "s->". */
const char *call_text_plain(const char *text, struct arena *arena);

#endif
