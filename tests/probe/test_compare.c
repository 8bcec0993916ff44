/* Judging errnos by the rules, and the tables of objects and calls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "probe/calls.h"
#include "probe/compare.h"
#include "probe/objects.h"
#include "ruledb/database.h"

struct place {
    struct arena arena;
    const struct ruledb *rules;
};

static int set_up(void **state)
{
    static struct place place;
    struct error error = {.text = ""};
    arena_init(&place.arena);
    *state = &place;
    return ruledb_load(&place.rules, &place.arena, NULL, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
    arena_release(&((struct place *)*state)->arena);
    return 0;
}

static enum verdict judge(struct place *place, const char *kind, const char *text, int error)
{
    struct call_text call = call_text_parse(text, &place->arena);
    struct probe_place at = {.kind = kind == NULL ? NULL : ruledb_find_kind(place->rules, kind)};
    return compare_error(place->rules, &call, &at, error, &place->arena).verdict;
}

static void test_verdicts(void **state)
{
    assert_int_equal(judge(*state, "pipe", "lseek(s->fd, 0, SEEK_SET)", ESPIPE), VERDICT_AGREES);
    assert_int_equal(judge(*state, "memfd", "lseek(s->fd, 0, SEEK_SET)", ESPIPE), VERDICT_NARROWED);
    assert_int_equal(judge(*state, "memfd", "lseek(s->fd, 0, SEEK_SET)", EXDEV), VERDICT_MISSING);
    assert_int_equal(judge(*state, "memfd", "lockf(s->fd, F_TLOCK, 0)", EACCES), VERDICT_NEVER);
    assert_int_equal(judge(*state, NULL, "no_such_call(s->fd)", EACCES), VERDICT_NO_RULE);
    assert_int_equal(judge(*state, NULL, "open(s->path, O_RDONLY)", EEXIST), VERDICT_NARROWED);
    assert_int_equal(judge(*state, NULL, "open(s->path, O_CREAT | O_EXCL, 0600)", EEXIST),
                     VERDICT_AGREES);
}

static int error_of(struct place *place, const char *text, long result, int error)
{
    struct call_text call = call_text_parse(text, &place->arena);
    struct probe_answer answer = {result, error};
    return answer_error(place->rules, &call, &answer);
}

static void test_where_the_error_is(void **state)
{
    assert_int_equal(error_of(*state, "read(s->fd, s->buffer, 4)", -1, EIO), EIO);
    assert_int_equal(error_of(*state, "read(s->fd, s->buffer, 4)", 0, EIO), 0);
    assert_int_equal(error_of(*state, "posix_fallocate(s->fd, 0, 4)", ENODEV, 0), ENODEV);
    assert_int_equal(error_of(*state, "fopen(s->path, \"r\")", 0, ENOENT), ENOENT);
    assert_int_equal(error_of(*state, "fopen(s->path, \"r\")", 4096, ENOTTY), 0);
}

static void test_objects_are_of_known_kinds(void **state)
{
    struct place *place = *state;
    assert_string_equal(probe_object_at(0)->name, "none");
    for (size_t i = 0; i < probe_object_count(); i++) {
        const struct probe_object *object = probe_object_at(i);
        if (object->kind != NULL && ruledb_find_kind(place->rules, object->kind) == NULL)
            fail_msg("%s: no kind %s", object->name, object->kind);
        for (size_t j = 0; j < i; j++)
            if (text_equal(object->name, probe_object_at(j)->name))
                fail_msg("two objects are called %s", object->name);
    }
    assert_true(probe_object_is_in_files(1));
    assert_false(probe_object_is_in_files(0));
}

/* At least 60 calls on 25 kinds are asked for. */
static void test_counts(void **state)
{
    struct place *place = *state;
    size_t names = 0;
    const char *last = "";
    for (size_t i = 0; i < probe_call_count(); i++) {
        const char *name = call_text_parse(probe_call_at(i)->text, &place->arena).name;
        names += strcmp(name, last) != 0;
        last = name;
    }
    assert_in_range(names, 250, 1000);
    size_t kinds = 0;
    for (size_t i = 0; i < probe_object_count(); i++) {
        bool is_new = probe_object_at(i)->kind != NULL;
        for (size_t j = 0; is_new && j < i; j++)
            if (probe_object_at(j)->kind != NULL &&
                text_equal(probe_object_at(i)->kind, probe_object_at(j)->kind))
                is_new = false;
        kinds += is_new;
    }
    assert_in_range(kinds, 30, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts), cmocka_unit_test(test_where_the_error_is),
        cmocka_unit_test(test_objects_are_of_known_kinds), cmocka_unit_test(test_counts)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
