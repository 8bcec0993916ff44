/* Macros that would switch parts of a source on which the preprocessor left out. For the frontend
 * alone; pure text, without libclang. */
#ifndef ERRNO_LINT_FRONTEND_SWITCHES_H
#define ERRNO_LINT_FRONTEND_SWITCHES_H

#include <stdbool.h>
#include <stddef.h>

#include "frontend/directives.h"

struct arena;

/* A macro that is to be defined as 1, or to stay undefined. */
struct switch_macro {
    const char *name;
    bool is_on;
};

/* A zeroed one has decided nothing. */
struct switches {
    struct arena *arena;
    struct switch_macro *items;
    size_t count, capacity;
    size_t uses;          /* how often something needed a macro to be on */
    const char **choices; /* macros that need no name of a feature */
    size_t choice_count, choice_capacity;
};

/* An #error with these guards was compiled: the source wants one of the macros to be defined that
 * its innermost #if asks for in vain. */
void switches_learn(struct switches *switches, const struct guards *guards);

/* Decides on macros so that a place with these guards is compiled too, and nothing that was decided
 * before changes. `skipped` is the offset where the text begins that is left out and holds the
 * place: what opens before it holds already. False, with nothing decided, when only a macro would
 * help that does not stand for a feature which a build may have: another system's, a number's. */
bool switches_turn_on(struct switches *switches, const struct guards *guards, size_t skipped);

/* The macros that are to be on, in the switches' arena. */
const char *const *switches_names(const struct switches *switches, size_t *count);

#endif
