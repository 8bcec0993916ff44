/* One translation unit while it is read: what all parts of the frontend share. For the frontend
 * alone. */
#ifndef ERRNO_LINT_FRONTEND_UNIT_H
#define ERRNO_LINT_FRONTEND_UNIT_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frontend/callee.h"
#include "frontend/frontend.h"
#include "frontend/passed.h"
#include "frontend/sources.h"
#include "frontend/stand_ins.h"
#include "program/program.h"

/* A function that is found inside another one (a lambda, a method of a local class) and waits for
 * its turn. */
struct pending_function {
    CXCursor cursor;
    const char *outer; /* name of the function it stands in */
};

/* The directory does not exist; its files are given to libclang as text. */
#define VIRTUAL_DIRECTORY "/errno-lint-virtual"

struct unit {
    const struct frontend_request *request;
    CXTranslationUnit handle;
    struct arena *arena;   /* of the program */
    struct arena *scratch; /* of this parse alone */
    struct program *program;
    struct sources sources;
    struct callee_table callees;
    struct unknown_names unknown;
    struct pending_function *pending;
    size_t pending_count, pending_capacity;
    size_t visited_count; /* of those */
    struct passed passed;
    bool has_errors; /* any diagnostic of severity error, in any file */
    bool is_cplusplus;
};

/* Lowers every function of the files of interest into unit->program. */
void unit_lower(struct unit *unit);

/* Then: those that were passed over. */
void unit_lower_rest(struct unit *unit);

/* Puts a function off until the one at work is done. */
void unit_add_pending(struct unit *unit, CXCursor cursor, const char *outer);

#endif
