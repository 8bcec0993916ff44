/* Which macros are defined to see more, and which are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/switches.h"
#include "frontend/tokens.h"

/* The macros that show each "here" of the text, of which everything is left out. */
static void assert_switches(const char *expected, const char *string)
{
    struct arena arena;
    struct text found;
    arena_init(&arena);
    text_init(&found, &arena);
    struct switches switches = {.arena = &arena};
    struct tokens tokens = tokens_read(&arena, (struct source_text){string, strlen(string)});
    const char *error = strstr(string, "#error");
    if (error != NULL) {
        struct guards guards = directives_guards(&arena, &tokens, (size_t)(error - string));
        switches_learn(&switches, &guards);
    }
    for (const char *at = strstr(string, "here"); at != NULL; at = strstr(at + 1, "here")) {
        struct guards guards = directives_guards(&arena, &tokens, (size_t)(at - string));
        if (!switches_turn_on(&switches, &guards, 0))
            text_add(&found, "- ");
    }
    size_t count;
    const char *const *names = switches_names(&switches, &count);
    for (size_t i = 0; i < count; i++)
        text_printf(&found, "%s ", names[i]);
    assert_string_equal(text_get(&found), expected);
    arena_release(&arena);
}

static void test_names(void **state)
{
    (void)state;
    assert_switches("HAVE_EVENTFD ", "#ifdef HAVE_EVENTFD\nhere\n");
    assert_switches("THIS_HAVE_IPC ", "#ifdef THIS_HAVE_IPC\nhere\n");
    assert_switches("with_sockets ", "#ifdef with_sockets\nhere\n");
    assert_switches("RANGESYNC_PRESENT ", "#ifdef RANGESYNC_PRESENT\nhere\n");
    assert_switches("- ", "#ifdef DEBUG\nhere\n");
    assert_switches("- ", "#ifdef BEHAVE\nhere\n");
    assert_switches("- ", "#ifdef USE_NO_THREADS\nhere\n");
    assert_switches("- ", "#ifdef __HAVE_BUILTIN\nhere\n");
}

static void test_other_systems(void **state)
{
    (void)state;
    assert_switches("- ", "#ifdef THIS_HAVE_WINDOWS\nhere\n");
    assert_switches("- ", "#ifdef HAVE_FREEBSD\nhere\n");
    assert_switches("- ", "#if defined __APPLE__ && HAVE_POLL\nhere\n");
    assert_switches("HAVE_POLL ", "#if defined __linux__ && HAVE_POLL\nhere\n");
    assert_switches("HAVE_POLL ", "#if !defined _WIN32 && HAVE_POLL\nhere\n");
    assert_switches("HAVE_POLL ", "#if defined _WIN32 || defined HAVE_POLL\nhere\n");
    assert_switches("THIS_HAVE_LINUX ", "#ifdef THIS_HAVE_LINUX\nhere\n");
}

static void test_logic(void **state)
{
    (void)state;
    assert_switches("HAVE_A HAVE_B ", "#if HAVE_A && (defined HAVE_B || DEBUG)\nhere\n");
    assert_switches("HAVE_A ", "#if HAVE_A || HAVE_B\nhere\n");
    assert_switches("HAVE_A ", "#if VERSION > 3 && HAVE_A\nhere\n");
    assert_switches("HAVE_A ", "#ifdef HAVE_A\nhere\n#ifdef __GLIBC__\nhere\n");
    assert_switches("- ", "#if 0\n#ifdef HAVE_A\nhere\n");
    assert_switches("- ", "#if HAVE_A && DEBUG\nhere\n");
    assert_switches("- ", "#ifdef DEBUG\n#ifdef HAVE_A\nhere\n");
    assert_switches("- ", "#ifndef HAVE_A\nhere\n");
}

/* Decisions are not taken back. */
static void test_conflicts(void **state)
{
    (void)state;
    assert_switches("- HAVE_A ", "#ifdef HAVE_A\nhere\n#elif HAVE_B\nhere\n");
    assert_switches("- HAVE_B ", "#if HAVE_B && !HAVE_A\nhere\n#elif HAVE_A\nhere\n#endif\n");
    assert_switches("HAVE_A HAVE_B ", "#ifdef HAVE_A\nhere\n#endif\n#ifdef HAVE_B\nhere\n");
}

static void test_choices(void **state)
{
    (void)state;
    assert_switches("BY_POLL ", "#if BY_POLL\nhere\n#else\n#error\n#endif\n");
    assert_switches("- ", "#if BY_POLL\nhere\n#endif\n#ifdef A\n#error\n#endif\n");
    assert_switches("- ", "#if WIN32\nhere\n#else\n#error\n#endif\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),   cmocka_unit_test(test_other_systems),
        cmocka_unit_test(test_logic),   cmocka_unit_test(test_conflicts),
        cmocka_unit_test(test_choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
