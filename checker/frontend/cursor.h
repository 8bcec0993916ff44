/* libclang's tree made handy: children as arrays, wrappers peeled off, text copied into an arena.
 * For the frontend alone. Nothing here knows our own model but for value types. */
#ifndef ERRNO_LINT_FRONTEND_CURSOR_H
#define ERRNO_LINT_FRONTEND_CURSOR_H

#include <clang-c/Index.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/expr.h"

struct arena;

struct cursors {
    CXCursor *items;
    size_t count;
};

/* The direct children in libclang's order. */
struct cursors cursor_children(struct arena *scratch, CXCursor cursor);

/* Those children that are expressions: operands without the type names that stand among them. */
struct cursors cursor_operands(struct arena *scratch, CXCursor cursor);

bool cursor_is_null(CXCursor cursor);

/* Without implicit nodes of one operand, parentheses, __extension__ and casts. */
CXCursor cursor_strip(CXCursor cursor);

bool cursor_is_cast(enum CXCursorKind kind);

/* The string copied into the arena, and disposed. Never NULL. */
const char *cursor_copy(struct arena *arena, CXString string);
const char *cursor_spelling(struct arena *arena, CXCursor cursor);

/* The file's absolute path, clean. Names relative to `directory`, absolute too. */
const char *cursor_file_path(struct arena *arena, CXFile file, const char *directory);

/* Calls on the cursor and everything below it until the question is answered with true. */
bool cursor_any(CXCursor cursor, bool (*question)(CXCursor cursor, void *context), void *context);

/* Its value when it is an integer constant. Side effects are forgotten by libclang: ask only where
 * there are none. */
bool cursor_evaluate(CXCursor cursor, int64_t *value);

enum value_type cursor_value_type(CXType type);

/* The declaration of the class the type names, through references; null when it names none. */
CXCursor cursor_class_of(CXType type);

#endif
