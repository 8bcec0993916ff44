/* Lowering a file or a piece of text in the frontend's tests. Every function that comes out is
 * verified. */
#ifndef ERRNO_LINT_TESTS_FRONTEND_PARSE_H
#define ERRNO_LINT_TESTS_FRONTEND_PARSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "program/program.h"
#include "program/verify.h"

enum { MOST_FLAGS = 8 };

struct parse {
    struct arena arena;
    struct frontend *frontend;
    struct frontend_result result;
    char directory[256]; /* for sources given as text */
    const char *prelude; /* of the next parse; NULL = none */
    const struct precompiled_headers *precompiled; /* the same */
    enum word_role (*read_word)(void *context, const char *name);
};

static inline int parse_set_up(void **state)
{
    struct parse *parse = calloc(1, sizeof *parse);
    struct error error = {""};
    const char *temporary = getenv("TMPDIR");
    arena_init(&parse->arena);
    snprintf(parse->directory, sizeof parse->directory, "%s/errno-lint-XXXXXX",
             temporary != NULL ? temporary : P_tmpdir);
    if (mkdtemp(parse->directory) == NULL ||
        !frontend_open(&parse->frontend, &parse->arena, &error))
        return -1;
    *state = parse;
    return 0;
}

static inline int parse_tear_down(void **state)
{
    struct parse *parse = *state;
    frontend_close(parse->frontend);
    arena_release(&parse->arena);
    rmdir(parse->directory);
    free(parse);
    return 0;
}

static inline bool parse_is_below(void *context, const char *path)
{
    return text_starts_with(path, context);
}

static inline bool parse_may_stand_in(void *context, const char *name)
{
    (void)context;
    return strcmp(name, "getxattr") != 0;
}

/* The file lies below the directory; flags end with NULL and may be NULL. */
static inline void parse_file(struct parse *parse, const char *directory, const char *path,
                              const char *const *flags)
{
    struct error error = {""};
    char root[512];
    snprintf(root, sizeof root, "%s", directory);
    struct frontend_request request = {.path = path,
                                       .may_stand_in = parse_may_stand_in,
                                       .prelude = parse->prelude,
                                       .precompiled = parse->precompiled,
                                       .read_word = parse->read_word,
                                       .directory = directory,
                                       .shown_from = directory,
                                       .flags = flags,
                                       .is_of_interest = parse_is_below,
                                       .is_of_project = parse_is_below,
                                       .context = root};
    while (flags != NULL && flags[request.flag_count] != NULL)
        request.flag_count++;
    if (!frontend_parse(&parse->result, parse->frontend, &parse->arena, &request, &error))
        fail_msg("%s", error.text);
    const struct program *program = parse->result.program;
    for (size_t i = 0; i < program->function_count; i++)
        if (!program_verify(program, program->functions[i], &error))
            fail_msg("%s", error.text);
}

/* `name` is the source's file name: its extension says the language. */
static inline void parse_text(struct parse *parse, const char *name, const char *text,
                              const char *const *flags)
{
    const char *path = arena_printf(&parse->arena, "%s/%s", parse->directory, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    parse_file(parse, parse->directory, path, flags);
    unlink(path);
}

static inline const struct function *parse_function(const struct parse *parse, const char *name)
{
    const struct program *program = parse->result.program;
    for (size_t i = 0; i < program->function_count; i++)
        if (strcmp(program->functions[i]->name, name) == 0)
            return program->functions[i];
    fail_msg("no function %s", name);
    return NULL;
}

/* The call of `name` in the function, counted from 0; NULL when there are fewer. */
static inline const struct op *parse_find_call(const struct function *function, const char *name,
                                               size_t index)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        for (size_t k = 0; k < block->op_count; k++)
            if (block->ops[k]->kind == OP_CALL &&
                strcmp(block->ops[k]->u.call.callee.name, name) == 0 && index-- == 0)
                return block->ops[k];
    }
    return NULL;
}

static inline const struct op *parse_call(const struct function *function, const char *name)
{
    const struct op *call = parse_find_call(function, name, 0);
    if (call == NULL)
        fail_msg("no call of %s in %s", name, function->name);
    return call;
}

/* The first branch on errno. */
static inline const struct block *parse_errno_branch(const struct function *function)
{
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        if (block->end == END_BRANCH && block->subject->kind == EXPR_COMPARE &&
            block->subject->u.pair.left->kind == EXPR_ERRNO)
            return block;
    }
    fail_msg("no branch on errno in %s", function->name);
    return NULL;
}

#endif
