/* Files by extension. */
#include "tree.h"

#include "project/language.h"

static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(file_kind_of("/a.b/x.c"), FILE_C);
    assert_int_equal(file_kind_of("x.C"), FILE_CXX);
    assert_int_equal(file_kind_of("x.test.cpp"), FILE_CXX);
    assert_int_equal(file_kind_of("x.h"), FILE_HEADER);
    assert_int_equal(file_kind_of("x.h++"), FILE_HEADER_CXX);
    static const char *const OTHERS[] = {"", "c", "dir.c/file", "x.c.in", "x.CC", "x.o", "x."};
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        assert_int_equal(file_kind_of(OTHERS[i]), FILE_OTHER);
    assert_int_equal(file_kind_language(file_kind_of("x.tcc")), LANGUAGE_CXX);
    assert_true(file_kind_is_header(FILE_HEADER) && !file_kind_is_source(FILE_HEADER));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
