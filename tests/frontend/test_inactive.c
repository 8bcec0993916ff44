/* What reads like an assertion over errno in parts that #if leaves out. */
#include "parse.h"

static enum word_role read_word(void *context, const char *name)
{
    (void)context;
    if (strcmp(name, "check") == 0)
        return WORD_ASSERTION;
    return strcmp(name, "die") == 0 ? WORD_TERMINATOR : WORD_PLAIN;
}

static void assert_sites(struct parse *parse, const char *expected, const char *text)
{
    char found[300] = "";
    parse->read_word = read_word;
    parse_text(parse, "a.c", text, NULL);
    for (size_t i = 0; i < parse->result.inactive_count; i++) {
        const struct inactive_site *site = &parse->result.inactive[i];
        size_t length = strlen(found);
        snprintf(found + length, sizeof found - length, "%s:%u:%u:%s:%s ", site->file, site->line,
                 site->column, site->name, site->function == NULL ? "-" : site->function);
    }
    assert_string_equal(found, expected);
}

static void test_words(void **state)
{
    struct parse *parse = *state;
    assert_sites(parse, "a.c:2:1:check:- ", "#ifdef A\ncheck(errno == EINTR);\n#endif\n");
    assert_sites(parse, "a.c:2:21:die:- ", "#ifdef A\nif (e == EINTR) f();die(1);\n#endif\n");
    assert_sites(parse, "a.c:2:35:die:- ",
                 "#ifdef A\nswitch (e) { case EINTR: break; } die(1);\n#endif\n");
    assert_sites(parse, "", "#ifdef A\ncheck(errno == 0);\n#endif\n");
    assert_sites(parse, "", "#ifdef A\nif (e == EINTR) { f(); } } die(1);\n#endif\n");
    assert_sites(parse, "", "#ifdef A\nlog(errno == EINTR);\n#endif\n");
    assert_sites(parse, "", "#ifdef A\n/* check(errno == EINTR); */\n#endif\n");
    assert_sites(parse, "", "#ifdef A /* as in\ncheck(errno == EINTR); */\n#endif\n");
    assert_sites(parse, "a.c:3:1:check:- ",
                 "#ifdef A\n#include \"a/*\"\ncheck(errno == EINTR);\n/* */\n#endif\n");
    assert_sites(parse, "a.c:3:1:check:- ",
                 "#ifdef A\n#error don't \" // /*\ncheck(errno == EINTR);\n#endif\n");
}

static void test_what_is_left_out(void **state)
{
    struct parse *parse = *state;
    assert_sites(parse, "a.c:4:1:check:f ",
                 "int check(int);\nint f(void) {\n#ifdef A\ncheck(EINTR);\n#endif\nreturn 0; }\n");
    assert_sites(parse, "",
                 "int check(int);\nint f(int EINTR) {\n#ifndef A\ncheck(EINTR);\n#endif\n"
                 "return 0; }\n");
    assert_true(frontend_is_skipped(&parse->result, "a.c", 4) == false);
}

static void test_lines(void **state)
{
    struct parse *parse = *state;
    assert_sites(parse, "", "#ifdef A\nint a;\n#else\nint b; /* not EINTR */\n#endif\n");
    assert_false(frontend_is_skipped(&parse->result, "a.c", 1));
    assert_true(frontend_is_skipped(&parse->result, "a.c", 2));
    assert_false(frontend_is_skipped(&parse->result, "a.c", 3));
    assert_false(frontend_is_skipped(&parse->result, "a.c", 4));
    assert_false(frontend_is_skipped(&parse->result, "b.c", 2));
}

static void test_macros(void **state)
{
    struct parse *parse = *state;
    assert_sites(parse, "a.c:2:1:check:- ", "#ifdef HAVE_A\ncheck(errno == EINTR);\n#endif\n");
    assert_int_equal(parse->result.switch_count, 1);
    assert_string_equal(parse->result.switches[0], "HAVE_A");
    assert_sites(parse, "", "#ifdef HAVE_A\nint a;\n#endif\n");
    assert_int_equal(parse->result.switch_count, 0);
    assert_sites(parse, "a.c:2:1:check:- ",
                 "#if BY_A\ncheck(errno == EINTR);\n#else\n#error\n#endif\n");
    assert_int_equal(parse->result.switch_count, 1);
    assert_string_equal(parse->result.switches[0], "BY_A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_left_out, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_lines, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_macros, parse_set_up, parse_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
