/* What the lowering recognises: errno in all its shapes, names of constants, calls that never
 * return, macros around a condition. The control flow of each construct is pinned by
 * fixtures/program. */
#include "parse.h"

static void test_errno_shapes(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.c", "extern int errno;\nvoid f(void) { if (errno == 2) f(); }\n", NULL);
    parse_errno_branch(parse_function(parse, "f"));
    parse_text(
        parse, "a.c",
        "int *__error(void);\n#define errno (*__error())\nvoid f(void) { if (errno == 2) f(); }\n",
        NULL);
    parse_errno_branch(parse_function(parse, "f"));
    parse_text(
        parse, "a.cc",
        "extern \"C\" { extern thread_local int errno; }\nvoid f() { if (errno == 2) f(); }\n",
        NULL);
    parse_errno_branch(parse_function(parse, "f"));
    parse_text(parse, "a.cc",
               "namespace n { int errno; }\nstruct s { int errno; } t;\n"
               "void f() { if (n::errno == 2 && t.errno == 2) f(); }\n",
               NULL);
    const struct function *function = parse_function(parse, "f");
    assert_int_equal(function->blocks[0]->subject->u.pair.left->kind, EXPR_PLACE);
    assert_int_equal(function->blocks[1]->subject->u.pair.left->kind, EXPR_PLACE);
}

static const struct expr *argument(const struct parse *parse, size_t index)
{
    const struct op *call = parse_call(parse_function(parse, "f"), "take");
    assert_true(index < call->u.call.argument_count);
    return call->u.call.arguments[index];
}

static void test_constant_names(void **state)
{
    struct parse *parse = *state;
    parse_text(
        parse, "a.c",
        "#include <errno.h>\n#include <fcntl.h>\n#include <netinet/in.h>\n#include <stddef.h>\n"
        "#define CHECKED(call) (call)\nint take(int, ...);\n"
        "void f(void) { CHECKED(take(O_RDONLY | O_CREAT, EWOULDBLOCK, -ENOTSUP, IPPROTO_TCP,\n"
        "                            AT_FDCWD, 0, 7, NULL)); }\n",
        NULL);
    assert_true(argument(parse, 0)->u.constant.is_all_named);
    assert_string_equal(argument(parse, 0)->u.constant.names[0], "O_RDONLY");
    assert_string_equal(argument(parse, 0)->u.constant.names[1], "O_CREAT");
    assert_int_equal(argument(parse, 1)->u.constant.error, id_EAGAIN);
    assert_string_equal(argument(parse, 1)->u.constant.spelling, "EWOULDBLOCK");
    assert_false(argument(parse, 1)->u.constant.is_negative_error);
    assert_int_equal(argument(parse, 2)->u.constant.error, errno_find("ENOTSUP"));
    assert_string_equal(argument(parse, 2)->u.constant.spelling, "ENOTSUP");
    assert_true(argument(parse, 2)->u.constant.is_negative_error);
    assert_string_equal(argument(parse, 3)->u.constant.names[0], "IPPROTO_TCP");
    assert_string_equal(argument(parse, 4)->u.constant.names[0], "AT_FDCWD");
    assert_true(argument(parse, 4)->u.constant.is_all_named);
    assert_int_equal(argument(parse, 4)->u.constant.value, -100);
    assert_true(argument(parse, 5)->u.constant.is_all_named);
    assert_int_equal(argument(parse, 5)->u.constant.name_count, 0);
    assert_false(argument(parse, 6)->u.constant.is_all_named);
    assert_int_equal(argument(parse, 7)->u.constant.value, 0);
    assert_int_equal(argument(parse, 7)->type, TYPE_INTEGER);
}

/* A number that happens to be an errno's is none. */
static void test_numbers_are_no_errnos(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.c",
               "#define TWO 2\n#define NAMED(x) ((x) + 2)\nint take(int, ...);\n"
               "enum { OWN = 2 };\nvoid f(void) { take(2, TWO, OWN, NAMED(0)); }\n",
               NULL);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(argument(parse, i)->u.constant.error, ERRNO_NONE);
    assert_int_equal(argument(parse, 3)->u.constant.name_count, 0);
}

static void assert_never_returns(struct parse *parse, const char *name, const char *text,
                                 const char *callee)
{
    parse_text(parse, name, text, NULL);
    const struct op *call = parse_call(parse_function(parse, "f"), callee);
    if (!call->u.call.callee.is_no_return)
        fail_msg("%s returns in %s", callee, text);
}

static void test_no_return(void **state)
{
    struct parse *parse = *state;
    assert_never_returns(parse, "a.cc", "[[noreturn]] void die();\nvoid f() { die(); }\n", "die");
    assert_never_returns(parse, "a.cc",
                         "struct s { [[gnu::noreturn]] void die(); };\nvoid f(s &t) { t.die(); }\n",
                         "die");
    assert_never_returns(parse, "a.cc",
                         "template <typename T> [[noreturn]] void die(T);\nvoid f() { die(1); }\n",
                         "die");
    assert_never_returns(parse, "a.cc",
                         "#include <cstdlib>\ntemplate <typename T> void f(T) { std::abort(); }\n",
                         "abort");
    assert_never_returns(parse, "a.cc",
                         "struct s { [[noreturn]] s(int); };\nvoid f() { s t(1); }\n", "s");
    assert_never_returns(parse, "a.c", "void abort(void);\nvoid f(void) { abort(); }\n", "abort");
    assert_never_returns(parse, "a.c",
                         "#define DEAD _Noreturn\nDEAD void die(void);\nvoid f(void) { die(); }\n",
                         "die");
    assert_never_returns(parse, "a.c",
                         "typedef void dead(void) __attribute__((noreturn));\n"
                         "void f(dead *die) { (*die)(); }\n",
                         "");
    parse_text(parse, "a.c", "void g(void);\n_Noreturn void f(void) { for (;;) g(); }\n", NULL);
    assert_true(parse_function(parse, "f")->is_no_return);
    assert_false(parse_call(parse_function(parse, "f"), "g")->u.call.callee.is_no_return);
}

static void test_macros_around(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.c",
               "#include <errno.h>\nvoid die(void);\n"
               "#define INNER(c) do { if (!(c)) die(); } while (0)\n#define OUTER(c) INNER(c)\n"
               "#define TESTS_ERRNO() (errno == EPERM)\n"
               "void f(void) { OUTER(errno == ENOENT); }\n"
               "void g(void) { if (errno == EIO) die(); }\n"
               "void h(void) { if (TESTS_ERRNO()) die(); }\n",
               NULL);
    const struct function *function = parse_function(parse, "f");
    const struct origin *call = &parse_call(function, "die")->origin;
    assert_string_equal(call->macro, "OUTER");
    assert_string_equal(call->inner_macro, "INNER");
    assert_int_equal(call->at.line, 6);
    assert_int_equal(call->at.column, 16);
    assert_int_equal(call->spelled.line, 3);
    const struct origin *condition = &parse_errno_branch(function)->end_origin;
    assert_string_equal(condition->macro, "OUTER");
    assert_int_equal(condition->at.column, 22);
    condition = &parse_errno_branch(parse_function(parse, "g"))->end_origin;
    assert_null(condition->macro);
    assert_null(condition->inner_macro);
    condition = &parse_errno_branch(parse_function(parse, "h"))->end_origin;
    assert_string_equal(condition->macro, "TESTS_ERRNO");
    assert_string_equal(condition->inner_macro, "TESTS_ERRNO");
}

static void test_callees(void **state)
{
    struct parse *parse = *state;
    parse_text(parse, "a.cc",
               "#include <unistd.h>\n#include <string>\nstruct s { s(int); int m(); };\n"
               "void f(int (*p)(int), const std::string &t) { close(1); p(2); s(3).m();\n"
               "  unlink(t.c_str()); }\n",
               NULL);
    const struct function *function = parse_function(parse, "f");
    const struct callee *callee = &parse_call(function, "close")->u.call.callee;
    assert_int_equal(callee->kind, CALLEE_FUNCTION);
    assert_true(callee->is_system);
    assert_int_equal(callee->result, TYPE_INTEGER);
    assert_int_equal(parse_call(function, "p")->u.call.callee.kind, CALLEE_POINTER);
    callee = &parse_call(function, "s")->u.call.callee;
    assert_int_equal(callee->kind, CALLEE_CONSTRUCTOR);
    assert_string_equal(callee->class_name, "s");
    assert_false(callee->is_system);
    assert_string_equal(parse_call(function, "m")->u.call.callee.class_name, "s");
    const struct op *path = parse_call(function, "unlink");
    assert_int_equal(path->u.call.arguments[0]->kind, EXPR_CALL);
    assert_string_equal(path->u.call.arguments[0]->u.call->u.call.callee.name, "c_str");
    assert_false(path->u.call.is_result_used);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, parse_set_up, parse_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_errno_shapes), TEST(test_constant_names), TEST(test_numbers_are_no_errnos),
        TEST(test_no_return),    TEST(test_macros_around),  TEST(test_callees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
