/* Errno names and sets. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "errnos/errnos.h"

static const char *const NAMES[] = {
#define ERRNO_NAME(name, text) #name,
#include "errnos/names.def"
#undef ERRNO_NAME
};

static const struct {
    const char *alias, *name;
    int alias_value, value;
} ALIASES[] = {
#define ERRNO_ALIAS(alias, name) {#alias, #name, alias, name},
#include "errnos/names.def"
#undef ERRNO_ALIAS
};

static void names_are_sorted_and_found(void **state)
{
    (void)state;
    assert_int_equal(sizeof NAMES / sizeof NAMES[0], ERRNO_COUNT - 1);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        assert_true(i == 0 || strcmp(NAMES[i - 1], NAMES[i]) < 0);
        assert_int_equal(errno_find(NAMES[i]), i + 1);
        assert_true(strlen(errno_text((enum errno_id)(i + 1))) > 0);
    }
}

static void aliases_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ALIASES / sizeof ALIASES[0]; i++) {
        assert_true(i == 0 || strcmp(ALIASES[i - 1].alias, ALIASES[i].alias) < 0);
        assert_int_not_equal(errno_find(ALIASES[i].alias), ERRNO_NONE);
        assert_int_equal(errno_find(ALIASES[i].alias), errno_find(ALIASES[i].name));
        assert_int_equal(ALIASES[i].alias_value, ALIASES[i].value);
    }
}

/* Texts are those of the C library, names and values too. */
static void texts_are_what_strerror_says(void **state)
{
    (void)state;
    static const struct {
        int value;
        const char *name, *text;
    } KNOWN[] = {
#define ERRNO_NAME(name, text) {name, #name, text},
#include "errnos/names.def"
#undef ERRNO_NAME
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
        if (strcmp(strerror(KNOWN[i].value), KNOWN[i].text) != 0)
            fail_msg("%s: \"%s\" is \"%s\"", KNOWN[i].name, KNOWN[i].text,
                     strerror(KNOWN[i].value));
}

static void no_name_is_missing(void **state)
{
    (void)state;
    for (int value = 1; value <= EHWPOISON; value++) {
        const char *name = strerrorname_np(value);
        if (name != NULL && errno_find(name) == ERRNO_NONE)
            fail_msg("%s is missing", name);
    }
}

static void what_is_no_name(void **state)
{
    (void)state;
    static const char *const NOT_NAMES[] = {"", "E", "ENOEN", "ENOENTX", "enoent", "?", "EZ", "A"};
    for (size_t i = 0; i < sizeof NOT_NAMES / sizeof NOT_NAMES[0]; i++)
        assert_int_equal(errno_find(NOT_NAMES[i]), ERRNO_NONE);
    assert_int_equal(errno_find(NULL), ERRNO_NONE);
}

static void names_within_a_text(void **state)
{
    (void)state;
    assert_int_equal(errno_find_bytes("ENOENT, EIO", 6), id_ENOENT);
    assert_int_equal(errno_find_bytes("ENOENT, EIO", 5), ERRNO_NONE);
    assert_int_equal(errno_find_bytes("EIO\0x", 5), ERRNO_NONE);
    assert_int_equal(errno_find_bytes("ENOTSUP)", 7), id_EOPNOTSUPP);
    assert_int_equal(errno_find_bytes("", 0), ERRNO_NONE);
}

static void printed_names(void **state)
{
    (void)state;
    assert_string_equal(errno_name(ERRNO_NONE), "?");
    assert_string_equal(errno_text(ERRNO_NONE), "");
    assert_string_equal(errno_name(id_ENOENT), "ENOENT");
    assert_string_equal(errno_name(id_EOPNOTSUPP), "ENOTSUP");
    assert_string_equal(errno_name(errno_find("EWOULDBLOCK")), "EAGAIN");
}

static void sets(void **state)
{
    (void)state;
    struct errno_set a = errno_set_of(id_ENOENT), all = errno_set_all();
    assert_true(errno_set_has(&a, id_ENOENT));
    assert_false(errno_set_has(&a, id_EIO));
    assert_int_equal(errno_set_count(&all), ERRNO_COUNT - 1);
    assert_false(errno_set_has(&all, ERRNO_NONE));
    errno_set_add(&a, id_EXFULL);
    errno_set_add(&a, id_EXFULL);
    assert_int_equal(errno_set_count(&a), 2);
    struct errno_set both = errno_set_union(a, errno_set_of(id_EIO));
    assert_int_equal(errno_set_count(&both), 3);
    struct errno_set common = errno_set_intersect(both, a);
    assert_true(errno_set_equal(&common, &a));
    assert_false(errno_set_equal(&common, &both));
    struct errno_set rest = errno_set_subtract(both, a), expected = errno_set_of(id_EIO);
    assert_true(errno_set_equal(&rest, &expected));
    errno_set_remove(&rest, id_EIO);
    errno_set_remove(&rest, id_EIO);
    assert_true(errno_set_is_empty(&rest));
    struct errno_set empty = errno_set_empty();
    assert_true(errno_set_equal(&rest, &empty));
}

static void sets_as_text(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct errno_set set = errno_set_empty();
    assert_string_equal(errno_set_text(&set, &arena), "none");
    errno_set_add(&set, id_EOPNOTSUPP);
    errno_set_add(&set, id_ENODATA);
    assert_string_equal(errno_set_text(&set, &arena), "ENODATA, ENOTSUP");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_sorted_and_found),
        cmocka_unit_test(aliases_are_found),
        cmocka_unit_test(texts_are_what_strerror_says),
        cmocka_unit_test(no_name_is_missing),
        cmocka_unit_test(what_is_no_name),
        cmocka_unit_test(names_within_a_text),
        cmocka_unit_test(printed_names),
        cmocka_unit_test(sets),
        cmocka_unit_test(sets_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
