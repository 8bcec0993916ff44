/* Words that mean an errno, and texts in which they stand. */
#include "tree.h"

#include "project/definitions.h"
#include "project/errno_sets.h"
#include "project/lexer.h"

struct words {
    struct arena arena;
    struct errno_sets sets;
};

/* Closes over the definitions of a header's text; wrong_number() returns an error number. */
static void learn(struct words *words, const struct errno_sets *outer, const char *header)
{
    static const char NUMBER[] = "wrong_number";
    struct file_text text = {0};
    arena_init(&words->arena);
    words->sets = (struct errno_sets){.outer = outer};
    (void)word_set_add(&words->sets.numbers, &words->arena, lexeme_hash(NUMBER, strlen(NUMBER)));
    definitions_read(&text, &words->arena, header, strlen(header), true);
    for (size_t turn = 0; turn < text.definition_count; turn++)
        for (size_t i = 0; i < text.definition_count; i++) {
            const struct definition *definition = &text.definitions[i];
            if (errno_sets_name_one(&words->sets, definition))
                errno_sets_add(&words->sets, &words->arena, definition, false);
            if (errno_sets_use_number(&words->sets, definition))
                errno_sets_add(&words->sets, &words->arena, definition, true);
        }
    for (size_t i = 0; i < text.definition_count; i++)
        errno_sets_note_namer(&words->sets, &words->arena, &text.definitions[i]);
}

static bool matters(const struct words *words, const char *text)
{
    return errno_sets_matter_in(&words->sets, text, strlen(text));
}

static bool stands_in(const struct words *words, const char *text)
{
    return errno_sets_stand_in(&words->sets, text, strlen(text));
}

static const char HEADER[] = "#define IS_BUSY(e) ((e) == EBUSY)\n"
                             "#define RETRY_IF_BUSY(e) while (IS_BUSY(e))\n"
                             "#define HARMLESS 1\n"
                             "enum { TRY_LATER = EAGAIN };\n"
                             "static inline int is_gone(int e) { return e == ENOENT; }\n"
                             "static inline int asks(int e) { return is_gone(e); }\n"
                             "static inline int passes_on(int x) { return wrong_number(x); }\n";

static void test_names(void **state)
{
    (void)state;
    struct words words;
    learn(&words, NULL, HEADER);
    assert_true(matters(&words, "int f(void) { return errno == EIO; }"));
    assert_true(matters(&words, "int f(int e) { RETRY_IF_BUSY(e) g(); }"));
    assert_true(matters(&words, "int f(int e) { return e == TRY_LATER; }"));
    assert_true(matters(&words, "int f(int e) { return is_gone (e); }"));
    assert_true(matters(&words, "int f(int e) { return e == EI\\\nO; }"));
    assert_false(matters(&words, "int f(int is_gone) { return is_gone + HARMLESS; }"));
    assert_false(matters(&words, "int f(void) { /* EIO */ return g(\"EIO\"); }"));
    assert_false(matters(&words, "int is_other(int e) { return e; }"));
    arena_release(&words.arena);
}

/* What only calls such a function names no errno, though a source with it may have a site. */
static void test_calls(void **state)
{
    (void)state;
    struct words words;
    learn(&words, NULL, HEADER);
    assert_false(matters(&words, "int f(int e) { return asks(e); }"));
    assert_true(stands_in(&words, "int f(int e) { return asks(e); }"));
    assert_false(stands_in(&words, "int f(void) { return other(EIO); }")); /* the name itself */
    arena_release(&words.arena);
}

static void test_numbers(void **state)
{
    (void)state;
    struct words words;
    learn(&words, NULL, HEADER);
    assert_true(matters(&words, "int f(void) { return wrong_number(1); }"));
    assert_true(matters(&words, "int f(void) { if (passes_on(1)) g(); }"));
    assert_false(matters(&words, "int f(void) { wrong_number(1); }"));
    arena_release(&words.arena);
}

/* A directive can bring in what the text does not show. */
static void test_directives(void **state)
{
    (void)state;
    struct words words;
    learn(&words, NULL, HEADER);
    assert_true(matters(&words, "int f(void) {\n#include \"body.c\"\n}"));
    assert_false(matters(&words, "int f(void) {\n#ifdef A\n#else\n#endif\n}"));
    assert_true(matters(&words, "int f(void) {\n#define E EIO\n}"));
    arena_release(&words.arena);
}

static void test_outer(void **state)
{
    (void)state;
    struct words words, own;
    learn(&words, NULL, HEADER);
    learn(&own, &words.sets, "#define SOON(e) ((e) == TRY_LATER)\n");
    assert_true(matters(&own, "int f(int e) { return SOON(e); }"));
    assert_true(matters(&own, "int f(int e) { return is_gone(e); }"));
    assert_false(matters(&words, "int f(int e) { return SOON(e); }"));
    arena_release(&own.arena);
    arena_release(&words.arena);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_names),   cmocka_unit_test(test_calls),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_directives),
        cmocka_unit_test(test_outer),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
