/* The condition of an #if as a formula over macros. For the frontend alone; pure text, without
 * libclang. */
#ifndef ERRNO_LINT_FRONTEND_FORMULA_H
#define ERRNO_LINT_FRONTEND_FORMULA_H

#include <stdbool.h>

#include "frontend/scan.h"

struct arena;

enum formula_kind {
    FORMULA_BOTH,   /* a && b */
    FORMULA_EITHER, /* a || b */
    FORMULA_NOT,    /* !a */
    FORMULA_MACRO,  /* defined NAME; NAME alone, which is taken for the same */
    FORMULA_TRUE,
    FORMULA_FALSE,
    FORMULA_UNKNOWN /* a comparison, arithmetic, a macro with arguments */
};

struct formula {
    enum formula_kind kind;
    const struct formula *left, *right; /* `right` of two operands alone */
    const char *macro;
};

/* Reads what stands behind #if, or a name behind #ifdef. What is not understood becomes
 * FORMULA_UNKNOWN. */
const struct formula *formula_read(struct arena *arena, struct source_text condition);

#endif
