/* frontend_parse as the run layer sees it: assertions that NDEBUG would remove, missing headers,
 * errors, keys, sources that nest deeply, requests that cannot work. */
#include "base/file.h"
#include "parse.h"

static void test_ndebug_removes_nothing(void **state)
{
    struct parse *parse = *state;
    const char *const flags[] = {"-DNDEBUG", NULL};
    parse_text(parse, "a.c", "#include <assert.h>\nvoid f(int a) { assert(a == 1); }\n", flags);
    assert_true(
        parse_call(parse_function(parse, "f"), "__assert_fail")->u.call.callee.is_no_return);
    parse_text(parse, "a.cc",
               "#define NDEBUG\n#include <cassert>\nvoid f(int a) { assert(a == 1); }\n"
               "static_assert(true, \"\");\n",
               flags);
    assert_true(
        parse_call(parse_function(parse, "f"), "__assert_fail")->u.call.callee.is_no_return);
    assert_int_equal(parse->result.error_count, 0);
}

static void test_missing_header(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.c",
               "int g(void);\n#include \"generated/no-such.h\"\n#include <nor-this.h>\n"
               "int f(void) { return g(); }\n",
               NULL);
    assert_int_equal(parse->result.missing_count, 2);
    assert_string_equal(parse->result.missing[0].name, "generated/no-such.h");
    assert_string_equal(path_base(parse->result.missing[0].included_from), "a.c");
    assert_int_equal(parse->result.missing[0].line, 2);
    assert_string_equal(parse->result.missing[1].name, "nor-this.h");
    assert_int_equal(parse->result.error_count, 2);
    assert_string_equal(parse->result.first_error, "a.c:2: 'generated/no-such.h' file not found");
    assert_false(parse->result.lacks_compiler_headers);
    assert_int_equal(parse->result.hole_count, 0);
    parse_call(parse_function(parse, "f"), "g");
}

/* The statement is lost with its call; what is left must not look complete. */
static void assert_hole(struct parse *parse, const char *name, const char *text)
{
    parse_text(parse, name, text, NULL);
    if (parse->result.hole_count == 0)
        fail_msg("no hole in %s", text);
}

static void test_lost_code_is_a_hole(void **state)
{
    struct parse *parse = *state;
    assert_hole(parse, "a.c", "int c(int);\nint f(void) { int r = c(no); return r; }\n");
    assert_hole(parse, "a.c", "int c(int);\nvoid f(void) { c(1); no = c(2); c(3); }\n");
    assert_hole(parse, "a.c", "int c(int);\nvoid f(void) { for (no_t i = 0; c(1);) c(2); }\n");
    assert_hole(parse, "a.c", "struct s *p;\nint c(int);\nvoid f(void) { c(p->fd); }\n");
    assert_hole(parse, "a.c", "int c(int);\nvoid f(void) { do c(1); while (no == 1); }\n");
    assert_hole(parse, "a.c", "int c(int);\nvoid f(void) { while (c(no)) c(1); }\n");
    assert_hole(parse, "a.cc", "void f() { if (no(1) < 0) f(); }\n");
    assert_hole(parse, "a.cc",
                "int c(int);\nvoid f() { auto g = [] { no(1); return c(2); }; g(); }\n");
    parse_text(parse, "a.c", "int a = no;\nint c(int);\nvoid f(void) { c(1); }\nint b = no;\n",
               NULL);
    assert_int_equal(parse->result.hole_count, 0);
}

static void test_only_wanted_files(void **state)
{
    struct parse *parse = *state;
    parse_text(
        parse, "a.cc",
        "#include <string>\nnamespace n { extern \"C\" { struct s { int m() { return 1; } }; } }\n",
        NULL);
    assert_int_equal(parse->result.program->function_count, 1);
    parse_function(parse, "s::m");
    for (size_t i = 0; i < parse->result.program->file_count; i++)
        assert_false(parse->result.program->files[i].is_system);
}

static void test_keys(void **state)
{
    struct parse *parse = *state;
    const char *text = "static int own(void) { return 1; }\nint open_all(void) { return own(); }\n";
    parse_text(parse, "a.c", text, NULL);
    const struct function *own = parse_function(parse, "own");
    const struct function *outer = parse_function(parse, "open_all");
    assert_string_equal(parse_call(outer, "own")->u.call.callee.key, own->key);
    assert_true(text_starts_with(own->key, "a.c#"));
    parse_text(parse, "b.c", text, NULL);
    assert_string_not_equal(parse_function(parse, "own")->key, own->key);
    assert_string_equal(parse_function(parse, "open_all")->key, outer->key);
    parse_text(parse, "a.cc",
               "template <typename T> int get(T t) { return t; }\nint f() { return get(1); }\n",
               NULL);
    assert_string_equal(parse_call(parse_function(parse, "f"), "get")->u.call.callee.key,
                        parse_function(parse, "get")->key);
}

static void repeat(struct text *text, const char *format, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        text_printf(text, format, i);
}

static void test_deep_sources(void **state)
{
    struct parse *parse = *state;
    enum { DEPTH = 5000 };
    struct text text;
    text_init(&text, &parse->arena);
    text_add(&text, "int c(int);\nint sum(int a) { return c(1)");
    repeat(&text, " + a", DEPTH);
    text_add(&text, "; }\nint any(int a) { return c(1)");
    repeat(&text, " || a == %u", DEPTH);
    text_add(&text, "; }\nint chain(int a) { ");
    repeat(&text, "if (a == %u) c(2); else ", DEPTH);
    text_add(&text, "c(3); return 0; }\nint cases(int a) { switch (a) {");
    repeat(&text, "case %u: ", DEPTH);
    text_add(&text, "return c(4); } return 0; }\n");
    parse_text(parse, "a.c", text_get(&text), NULL);
    assert_int_equal(parse->result.hole_count, 0);
    assert_non_null(parse_find_call(parse_function(parse, "chain"), "c", DEPTH));
    assert_int_equal(parse_function(parse, "cases")->blocks[0]->case_count, DEPTH);

    text_init(&text, &parse->arena);
    text_add(&text, "struct s { s &operator<<(int); };\nint c(int);\nvoid f(s &out) { out");
    repeat(&text, " << c(%u)", DEPTH);
    text_add(&text, "; }\n");
    parse_text(parse, "a.cc", text_get(&text), NULL);
    assert_non_null(parse_find_call(parse_function(parse, "f"), "c", DEPTH - 1));
}

static void test_impossible_requests(void **state)
{
    struct parse *parse = *state;
    struct error error = {""};
    struct frontend_request request = {.path = "/no-such-directory/a.c",
                                       .directory = "/",
                                       .shown_from = "/",
                                       .is_of_interest = parse_is_below,
                                       .is_of_project = parse_is_below,
                                       .context = parse->directory};
    assert_false(frontend_parse(&parse->result, parse->frontend, &parse->arena, &request, &error));
    assert_non_null(strstr(error.text, "/no-such-directory/a.c"));
    assert_null(parse->result.program);
    assert_non_null(strstr(frontend_version(&parse->arena), "clang"));
}

static void test_any_bytes(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.c", "", NULL);
    assert_int_equal(parse->result.program->function_count, 0);
    parse_text(parse, "a.c", "\001\177}}}) int f(void) { \\ \" @ ' return 1; if ( }\n#if\n", NULL);
    assert_true(parse->result.error_count > 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, parse_set_up, parse_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ndebug_removes_nothing),
        TEST(test_missing_header),
        TEST(test_lost_code_is_a_hole),
        TEST(test_only_wanted_files),
        TEST(test_keys),
        TEST(test_deep_sources),
        TEST(test_impossible_requests),
        TEST(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
