/* Which kernels are pinned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probe/kernel.h"

static const char LIST[] = "# comment 6.1\n5.10 # old\n\n6.18\n";

static void test_releases(void **state)
{
    (void)state;
    assert_true(probe_kernel_is_listed(LIST, "6.18.44-1-amd64"));
    assert_true(probe_kernel_is_listed(LIST, "6.18-rc1"));
    assert_true(probe_kernel_is_listed(LIST, "5.10.0"));
    assert_false(probe_kernel_is_listed(LIST, "6.1.0"));
    assert_false(probe_kernel_is_listed(LIST, "6.180.1"));
    assert_false(probe_kernel_is_listed(LIST, "5.1.3"));
    assert_false(probe_kernel_is_listed("", "6.18.44"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_releases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
