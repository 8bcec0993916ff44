/* The rules as loaded from the JSON files in rules/: calls and their errnos, kinds of object,
 * assertions. Read-only. For the analysis and the run layer. What is loaded lives in the arena
 * given to ruledb_load; what is compiled in, for ever. */
#ifndef ERRNO_LINT_RULEDB_RULEDB_H
#define ERRNO_LINT_RULEDB_RULEDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "errnos/classes.h"
#include "errnos/errnos.h"

struct arena;
struct error;
struct rule_condition; /* ruledb/condition.h */
struct rule_kind;
struct ruledb;

/* A list of strings. */
struct rule_names {
    const char *const *items;
    size_t count;
};

/* Who vouches for a row. All tiers but the first come from the manual by machine (rules/imported):
 * nobody has judged them. */
enum rule_tier {
    TIER_CURATED,    /* judged by hand */
    TIER_LISTED,     /* in the list of errors of the call's page */
    TIER_PROSE,      /* in the page's running text alone */
    TIER_DOUBTFUL,   /* in the list, but hardly meant for this call of the page */
    TIER_HISTORICAL, /* in the list for systems long gone */
    TIER_INHERITED   /* on another page, to which the call's page sends */
};

/* Kernels, from `since` up to but without `before`; a version as kernel_version() counts it. */
struct kernel_span {
    int since;  /* 0 = from the beginning */
    int before; /* 0 = without end */
};

/* One fact: this call can give this errno, when, how likely, and who says so. */
struct rule_row {
    enum errno_id error;
    enum errno_class class;
    enum likelihood likelihood;
    enum remedy remedy;
    const struct rule_condition *when; /* NULL = always */
    const char *when_text; /* as in the file, with the call's own parameter names; NULL = always */
    const char *why;       /* half a sentence on how it comes about; NULL = none given */
    const char *note;      /* for --explain; NULL = none */
    struct rule_names only, except; /* kinds of object it is limited to, or not seen with, or traits
                                       of them; empty = any */
    struct kernel_span kernels;     /* that give it */
    bool is_of_request;             /* in the union of a multiplexer: one of its requests has it */
    struct rule_names sources;      /* at least one */
    enum rule_tier tier;
};

/* Whether the manual does not say it of this very call and today's systems: good enough to know
 * that the errno is known, too weak to tell anybody that the call can give it. */
bool rule_row_is_hearsay(const struct rule_row *row);

enum failure_result {
    FAILS_MINUS_ONE,
    FAILS_NEGATIVE,
    FAILS_NULL,
    FAILS_NONZERO,
    FAILS_ZERO,
    FAILS_UNTOLD, /* any result can mean success too: strtol() */
    FAILS_NEVER
};
enum failure_channel { CHANNEL_ERRNO, CHANNEL_RESULT, CHANNEL_NEGATIVE_RESULT, CHANNEL_WRITTEN };

/* How a call says that it failed, and what it returns otherwise. */
struct rule_failure {
    enum failure_result result;
    enum failure_channel channel;
    bool is_zero_on_success; /* success is always 0; else any value that is no failure */
    bool is_in_errno_too;    /* it returns the error, and errno has it as well */
};

/* A call that succeeds may hand over the error of something else (getsockopt: the socket's pending
 * error). */
struct rule_writes {
    int parameter;                     /* index of the pointer that it is stored through */
    const struct rule_condition *when; /* NULL = always */
    const char
        *call; /* name of the rule_call whose rows say what it can be; its channel is WRITTEN */
};

/* A call, or one request of a multiplexer. */
struct rule_call {
    const char *name;     /* "getxattr"; of a request "fcntl:F_SETLK" */
    const char *alias_of; /* the call whose rules these are under another name; NULL = its own */
    struct rule_names parameters;
    struct rule_failure fails;
    bool is_closed;              /* the rows are all that can happen */
    const struct rule_row *rows; /* sorted by errno name, then as in the file; sets included */
    size_t row_count;
    int object;            /* index of the parameter whose kind of object counts; -1 = none */
    int opens;             /* index of the path whose object the result refers to; -1 = no path's */
    int request_parameter; /* index of the parameter that chooses the request; -1 = none does */
    const struct rule_writes *writes; /* an error that it stores through a pointer; NULL = none */
    const struct rule_call *requests; /* sorted by name; rows = the common ones and their own */
    size_t request_count;
    const struct rule_call *common; /* the call with the common rows alone; NULL = no requests */
};

/* An assertion that shape alone does not show. */
struct rule_assertion {
    const char *name; /* macro name; NULL = whatever the macro is called */
    int arity;        /* of the macro; -1 = any */
    bool is_class; /* the marker is a class that is constructed; else a function that is called */
    const char *marker; /* unqualified name of the class or function */
    int condition;      /* index from 0 of the marker's argument that is the condition; -1 = none */
    bool fails_on_true; /* the condition says what must not be */
    enum sink_kind kind;
};

/* The rules that are compiled in, at no cost; with a directory those and its own on top, all loaded
 * anew. False with the file and the JSON pointer of what is wrong in it. */
MUST_CHECK bool ruledb_load(const struct ruledb **rules, struct arena *arena, const char *directory,
                            struct error *error);

/* The same rules for some kernels alone: without the rows that none of them gives. In the arena;
 * the version names the kernels too. */
const struct ruledb *ruledb_for_kernels(struct arena *arena, const struct ruledb *rules,
                                        struct kernel_span kernels);

/* Reads "6.1" (also "6.1.25", whose end has no say) from the start of a text. Returns what follows,
 * NULL where it is no version. */
const char *kernel_version(int *version, const char *text);
/* "6.1" */
const char *kernel_version_text(int version, struct arena *arena);

/* Like "2026.11.0"; with --rules DIR a "+" and a short digest of DIR's content. */
const char *ruledb_version(const struct ruledb *rules);

/* NULL where there is no rule. */
const struct rule_call *ruledb_find_call(const struct ruledb *rules, const char *name);
/* The call as the manual alone has it, for a function without a rule of its own; NULL where there
 * is a rule, where the manual has nothing, and where it does not make clear how the call fails.
 * With `by_number` for a system call that is made through syscall(): only those of section 2. */
const struct rule_call *ruledb_find_imported(const struct ruledb *rules, const char *name,
                                             bool by_number);
/* How the call fails where syscall() makes it, by its number: with -1 and errno, whatever the
 * function of that name does. */
struct rule_failure ruledb_failure_by_number(const struct rule_call *call);
/* The name without a prefix like that of a wrapper ("_real_", "__"), where it has one; else NULL.
 * Points into `name`. */
const char *ruledb_without_prefix(const struct ruledb *rules, const char *name);
/* Likewise of a name under which programs without a C library reach the kernel ("sys_"): there the
 * call returns the negated error, and errno has no part in it. */
const char *ruledb_without_raw_prefix(const struct ruledb *rules, const char *name);

const struct rule_kind *ruledb_find_kind(const struct ruledb *rules, const char *name);

/* All calls with rules of their own, sorted by name. */
const struct rule_call *const *ruledb_calls(const struct ruledb *rules, size_t *count);

/* True for functions that leave errno alone (strlen, memcpy, ...), by unqualified name. */
bool ruledb_preserves_errno(const struct ruledb *rules, const char *name);

/* The assertion with this marker inside a macro of this name and arity (NULL, -1 outside of
 * macros), NULL if none. */
const struct rule_assertion *ruledb_find_assertion(const struct ruledb *rules, bool is_class,
                                                   const char *marker, const char *macro,
                                                   int arity);

/* Whether a macro of this name reads as an assertion (by the words in assertions.json): its bool
 * argument may be one. */
bool ruledb_reads_as_assertion(const struct ruledb *rules, const char *macro);

/* The kind of sink that a no-return function of this name makes when its body is not visible
 * ("exit": report). A name that no pattern fits is a report: doubt ends in silence. */
enum sink_kind ruledb_terminator_kind(const struct ruledb *rules, const char *name);

/* Whether a function of this name is taken never to return where nothing declares it: its header
 * was not found. */
bool ruledb_is_undeclared_terminator(const struct ruledb *rules, const char *name);

/* True for files and macros that belong to tests, by the patterns in assertions.json. */
bool ruledb_is_test(const struct ruledb *rules, const char *path, const char *macro);

/* For --explain ERRNO: the errno's default class; CLASS_DEFECT where errnos.json is silent. */
enum errno_class ruledb_default_class(const struct ruledb *rules, enum errno_id error);

#endif
