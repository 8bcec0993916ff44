/* The allow-list of flags. */
#include "tree.h"

#include "project/flags.h"
#include "project/paths.h"
#include "project/words.h"

static const char *filter(struct tree *tree, const char *command, enum language language)
{
    struct path_list words = {0}, flags = {0};
    words_split(&words, &tree->arena, command);
    flags_filter(&flags, NULL, &tree->arena, &words, "/p/build", language);
    return tree_join(tree, flags.items, flags.count);
}

static void test_passes(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_string_equal(filter(&tree, "-I../inc -I inc -isystem /usr/x -iquote. -idirafter ..", 0),
                        "-I/p/inc -I/p/build/inc -isystem/usr/x -iquote/p/build -idirafter/p ");
    assert_string_equal(filter(&tree, "-DA -D B=1 -UC -U D", 0), "-DA -DB=1 -UC -UD ");
    assert_string_equal(filter(&tree, "-std=gnu11 -m32 -pthread -fshort-enums -fms-extensions", 0),
                        "-std=gnu11 -m32 -pthread -fshort-enums -fms-extensions ");
    assert_string_equal(
        filter(&tree, "--sysroot=root --sysroot /r -isysroot s --target=a-b -target c", 0),
        "--sysroot=/p/build/root --sysroot=/r -isysroot/p/build/s --target=a-b "
        "-target c ");
    assert_string_equal(filter(&tree, "-fno-exceptions -fno-rtti -fcoroutines -stdlib=libc++", 1),
                        "-fno-exceptions -fno-rtti -fcoroutines -stdlib=libc++ ");
    assert_string_equal(filter(&tree, "-I=/usr/include", 0), "-I=/usr/include ");
    tree_release(&tree);
}

static void test_drops(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {
        "-c -o -DEVIL a.c",
        "-MD -MF -DEVIL -MT -DEVIL -MJ -DEVIL -Wp,-MD,x",
        "-fplugin=./evil.so -Xclang -load -Xclang -DEVIL",
        "-fpass-plugin=x -mllvm -load=x --config evil.cfg --config=evil.cfg",
        "-fmodules -fmodules-cache-path=x -fprofile-use=x -fsanitize=address --coverage",
        "-include-pch x.pch -ivfsoverlay y -B. -specs=z -save-temps -v -###",
        "-Werror -Wall -O2 -g -march=native -frandom-seed=x",
        "-DNDEBUG -D NDEBUG -DNDEBUG=1",
        "-- -DEVIL",
        "-D",
        "-D '' -I ''",
        "-x objective-c -xc++",
        "@file a.c",
        "-target",
        "-std= --target=",
    };
    struct tree tree;
    tree_init(&tree);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        assert_string_equal(filter(&tree, COMMANDS[i], LANGUAGE_C), "");
    assert_string_equal(filter(&tree, "-DNDEBUGGING -UNDEBUG", 0), "-DNDEBUGGING -UNDEBUG ");
    tree_release(&tree);
}

static void test_standards(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_string_equal(filter(&tree, "-std=c++17", LANGUAGE_C), "");
    assert_string_equal(filter(&tree, "-std=c++17", LANGUAGE_CXX), "-std=c++17 ");
    assert_string_equal(filter(&tree, "-std=c99", LANGUAGE_CXX), "");
    assert_string_equal(filter(&tree, "-std=gnu++2a --std=c++20", LANGUAGE_CXX),
                        "-std=gnu++2a --std=c++20 ");
    assert_string_equal(filter(&tree, "-std=iso9899:1999 -std=c42 -std=foo", LANGUAGE_C),
                        "-std=iso9899:1999 ");
    tree_release(&tree);
}

/* -include must not reach the driver, which would load a precompiled header of that name. */
static void test_includes(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "here.h", "");
    struct path_list words = {0}, flags = {0};
    words_split(&words, &tree.arena,
                "-include here.h -imacros there.h -Xclang -include -Xclang pch.h");
    flags_filter(&flags, NULL, &tree.arena, &words, tree.root, LANGUAGE_C);
    assert_int_equal(flags.count, 12);
    assert_string_equal(flags.items[0], "-Xclang");
    assert_string_equal(flags.items[1], "-include");
    assert_string_equal(flags.items[3], tree_path(&tree, "here.h"));
    assert_string_equal(flags.items[5], "-imacros");
    assert_string_equal(flags.items[7], "there.h");
    assert_string_equal(flags.items[11], "pch.h");
    tree_release(&tree);
}

static void test_dropped_and_language(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct path_list words = {0}, flags = {0}, dropped = {0};
    words_split(&words, &tree.arena, "-DA -MF x -fplugin=y -xc++ -o -x");
    flags_filter(&flags, &dropped, &tree.arena, &words, "/", LANGUAGE_C);
    assert_string_equal(tree_join(&tree, dropped.items, dropped.count), "-MF -fplugin=y -o ");
    assert_int_equal(flags_language(&words, LANGUAGE_C), LANGUAGE_CXX);
    struct path_list none = {0};
    assert_int_equal(flags_language(&none, LANGUAGE_C), LANGUAGE_C);
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_passes),
        cmocka_unit_test(test_drops),
        cmocka_unit_test(test_standards),
        cmocka_unit_test(test_includes),
        cmocka_unit_test(test_dropped_and_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
