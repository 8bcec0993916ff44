/* Comments as a C tokeniser sees them, and nothing else, whatever the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/source.h"

/* The comments as "[line-last text]", with a "!" for those that are alone. */
static const char *comments_of(struct arena *arena, const char *code)
{
    struct source source;
    source_from_text(&source, arena, "a.c", code);
    size_t count;
    const struct comment *comments = source_comments(&source, arena, &count);
    struct text text;
    text_init(&text, arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "[%u-%u%s %s]", comments[i].line, comments[i].last_line,
                    comments[i].is_alone ? "!" : "", comments[i].text);
    return text_get(&text);
}

static void expect(const char *code, const char *comments)
{
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(comments_of(&arena, code), comments);
    arena_release(&arena);
}

static void plain_comments(void **state)
{
    (void)state;
    expect("/* a */", "[1-1! a]");
    expect("// a \n", "[1-1! a]");
    expect("// a", "[1-1! a]");
    expect("x; // a\r\n  // b\r\n", "[1-1 a][2-2! b]");
    expect("/* a\n b */\nx", "[1-2! a\n b]");
    expect("/**/x/***/", "[1-1 ][1-1 ]");
    expect("/*/ a */", "[1-1! / a]");
    expect("a / b / c", "");
    expect("/* a // b */ // c", "[1-1! a // b][1-1! c]");
    expect("// a /* b\nx", "[1-1! a /* b]");
}

static void documentation_comments(void **state)
{
    (void)state;
    expect("/** a **/", "[1-1! a]");
    expect("/// a", "[1-1! a]");
    expect("//! a\n///< b\n/*!< c */", "[1-1! a][2-2! b][3-3! c]");
    expect("/******/", "[1-1! ]");
}

static void what_is_alone(void **state)
{
    (void)state;
    expect("/* a */ x;\n/* b */\nx /* c */", "[1-1 a][2-2! b][3-3 c]");
    expect("x /* a\n*/\n/* b\n*/ x", "[1-2 a][3-4 b]");
    expect("/* a */ /* b */ x", "[1-1 a][1-1 b]");
    expect("/* a */ /\n2", "[1-1 a]");
}

static void strings_and_characters(void **state)
{
    (void)state;
    expect("\"/* a */\" '\"' // b", "[1-1 b]");
    expect("\"\\\"/* a\" /* b */", "[1-1 b]");
    expect("'\\'' /* a */ \"\\\\\" /* b */", "[1-1 a][1-1 b]");
    expect("\"open\n// a", "[2-2! a]");
    expect("#error don't\n// a", "[2-2! a]");
    expect("\"a\\\n// no\" // b", "[2-2 b]");
}

static void raw_strings(void **state)
{
    (void)state;
    expect("R\"(\" // a)\" // b", "[1-1 b]");
    expect("u8R\"x(// )\" \n /* */ )x\" /* b */", "[2-2 b]");
    expect("R\"(\\\n)\" // b", "[2-2 b]");
    expect("R\"(// a", "");
    expect("R\"not raw\" // a", "[1-1 a]");
    expect("R\"0123456789abcdef(//)0123456789abcdef\" // a", "[1-1 a]");
    expect("R\"0123456789abcdefg(//)\" // a", "[1-1 a]");
    expect("FOOR\"(\" // a\n)\"", "[1-1 a]");
}

static void splices(void **state)
{
    (void)state;
    expect("// a\\\nb\nc", "[1-2! ab]");
    expect("/\\\n/ a\n", "[1-2! a]");
    expect("/\\\r\n* a *\\\r\n/ x", "[1-3 a]");
    expect("// a\\  \nb\nc", "[1-2! ab]");
    expect("// a\\", "[1-1! a\\]");
}

static void numbers(void **state)
{
    (void)state;
    expect("1'000'000 /* a */", "[1-1 a]");
    expect("0x1'f; '/*' /* a */", "[1-1 a]");
    expect(".5 L'/*' u8'\"' // a", "[1-1 a]");
}

static void header_names(void **state)
{
    (void)state;
    expect("#include <a//b.h> // c", "[1-1 c]");
    expect("#include <a/*.h>\nx; // c", "[2-2 c]");
    expect("x < a//b", "[1-1 b]");
    expect("# include <a", "");
}

static void what_has_no_end(void **state)
{
    (void)state;
    expect("/* a", "[1-1! a]");
    expect("/* a *", "[1-1! a]");
    expect("/", "");
    expect("\\", "");
    expect("'", "");
    expect("\"\\", "");
    expect("1'", "");
    expect("R\"", "");
    expect("/*", "[1-1! ]");
}

static void bytes_of_any_kind(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    uint32_t random = 1;
    char bytes[4096];
    static const char LIKELY[] = "/*'\"\\\nR(\r#<1 u8\t";
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i + 1 < sizeof bytes; i++) {
            random = random * 1664525u + 1013904223u;
            uint32_t pick = random >> 16;
            bytes[i] = pick % 4 != 0 ? LIKELY[pick / 4 % (sizeof LIKELY - 1)] : (char)pick;
        }
        struct source source = {.path = "a", .bytes = bytes, .length = sizeof bytes};
        size_t count;
        source_comments(&source, &arena, &count);
    }
    arena_release(&arena);
}

/* Ten megabytes of what costs most; a square of that would take hours. */
static void large_files(void **state)
{
    (void)state;
    enum { LARGE = 10 * 1000 * 1000 };
    static const char *const PIECES[] = {"\\", "\\ ", "*/ /", "R\"x(", "\"", "/* */", "'", "//\n"};
    for (size_t k = 0; k < sizeof PIECES / sizeof PIECES[0]; k++) {
        struct arena arena;
        arena_init(&arena);
        char *bytes = arena_alloc(&arena, LARGE);
        size_t length = strlen(PIECES[k]);
        for (size_t i = 0; i + length < LARGE; i += length)
            memcpy(bytes + i, PIECES[k], length);
        struct source source;
        clock_t start = clock();
        source_from_text(&source, &arena, "a", bytes);
        size_t count;
        source_comments(&source, &arena, &count);
        assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_comments),  cmocka_unit_test(documentation_comments),
        cmocka_unit_test(what_is_alone),   cmocka_unit_test(strings_and_characters),
        cmocka_unit_test(raw_strings),     cmocka_unit_test(splices),
        cmocka_unit_test(numbers),         cmocka_unit_test(header_names),
        cmocka_unit_test(what_has_no_end), cmocka_unit_test(bytes_of_any_kind),
        cmocka_unit_test(large_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
