/* Conditions of #if as formulas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/formula.h"

static void write_formula(struct text *text, const struct formula *formula)
{
    switch (formula->kind) {
    case FORMULA_BOTH:
    case FORMULA_EITHER:
        text_add(text, "(");
        write_formula(text, formula->left);
        text_add(text, formula->kind == FORMULA_BOTH ? " and " : " or ");
        write_formula(text, formula->right);
        text_add(text, ")");
        break;
    case FORMULA_NOT:
        text_add(text, "not ");
        write_formula(text, formula->left);
        break;
    case FORMULA_MACRO: text_add(text, formula->macro); break;
    case FORMULA_TRUE: text_add(text, "true"); break;
    case FORMULA_FALSE: text_add(text, "false"); break;
    case FORMULA_UNKNOWN: text_add(text, "?"); break;
    }
}

static void assert_formula(const char *expected, const char *condition)
{
    struct arena arena;
    struct text text;
    arena_init(&arena);
    text_init(&text, &arena);
    struct source_text source = {condition, strlen(condition)};
    write_formula(&text, formula_read(&arena, source));
    assert_string_equal(text_get(&text), expected);
    arena_release(&arena);
}

static void test_logic(void **state)
{
    (void)state;
    assert_formula("A", " A");
    assert_formula("A", "defined A");
    assert_formula("A", "defined(A) /* why */");
    assert_formula("not A", "!defined (A)");
    assert_formula("A", "!!A");
    assert_formula("(A and B)", "defined A && B");
    assert_formula("(A or (B and C))", "A || B && C");
    assert_formula("((A or B) and not C)", "(A || B) && !C");
    assert_formula("((A and B) and C)", "A && \\\n B && C");
    assert_formula("not (A or B)", "!(A || B)");
    assert_formula("false", "0");
    assert_formula("(true and A)", "1 && A");
}

static void test_what_computes(void **state)
{
    (void)state;
    assert_formula("?", "A > 2");
    assert_formula("?", "!A + 1");
    assert_formula("(? and B)", "VERSION(2, (3 && 4)) && B");
    assert_formula("(A or ?)", "A || (B + 1) * 2 == C");
    assert_formula("?", "__has_include(<a.h>)");
    assert_formula("?", "");
    assert_formula("?", "defined");
    assert_formula("?", "(A");
}

static void test_depth(void **state)
{
    (void)state;
    char deep[300];
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_formula("?", deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_logic),
        cmocka_unit_test(test_what_computes),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
