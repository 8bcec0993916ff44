/* Stand-ins for names that nothing declares: what the first parse proposes, and what the second one
 * sees with it. */
#include "parse.h"

/* Parses the text, then once more with the prelude that the first parse proposes. */
static void parse_twice(struct parse *parse, const char *name, const char *text)
{
    parse->prelude = NULL;
    parse_text(parse, name, text, NULL);
    assert_non_null(parse->result.prelude);
    parse->prelude = parse->result.prelude;
    parse_text(parse, name, text, NULL);
    assert_null(parse->result.prelude);
    parse->prelude = NULL;
}

static const char *propose(struct parse *parse, const char *name, const char *text)
{
    parse->prelude = NULL;
    parse_text(parse, name, text, NULL);
    return parse->result.prelude == NULL ? "" : parse->result.prelude;
}

static void assert_proposed(struct parse *parse, const char *line, const char *text)
{
    const char *prelude = propose(parse, "a.c", text);
    if (strstr(prelude, line) == NULL)
        fail_msg("no '%s' in '%s'", line, prelude);
}

static void assert_none(struct parse *parse, const char *word, const char *text)
{
    const char *prelude = propose(parse, "a.c", text);
    if (strstr(prelude, word) != NULL)
        fail_msg("'%s' in '%s'", word, prelude);
}

static void test_types(void **state)
{
    struct parse *parse = *state;
    assert_proposed(parse, "typedef int count_t;",
                    "extern int errno;\nint f(void) { count_t n = 1; return n; }\n");
    assert_proposed(parse, "typedef int count_t;",
                    "extern int errno;\nint f(count_t *n) { return *n; }\n");
    assert_proposed(parse, "typedef struct errno_lint_any state_t;",
                    "extern int errno;\nint f(state_t *s) { return s->fd; }\n");
    assert_proposed(parse, "struct state { int fd;",
                    "extern int errno;\nint f(struct state *s) { return s->fd; }\n");
    assert_proposed(parse, "#define bool _Bool", "extern int errno;\nbool f(void) { return 1; }\n");
}

static void test_words_without_meaning(void **state)
{
    struct parse *parse = *state;
    assert_proposed(parse, "#define __dead __attribute__((__noreturn__))\n",
                    "extern int errno;\n__dead void f(void);\n");
    assert_proposed(parse, "#define hidden_\n", "extern int errno;\nint f(void) hidden_;\n");
    assert_proposed(parse, "#define pure_\n", "extern int errno;\npure_ static int f(void);\n");
    assert_proposed(parse, "#define autofree\n",
                    "extern int errno;\nvoid f(void) { autofree char *p = 0; }\n");
    assert_proposed(parse, "#define printf_like(...)",
                    "extern int errno;\nint f(const char *) printf_like(1, 2);\n");
    assert_proposed(parse, "#define DEFINE_THING(...)",
                    "extern int errno;\nDEFINE_THING(a, b);\nint f(void);\n");
    assert_proposed(parse, "#define AUTO(type) type *",
                    "extern int errno;\nstruct s;\nvoid f(void) { AUTO(s_t) p = 0; }\n");
    assert_proposed(parse, "#define NAME \"\"",
                    "extern int errno;\nconst char *f(void) { return \"a\" NAME; }\n");
}

static void test_values(void **state)
{
    struct parse *parse = *state;
    assert_proposed(parse, "extern int FLAG;",
                    "extern int errno;\nint f(int a) { return a | FLAG; }\n");
    assert_proposed(parse, "extern int list[];",
                    "extern int errno;\nint f(int a) { return list[a]; }\n");
    assert_proposed(parse, "extern struct errno_lint_any *self;",
                    "extern int errno;\nint f(void) { return self->fd; }\n");
}

/* What could decide where control goes, and what the rules know, is not made up. */
static void test_left_alone(void **state)
{
    struct parse *parse = *state;
    assert_none(parse, "RETURN", "extern int errno;\nvoid f(void) { RETURN; }\n");
    assert_none(
        parse, "LABEL",
        "extern int errno;\nint f(int a) { switch (a) { case LABEL: return 1; } return 0; }\n");
    assert_none(parse, "EODD", "extern int errno;\nint f(void) { return errno == EODD; }\n");
    assert_none(parse, "my_errno", "extern int errno;\nint f(void) { return my_errno; }\n");
    assert_none(parse, "getxattr", "extern int errno;\nint f(void) { return getxattr + 1; }\n");
    assert_none(parse, "fragment",
                "extern int errno;\nvoid f(void) { lost_t *fragment = 0; g(fragment); }\n");
    assert_string_equal(propose(parse, "a.c", "int f(void) { return FLAG; }\n"), "");
    assert_string_equal(propose(parse, "a.c", "extern int errno;\nint f(void) { return 1; }\n"),
                        "");
}

static void test_second_parse(void **state)
{
    struct parse *parse = *state;
    parse_twice(parse, "a.c",
                "extern int errno;\nint c(int);\n"
                "int f(state_t *s) { count_t n = c(s->fd); return n | FLAG; }\n");
    assert_int_equal(parse->result.error_count, 0);
    assert_int_equal(parse->result.hole_count, 0);
    parse_call(parse_function(parse, "f"), "c");
    parse_twice(parse, "a.cc",
                "extern int errno;\nint c(int);\nint f() { return c(make(1)) | FLAG; }\n");
    assert_int_equal(parse->result.error_count, 0);
    assert_true(parse_call(parse_function(parse, "f"), "make")->u.call.callee.is_undeclared);
}

/* A call that nothing declares can stand; what may be a macro that returns is a hole. */
static void test_calls(void **state)
{
    struct parse *parse = *state;
    parse_twice(parse, "a.c", "extern int errno;\nvoid f(int a) { log_it(a); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 0);
    assert_true(parse_call(parse_function(parse, "f"), "log_it")->u.call.callee.is_undeclared);
    parse_twice(parse, "a.c", "extern int errno;\nvoid f(int a) { leave_if(a < 0); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 1);
    parse_twice(parse, "a.c", "extern int errno;\nvoid f(int a) { LEAVE(a); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 1);
}

static enum word_role read_word(void *context, const char *name)
{
    (void)context;
    return strstr(name, "ensure") != NULL || strstr(name, "assert") != NULL ? WORD_ASSERTION
                                                                            : WORD_PLAIN;
}

/* A macro of one condition: the word must be there, each use must fit. */
static void test_assertions(void **state)
{
    static const char MACRO[] = "#define my_assert(condition)";
    struct parse *parse = *state;
    parse->read_word = read_word;
    assert_proposed(parse, MACRO, "extern int errno;\nvoid f(void) { my_assert(errno == 1); }\n");
    assert_proposed(
        parse, MACRO,
        "extern int errno;\nvoid f(int *a) { if (a) my_assert(*a > 1); my_assert(a); }\n");
    assert_none(parse, "my_assert", "extern int errno;\nvoid f(int a) { my_assert(a); }\n");
    assert_none(parse, "my_assert", "extern int errno;\nvoid f(int a) { my_assert(0, a == 1); }\n");
    assert_none(
        parse, "my_assert",
        "extern int errno;\nint f(int a) { my_assert(a == 1); return my_assert(a == 1); }\n");
    assert_none(parse, "ensure", "extern int errno;\nvoid f(int a) { ensure(a == 1); }\n");
}

static void test_conventions(void **state)
{
    struct parse *parse = *state;
    assert_proposed(parse, "#define _(text) text\n",
                    "extern int errno;\nconst char *f(void) { return _(\"a\"); }\n");
    assert_proposed(parse, "#define FALLTHROUGH ((void)0)\n",
                    "extern int errno;\nvoid f(void) { FALLTHROUGH; }\n");
}

/* A function may read the errno that it is given; a condition over it may decide. */
static void test_errno_argument(void **state)
{
    struct parse *parse = *state;
    parse_twice(parse, "a.c",
                "extern int errno;\nvoid f(int a) { log_it(a, errno); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 0);
    parse_twice(parse, "a.c", "extern int errno;\nvoid f(int a) { log_it(-errno); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 1);
    parse_twice(parse, "a.c", "extern int errno;\nvoid f(int a) { logIt(errno); a |= FLAG; }\n");
    assert_int_equal(parse->result.hole_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_assertions, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_conventions, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_errno_argument, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_types, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_words_without_meaning, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_values, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_left_alone, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_second_parse, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_calls, parse_set_up, parse_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
