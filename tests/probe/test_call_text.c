/* Taking the text of calls apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "probe/call_text.h"
#include "ruledb/database.h"

static void test_parts(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct call_text call = call_text_parse(
        "syscall(SYS_openat2, AT_FDCWD, s->path, &(struct open_how){.flags = O_RDONLY, "
        ".resolve = 0}, sizeof(struct open_how))",
        &arena);
    assert_string_equal(call.name, "openat2");
    assert_int_equal(call.count, 4);
    assert_string_equal(call.arguments[0], "AT_FDCWD");
    assert_string_equal(call.arguments[2], "&(struct open_how){.flags = O_RDONLY, .resolve = 0}");
    call = call_text_parse("send(s->fd, \"a,b)\", 4, MSG_NOSIGNAL | MSG_OOB)", &arena);
    assert_string_equal(call.name, "send");
    assert_int_equal(call.count, 4);
    assert_string_equal(call.arguments[1], "\"a,b)\"");
    assert_int_equal(call_text_parse("setsid()", &arena).count, 0);
    assert_string_equal(call_text_plain("read(s->fd, s->buffer, 4)", &arena),
                        "read(fd, buffer, 4)");
    arena_release(&arena);
}

static void test_arguments(void **state)
{
    (void)state;
    struct arena arena;
    struct error error = {.text = ""};
    const struct ruledb *rules;
    arena_init(&arena);
    assert_true(ruledb_load(&rules, &arena, NULL, &error));
    const struct probe_place memfd = {.kind = ruledb_find_kind(rules, "memfd")};
    const struct probe_place wild = {.path = PATH_WILD};
    const struct probe_place null = {.path = PATH_NULL};
    struct rule_argument argument = call_text_argument("O_RDWR | O_CREAT", &memfd, rules, &arena);
    assert_int_equal(argument.name_count, 2);
    assert_string_equal(argument.names[1], "O_CREAT");
    assert_true(argument.is_all_named);
    assert_ptr_equal(call_text_argument("s->fd", &memfd, rules, &arena).kind, memfd.kind);
    assert_true(call_text_argument("s->path", &memfd, rules, &arena).is_object_address);
    argument = call_text_argument("s->path", &null, rules, &arena);
    assert_true(argument.has_value && argument.value == 0 && !argument.is_object_address);
    argument = call_text_argument("s->path", &wild, rules, &arena);
    assert_true(argument.has_value && argument.value != 0 && !argument.is_object_address);
    assert_int_equal(call_text_argument("-1", &memfd, rules, &arena).value, -1);
    assert_string_equal(call_text_argument("\"user.x\"", &memfd, rules, &arena).string, "user.x");
    assert_true(call_text_argument("s->buffer", &memfd, rules, &arena).is_object_address);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts),
                                       cmocka_unit_test(test_arguments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
