/* What a source includes whatever the macros are, by its text. */
#include "tree.h"

#include "project/project.h"
#include "project/sure_includes.h"

enum { MOST_FLAGS = 8 };

struct bench {
    struct tree tree;
    const char *flags[MOST_FLAGS];
    struct sure_includes includes;
};

/* The includes of a text, in quotes or brackets, divided by blanks; " own" behind them where it has
 * its own ways. Flags are divided by blanks. */
static const char *read_text(struct bench *bench, const char *content, const char *flags)
{
    struct project_source source = {.path = tree_file(&bench->tree, "a.c", content),
                                    .directory = bench->tree.root,
                                    .flags = bench->flags};
    for (char *word = strtok(arena_strdup(&bench->tree.arena, flags), " "); word != NULL;
         word = strtok(NULL, " "))
        bench->flags[source.flag_count++] = word;
    assert_true(sure_includes_read(&bench->includes, &bench->tree.arena, &source));
    struct text text;
    text_init(&text, &bench->tree.arena);
    for (size_t i = 0; i < bench->includes.count; i++) {
        const struct sure_include *include = &bench->includes.items[i];
        text_printf(&text, "%s%c%s%c", i > 0 ? " " : "", include->is_quoted ? '"' : '<',
                    include->name, include->is_quoted ? '"' : '>');
    }
    text_add(&text, bench->includes.has_own_ways ? " own" : "");
    return text_get(&text);
}

static void expect(const char *content, const char *flags, const char *expected)
{
    struct bench bench = {0};
    tree_init(&bench.tree);
    assert_string_equal(read_text(&bench, content, flags), expected);
    tree_release(&bench.tree);
}

static void test_conditions(void **state)
{
    (void)state;
    expect("#include <a.h>\n#if 0\n#include <b.h>\n#endif\n#include \"c.h\"\n", "",
           "<a.h> \"c.h\"");
    expect("#ifdef A\n#ifndef B\n#include <b.h>\n#endif\n#include <c.h>\n#else\n#include <d.h>\n"
           "#elif 1\n#include <e.h>\n#endif\n#include <f.h>\n",
           "", "<f.h>");
    expect("#endif\n#include <a.h>\n", "", "<a.h>");
    expect("#include MACRO\n#include <a.h>\n#include\n#include <b.h\n#include <c.h>\n", "",
           "<a.h> <c.h>");
    expect("", "", "");
}

static void test_text(void **state)
{
    (void)state;
    expect("// #include <a.h>\n/*\n#include <b.h>\n*/\n# include /* c */ <d.h> // e\n", "",
           "<d.h>");
    expect("#include <dir//x.h>\n#include \"dir//y.h\"\n#include <z.h>\n", "",
           "<dir//x.h> \"dir//y.h\" <z.h>");
    expect("#include <dir/*.h>\n#include <b.h>\n", "", "<dir/*.h> <b.h>");
    expect("#inc\\\nlude \\\n <a.h>\n#define TEXT \\\n#include <b.h>\n#include <c.h>\n", "",
           "<a.h> <c.h>");
    expect("const char *a = \"\\\n#include <a.h>\\\n\";\n#include <b.h>", "", "<b.h>");
    expect("#include <with blank.h>\r\n#include <b.h>\r\n", "", "<with blank.h> <b.h>");
}

/* Who defines a reserved name, wherever, may change what the system's headers are. */
static void test_reserved(void **state)
{
    (void)state;
    expect("#define _GNU_SOURCE\n#include <a.h>\n", "", "<a.h> own");
    expect("#include <a.h>\n#ifndef X\n#define __STDC_WANT_IEC__ 1\n#endif\n", "", "<a.h> own");
    expect("#undef _XOPEN_SOURCE\n", "", " own");
    expect("#define HAVE_IT 1\n#define _lower 1\n#define _ 1\n#undef X_\n#include <a.h>\n", "",
           "<a.h>");
    expect("#define USES _GNU_SOURCE\n#ifdef __linux__\n#endif\n", "", "");
    expect("// #define _GNU_SOURCE\n", "", "");
}

/* A flag may have said the same already. */
static void test_reserved_by_flag(void **state)
{
    (void)state;
    static const char TEXT[] = "#define _GNU_SOURCE\n";
    expect(TEXT, "-D_GNU_SOURCE", "");
    expect(TEXT, "-O2 -D_GNU_SOURCE=1", "");
    expect(TEXT, "-D_GNU_SOURCES", " own");
    expect(TEXT, "-D_GNU", " own");
    expect(TEXT, "-U_GNU_SOURCE", " own");
    expect("#define _GNU_SOURCE 1\n#define _OTHER_SOURCE\n", "-D_GNU_SOURCE", " own");
    expect("#define _GNU_SOURCE 1 // all of it\n", "-D_GNU_SOURCE", "");
    expect("#define _POSIX_C_SOURCE 200809L\n", "-D_POSIX_C_SOURCE=200809L", "");
}

/* It may also have said something else. */
static void test_other_value(void **state)
{
    (void)state;
    expect("#define _POSIX_C_SOURCE 1\n", "-D_POSIX_C_SOURCE=200809L", " own");
    expect("#define _FILE_OFFSET_BITS 64\n", "-D_FILE_OFFSET_BITS=32", " own");
    expect("#define _FILE_OFFSET_BITS 64\n", "-D_FILE_OFFSET_BITS", " own");
    expect("#undef _GNU_SOURCE\n", "-D_GNU_SOURCE", " own");
}

static void test_forced(void **state)
{
    (void)state;
    expect("#include <a.h>\n", "-include config.h", "<a.h> own");
    expect("#include <a.h>\n", "-Xclang -include -Xclang config.h", "<a.h> own");
    expect("#include <a.h>\n", "-imacros config.h", "<a.h> own");
    expect("#include <a.h>\n", "-Iinclude -isystem include", "<a.h>");
}

static void test_unreadable(void **state)
{
    (void)state;
    struct bench bench = {0};
    tree_init(&bench.tree);
    struct project_source source = {.path = tree_path(&bench.tree, "none.c"),
                                    .directory = bench.tree.root};
    assert_false(sure_includes_read(&bench.includes, &bench.tree.arena, &source));
    tree_release(&bench.tree);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_conditions),  cmocka_unit_test(test_text),
        cmocka_unit_test(test_reserved),    cmocka_unit_test(test_reserved_by_flag),
        cmocka_unit_test(test_other_value), cmocka_unit_test(test_forced),
        cmocka_unit_test(test_unreadable),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
