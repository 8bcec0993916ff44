/* Which functions are lowered where a text says whether a function can matter. */
#include "parse.h"

struct question {
    char root[512];
    const char *word; /* a function matters where this stands in its text */
};

static bool is_below(void *context, const char *path)
{
    return parse_is_below(((struct question *)context)->root, path);
}

static bool may_matter(void *context, const char *text, size_t length)
{
    const struct question *question = context;
    return memmem(text, length, question->word, strlen(question->word)) != NULL ||
           memmem(text, length, "#include", strlen("#include")) != NULL;
}

static bool may_stand_in(void *context, const char *name)
{
    (void)context;
    (void)name;
    return true;
}

/* The names of the functions that come out, in their order, a blank behind each. */
static const char *lower_as(struct parse *parse, const char *name, const char *text, bool wants_all)
{
    struct question question = {.word = "errno"};
    struct error error = {""};
    const char *path = arena_printf(&parse->arena, "%s/%s", parse->directory, name);
    snprintf(question.root, sizeof question.root, "%s", parse->directory);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    struct frontend_request request = {.path = path,
                                       .directory = parse->directory,
                                       .shown_from = parse->directory,
                                       .prelude = parse->prelude,
                                       .is_of_interest = is_below,
                                       .is_of_project = is_below,
                                       .may_stand_in = may_stand_in,
                                       .may_matter = may_matter,
                                       .wants_all = wants_all,
                                       .context = &question};
    if (!frontend_parse(&parse->result, parse->frontend, &parse->arena, &request, &error))
        fail_msg("%s", error.text);
    unlink(path);
    struct text names;
    text_init(&names, &parse->arena);
    for (size_t i = 0; i < parse->result.program->function_count; i++)
        text_printf(&names, "%s ", parse->result.program->functions[i]->name);
    return text_get(&names);
}

static const char *lowered(struct parse *parse, const char *name, const char *text)
{
    return lower_as(parse, name, text, false);
}

static void test_called(void **state)
{
    static const char TEXT[] = "#define CALL(x) through_macro(x)\n"
                               "#include <errno.h>\n"
                               "static int deeper(int x) { return x + 1; }\n"
                               "static int direct(int x) { return deeper(x); }\n"
                               "static int through_macro(int x) { return x; }\n"
                               "int names(int x) { return direct(x) + CALL(x) + errno; }\n"
                               "int caller(int x) { return names(x); }\n"
                               "int neither(int x) { return direct(x); }\n";
    assert_string_equal(lowered(*state, "a.c", TEXT), "names direct through_macro deeper ");
    assert_int_equal(((struct parse *)*state)->result.function_count, 6);
}

static void test_text_elsewhere(void **state)
{
    /* An #include may bring in anything; what a macro makes has its text where the macro is used,
     * with the arguments; the #define is not looked at here, but by whoever answers. */
    static const char TEXT[] = "#include <errno.h>\n"
                               "#define MAKE(name, what) int name(void) { return what; }\n"
                               "#define BODY { return 1; }\n"
                               "int includes(void) {\n"
                               "#include \"/dev/null\"\n"
                               "return 1; }\n"
                               "MAKE(made, errno)\n"
                               "MAKE(made_harmless, 2)\n"
                               "int with_body(void) BODY\n"
                               "int plain(void) { return 2; }\n";
    assert_string_equal(lowered(*state, "a.c", TEXT), "includes made ");
}

static void test_old_style(void **state)
{
    static const char TEXT[] = "#include <errno.h>\n"
                               "int old(a, b) int a; char *b; { return errno + a; }\n"
                               "int other(a) int a; { return a; }\n";
    assert_string_equal(lowered(*state, "a.c", TEXT), "old ");
}

static void test_classes(void **state)
{
    /* Methods of a class inside of a function may be called from elsewhere. */
    static const char TEXT[] =
        "#include <errno.h>\n"
        "struct base { virtual int get() = 0; };\n"
        "base *local() {\n"
        "    struct inner : base { int get() override { return errno; } };\n"
        "    return new inner; }\n"
        "base *local_harmless() {\n"
        "    struct inner : base { int get() override { return 1; } };\n"
        "    return new inner; }\n"
        "struct outer { int get() { return 2; } int value() { return errno; } };\n"
        "int plain() { return 1; }\n";
    assert_string_equal(lowered(*state, "a.cc", TEXT),
                        "local local_harmless outer::value inner::get ");
}

static const char WITH_ERRORS[] = "#include <errno.h>\n"
                                  "int harmless(int x) { int a = unknown_a; return x; }\n"
                                  "int called(int x) { return x; }\n"
                                  "int matters(int x) { return called(x) + errno; }\n";

/* What hides in a function that is passed over does not count. */
static void test_errors(void **state)
{
    struct parse *parse = *state;
    assert_string_equal(lowered(parse, "a.c", WITH_ERRORS), "matters called ");
    assert_int_equal(parse->result.error_count, 1);
    assert_int_equal(parse->result.hole_count, 0);
    assert_int_equal(parse->result.called_hole_count, 0);
    assert_int_equal(parse->result.function_count, 3);
    assert_non_null(parse->result.prelude);
    assert_false(parse->result.hides_what_matters);
}

/* Who wants all gets the others behind them, and hears the same about what is hidden. */
static void test_all(void **state)
{
    struct parse *parse = *state;
    assert_string_equal(lower_as(parse, "a.c", WITH_ERRORS, true), "matters called harmless ");
    assert_int_equal(parse->result.hole_count, 0);
    assert_int_equal(parse->result.function_count, 3);
    assert_false(parse->result.hides_what_matters);
}

static bool hides(struct parse *parse, const char *text)
{
    (void)lowered(parse, "a.c", text);
    assert_non_null(parse->result.prelude);
    return parse->result.hides_what_matters;
}

static void test_hidden(void **state)
{
    struct parse *parse = *state;
    /* In a function that matters, in one that it calls. */
    assert_true(hides(parse, "#include <errno.h>\nint f(void) { int a = x; return errno; }\n"));
    assert_int_equal(parse->result.hole_count, 1);
    assert_true(hides(parse, "#include <errno.h>\nstatic int g(void) { int a = x; return a; }\n"
                             "int f(void) { g(); return errno; }\n"));
    assert_int_equal(parse->result.hole_count, 0);
    assert_int_equal(parse->result.called_hole_count, 1);
    /* A whole function: one that matters, one that is called, another one. */
    assert_true(hides(parse, "#include <errno.h>\nx f(void) { return errno; }\n"));
    assert_true(hides(parse, "#include <errno.h>\nint f(void) { lost(); return errno; }\n"
                             "x lost(void) { return 1; }\n"));
    assert_false(hides(parse, "#include <errno.h>\nint f(void) { return errno; }\n"
                              "x lost(void) { return 1; }\n"));
    /* A declaration, which matters where it may say that a function does not return. */
    assert_false(hides(parse, "#include <errno.h>\nx lost(void);\n"
                              "int f(void) { lost(); return errno; }\n"));
}

/* Braces of their own do not make a function out of declarations. */
static void test_declarations_hidden(void **state)
{
    struct parse *parse = *state;
    assert_false(hides(parse, "#include <errno.h>\nstruct s { x a; }; /* ENOENT */\n"
                              "int lost(void);\nint f(void) { lost(); return errno; }\n"));
    assert_true(hides(parse, "#include <errno.h>\nenum { OTHER = x, GONE = ENOENT };\n"
                             "int f(void) { return errno == GONE; }\n"));
    assert_true(hides(parse, "#include <errno.h>\nstruct s { int a; };\n"
                             "x lost(a) x a; { return a; }\n"
                             "int f(void) { lost(1); return errno; }\n"));
}

static void test_end_hidden(void **state)
{
    static const char *const TEXTS[] = {
        "#include <errno.h>\nANY_NORETURN void end(int);\nint f(void) { end(1); return errno; }\n",
        "#include <errno.h>\nANY_NORETURN void end(int);\nint f(void) { return errno; }\n"};
    assert_true(hides(*state, TEXTS[0]));
    assert_false(hides(*state, TEXTS[1]));
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_called),
        cmocka_unit_test(test_text_elsewhere),
        cmocka_unit_test(test_old_style),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_end_hidden),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_declarations_hidden),
    };
    return cmocka_run_group_tests(TESTS, parse_set_up, parse_tear_down);
}
