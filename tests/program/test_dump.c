/* The dump of a small program, word for word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "program/build.h"
#include "program/verify.h"

static const struct origin NOWHERE;

static struct origin at(unsigned line, unsigned column, const char *macro)
{
    struct location place = {.file = 0, .line = line, .column = column};
    return (struct origin){.at = place, .spelled = place, .outer = place, .macro = macro};
}

static struct expr *names(struct arena *arena, struct program *program, const char *first,
                          const char *second, bool is_all_named)
{
    struct expr *expr = expr_int(program, 24);
    const char **list = arena_alloc(arena, 2 * sizeof *list);
    list[0] = first;
    list[1] = second;
    expr->u.constant.names = list;
    expr->u.constant.name_count = 2;
    expr->u.constant.is_all_named = is_all_named;
    return expr;
}

static const char *dump(struct arena *arena, const struct program *program)
{
    struct text text;
    text_init(&text, arena);
    program_dump(program, &text);
    return text_get(&text);
}

static void a_check_of_errno(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct program *p = program_create(&arena);
    program_add_file(p, "src/record.cc");
    struct function *f = function_create(p, "is_privileged", "k");
    f->at = (struct location){.line = 10, .column = 1};
    struct place *path = function_add_place(p, f, PLACE_PARAMETER, "path", TYPE_POINTER);
    struct place *ret = function_add_place(p, f, PLACE_LOCAL, "ret", TYPE_INTEGER);
    struct place *actual = function_add_place(p, f, PLACE_LOCAL, "actual", TYPE_OTHER);
    struct block *entry = function_add_block(p, f), *failed = function_add_block(p, f);
    struct block *fatal = function_add_block(p, f), *end = function_add_block(p, f);
    struct expr *arguments[] = {
        expr_place(p, path), expr_string(p, "a\"b\n\x1b", 5), expr_address(p, actual),
        names(&arena, p, "O_RDONLY", "O_CLOEXEC", true), names(&arena, p, "SIZE", "EXTRA", false)};
    struct callee callee = {.name = "getxattr", .result = TYPE_INTEGER};
    struct op *call = block_add_call(p, f, entry, &callee, arguments, 5, at(12, 13, NULL));
    call->u.call.is_result_used = true;
    block_add_assign(p, f, entry, ret, expr_call(p, call), at(12, 7, NULL));
    struct expr *test = expr_compare(p, COMPARE_NE, expr_place(p, ret), expr_int(p, -1));
    block_end_branch(p, entry, test, function_new_condition(f), end, failed, at(13, 7, NULL));
    struct expr *claim = expr_compare(p, COMPARE_EQ, expr_errno(p), expr_error(p, id_ENODATA));
    block_end_branch(p, failed, claim, function_new_condition(f), end, fatal, at(14, 5, "ASSERT"));
    struct callee abort = {.name = "abort", .is_no_return = true};
    block_add_call(p, f, fatal, &abort, NULL, 0, at(14, 5, "ASSERT"));
    block_end_no_return(fatal);
    block_end_return(end, expr_negate(p, expr_errno(p)), NOWHERE);
    function_finish(p, f);
    assert_string_equal(dump(&arena, p),
                        "function is_privileged src/record.cc:10\n"
                        "  b0:\n"
                        "    %0 = call getxattr(path, \"a\\\"b\\n\\033\", &actual, "
                        "O_RDONLY|O_CLOEXEC, 24)   [12:13]\n"
                        "    ret = %0\n"
                        "    branch ret != -1 ? b3 : b1   (condition 1)\n"
                        "  b1:\n"
                        "    branch errno == ENODATA ? b3 : b2   (condition 2) in ASSERT\n"
                        "  b2:\n"
                        "    call abort() never returns   [14:5] in ASSERT\n"
                        "    no return\n"
                        "  b3:\n"
                        "    return -errno\n");
    arena_release(&arena);
}

static struct switch_case label(struct expr *expr, int64_t low, int64_t high, struct block *target)
{
    return (struct switch_case){
        .low = low, .high = high, .is_known = true, .label = expr, .target = target};
}

static void switches_holes_and_members(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct program *p = program_create(&arena);
    program_add_file(p, "a.cc");
    program_add_file(p, "a.h");
    struct function *f = function_create(p, "File::check", "k");
    f->at = (struct location){.line = 3, .column = 1};
    f->is_no_return = true;
    struct place *ok = function_add_place(p, f, PLACE_TEMPORARY, "%0", TYPE_BOOL);
    struct block *entry = function_add_block(p, f), *one = function_add_block(p, f);
    struct block *two = function_add_block(p, f);
    struct origin header = at(2, 9, NULL);
    header.at.file = 1;
    block_add_hole(p, f, entry, HOLE_NO_CHILDREN, header);
    block_add_hole(p, f, entry, HOLE_UNSUPPORTED, at(4, 1, "LOG"));
    block_end_switch(p, entry, expr_errno(p), function_new_condition(f), two, NOWHERE);
    struct expr *unknown = expr_unknown(p);
    unknown->text = "LIMIT";
    struct switch_case cases[] = {label(expr_error(p, id_EAGAIN), 11, 11, one),
                                  label(expr_int(p, 5), 5, 9, one), label(unknown, 0, 0, two)};
    cases[2].is_known = false;
    for (size_t i = 0; i < 3; i++)
        block_add_case(p, entry, &cases[i]);
    struct callee destructor = {.kind = CALLEE_DESTRUCTOR, .name = "~File", .class_name = "File"};
    struct op *call = block_add_call(p, f, one, &destructor, NULL, 0, NOWHERE);
    call->u.call.is_implicit = true;
    struct callee method = {.kind = CALLEE_METHOD, .name = "get", .class_name = "File"};
    block_add_call(p, f, one, &method, NULL, 0, NOWHERE);
    struct op *kept = block_add_assign(
        p, f, one, ok,
        expr_not(p, expr_compare(p, COMPARE_LT, expr_mask(p, expr_errno(p), expr_int(p, 3)),
                                 expr_negate(p, expr_error(p, id_EINTR)))),
        NOWHERE);
    kept->u.assign.condition = 1;
    block_end_throw(one, NOWHERE);
    block_end_jump(p, two, one);
    block_end_jump(p, two, entry);
    function_finish(p, f);
    assert_string_equal(dump(&arena, p), "function File::check a.cc:3 never returns\n"
                                         "  b0:\n"
                                         "    hole: no children   [a.h:2:9]\n"
                                         "    hole: unsupported   [4:1] in LOG\n"
                                         "    switch errno   (condition 1)\n"
                                         "      case EAGAIN: b2\n"
                                         "      case 5 ... 9: b2\n"
                                         "      case ?{LIMIT}: b1\n"
                                         "      default: b1\n"
                                         "  b1:\n"
                                         "    jump b2, b0\n"
                                         "  b2:\n"
                                         "    implicit call File::~File()\n"
                                         "    call File::get()\n"
                                         "    %0 = !((errno & 3) < -EINTR)   (condition 1)\n"
                                         "    throw\n");
    arena_release(&arena);
}

static void nothing_gives_nothing(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(dump(&arena, program_create(&arena)), "");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_of_errno),
        cmocka_unit_test(switches_holes_and_members),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
