/* Only the logic of a condition is read. Everything that compares or computes is one operand of
 * unknown value, whatever it holds. */
#include "frontend/formula.h"

#include <string.h>

#include "base/arena.h"
#include "frontend/tokens.h"

enum { DEEPEST = 40 };

struct reader {
    struct arena *arena;
    struct tokens tokens;
    size_t at, depth;
};

static struct formula *make(struct arena *arena, enum formula_kind kind)
{
    struct formula *formula = arena_alloc(arena, sizeof *formula);
    *formula = (struct formula){.kind = kind};
    return formula;
}

static const struct formula *of_macro(struct arena *arena, const char *macro)
{
    struct formula *formula = make(arena, FORMULA_MACRO);
    formula->macro = macro;
    return formula;
}

static bool is_here(const struct reader *reader, const char *text)
{
    return token_is(&reader->tokens, reader->at, text);
}

static bool take(struct reader *reader, const char *text)
{
    bool is_taken = is_here(reader, text);
    reader->at += is_taken;
    return is_taken;
}

static bool is_operand_over(const struct reader *reader)
{
    return reader->at >= reader->tokens.count || is_here(reader, ")") || is_here(reader, "&&") ||
           is_here(reader, "||");
}

/* Behind an operand that is more than what was read of it. */
static void skip_operand(struct reader *reader)
{
    while (!is_operand_over(reader)) {
        bool is_open = is_here(reader, "(");
        reader->at = is_open ? tokens_matching(&reader->tokens, reader->at) : reader->at + 1;
    }
}

static const struct formula *read_either(struct reader *reader);

static const char *take_name(struct reader *reader)
{
    if (!token_is_word(&reader->tokens, reader->at))
        return NULL;
    const struct token *token = &reader->tokens.items[reader->at++];
    return arena_copy(reader->arena, reader->tokens.text.bytes + token->offset, token->length);
}

static const struct formula *read_defined(struct reader *reader)
{
    bool is_open = take(reader, "(");
    const char *name = take_name(reader);
    if (name == NULL || (is_open && !take(reader, ")")))
        return NULL;
    return of_macro(reader->arena, name);
}

/* What stands first in an operand; NULL where that is nothing known. */
static const struct formula *read_first(struct reader *reader)
{
    if (take(reader, "(")) {
        const struct formula *inner = read_either(reader);
        return take(reader, ")") ? inner : NULL;
    }
    if (take(reader, "defined"))
        return read_defined(reader);
    if (take(reader, "0"))
        return make(reader->arena, FORMULA_FALSE);
    if (take(reader, "1"))
        return make(reader->arena, FORMULA_TRUE);
    const char *name = take_name(reader);
    return name == NULL ? NULL : of_macro(reader->arena, name);
}

static const struct formula *read_operand(struct reader *reader)
{
    bool is_negated = false;
    while (take(reader, "!"))
        is_negated = !is_negated;
    const struct formula *first = read_first(reader);
    if (first == NULL || !is_operand_over(reader)) {
        skip_operand(reader);
        return make(reader->arena, FORMULA_UNKNOWN);
    }
    struct formula *negated = make(reader->arena, FORMULA_NOT);
    negated->left = first;
    return is_negated ? negated : first;
}

static const struct formula *join(struct reader *reader, enum formula_kind kind,
                                  const struct formula *left, const struct formula *right)
{
    struct formula *formula = make(reader->arena, kind);
    formula->left = left;
    formula->right = right;
    return formula;
}

static const struct formula *read_both(struct reader *reader)
{
    const struct formula *left = read_operand(reader);
    while (take(reader, "&&"))
        left = join(reader, FORMULA_BOTH, left, read_operand(reader));
    return left;
}

static const struct formula *read_either(struct reader *reader)
{
    if (++reader->depth > DEEPEST) {
        reader->at = reader->tokens.count;
        return make(reader->arena, FORMULA_UNKNOWN);
    }
    const struct formula *left = read_both(reader);
    while (take(reader, "||"))
        left = join(reader, FORMULA_EITHER, left, read_both(reader));
    reader->depth--;
    return left;
}

const struct formula *formula_read(struct arena *arena, struct source_text condition)
{
    struct reader reader = {.arena = arena, .tokens = tokens_read(arena, condition)};
    return read_either(&reader);
}
