/* What is known of a function by its declaration. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_CALLEE_H
#define ERRNO_LINT_FRONTEND_CALLEE_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>

#include "program/program.h"

struct unit;

struct callee_entry {
    CXCursor declaration; /* canonical; null in empty slots */
    struct callee callee;
    bool is_trivial; /* a constructor or destructor that nobody wrote */
};

/* A hash table with open addressing; capacity is a power of two. */
struct callee_table {
    struct callee_entry **slots;
    size_t count, capacity;
};

/* Facts about a declaration that is called: a function, method, constructor, destructor, template,
 * or the variable that holds a pointer. Made once per declaration. */
const struct callee_entry *callee_of(struct unit *unit, CXCursor declaration);

/* The key of a function: its USR, with the file before it where others cannot see it. */
const char *function_key(struct unit *unit, CXCursor declaration);

/* "f", "Class::f" */
const char *function_name(struct unit *unit, CXCursor declaration);

/* The class's destructor when the project wrote one; NULL otherwise. Classes of system headers do
 * not count: what their destructors do is no business of the program's author. */
const struct callee *callee_destructor(struct unit *unit, CXType type);

#endif
