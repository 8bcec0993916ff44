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

/* What makes clang or gcc load code, run a program, obey further files, or write one. */
static const char *const HARMFUL[] = {
    /* load */
    "-fplugin",
    "-fpass-plugin",
    "-load",
    "-load-pass-plugin",
    "-add-plugin",
    "-plugin",
    "-fplugin-arg-x-y",
    "-plugin-arg-x",
    "-iplugindir",
    "-mllvm",
    "-include-pch",
    "-include-pth",
    "-fmodule-file",
    "-fmodule-map-file",
    "-fprebuilt-module-path",
    "-fmodules",
    "-fcxx-modules",
    "-fimplicit-module-maps",
    "-fmodule-mapper",
    "-fprofile-use",
    "-fprofile-instr-use",
    "-fprofile-sample-use",
    "-fauto-profile",
    "-fprofile-remapping-file",
    "-ivfsoverlay",
    "-vfsoverlay",
    "-fsanitize-ignorelist",
    "-fsanitize-blacklist",
    "-fxray-attr-list",
    "-fprofile-list",
    "-fthinlto-index",
    "-fembed-offload-object",
    "-resource-dir",
    "-ccc-install-dir",
    "-fmodules-embed-file",
    "-ast-merge",
    "-fsanitize-coverage-allowlist",
    /* run */
    "-B",
    "-wrapper",
    "-fuse-ld",
    "--ld-path",
    "-specs",
    "--specs",
    "-no-canonical-prefixes",
    "-fintegrated-as",
    "-fno-integrated-as",
    "-fno-integrated-cc1",
    "-ccc-gcc-name",
    "--cuda-path",
    "--ptxas-path",
    "--hip-path",
    "--rocm-path",
    "-dumpdir",
    "-gen-reproducer",
    "-fexec-charset",
    /* obey */
    "@",
    "--config",
    "--config-system-dir",
    "--config-user-dir",
    "-Xclang",
    "-Xpreprocessor",
    "-Xassembler",
    "-Xlinker",
    "-Xanalyzer",
    "-Xarch_host",
    "-Xopenmp-target",
    "-Wp,-MD,",
    "-Wa,",
    "-Wl,",
    "-cc1",
    "-cc1as",
    "--driver-mode",
    "-working-directory",
    "--prefix",
    "-Xcuda-ptxas",
    "-fdebug-prefix-map",
    "-via-file-asm",
    "-ccc-override",
    /* write */
    "-o",
    "--output",
    "-MD",
    "-MMD",
    "-MF",
    "-MJ",
    "-MT",
    "-MQ",
    "-MG",
    "-MP",
    "-MV",
    "-M",
    "-MM",
    "-dependency-file",
    "-dependency-dot",
    "-header-include-file",
    "-H",
    "-E",
    "-S",
    "-c",
    "--serialize-diagnostics",
    "-serialize-diagnostic-file",
    "-diagnostic-log-file",
    "-gen-cdb-fragment-path",
    "-save-temps",
    "--save-temps",
    "-save-stats",
    "-stats-file",
    "-ftime-trace",
    "-ftime-report",
    "-fproc-stat-report",
    "-fcrash-diagnostics-dir",
    "-coverage",
    "--coverage",
    "-ftest-coverage",
    "-fprofile-arcs",
    "-fprofile-generate",
    "-fprofile-dir",
    "-fprofile-instr-generate",
    "-fcs-profile-generate",
    "-fmemory-profile",
    "-fprofile",
    "-fmodules-cache-path",
    "-fmodules-user-build-path",
    "-fmodule-output",
    "-emit-pch",
    "-emit-obj",
    "-emit-llvm",
    "-emit-ast",
    "-fsave-optimization-record",
    "-aux-info",
    "-foptimization-record-file",
    "-fdump-tree-all",
    "-fdump-record-layouts",
    "-dumpbase",
    "-d",
    "-fcallgraph-info",
    "-fstack-usage",
    "-fopt-info-all",
    "-fdiagnostics-format",
    "-fdiagnostics-add-output",
    "-fanalyzer",
    "-fanalyzer-dump",
    "-gsplit-dwarf",
    "-dwarf-file",
    "-object-file-name",
    "-split-dwarf-output",
    "-fapinotes-cache-path",
    "-extract-api",
    "-arcmt-migrate-report-output",
    "-analyzer-output",
    "--analyze",
    "-fxray-instrument",
    "-fbuild-session-file",
    "-index-store-path",
    "-T",
    "-fcompare-debug",
    "-frepo",
    "-flto",
};

/* Alone, with a value behind it, and with one in the same word. */
static void test_harmful(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    for (size_t i = 0; i < sizeof HARMFUL / sizeof HARMFUL[0]; i++) {
        const char *name = HARMFUL[i];
        const char *command = arena_printf(
            &tree.arena, "%s evil -DA %s=evil -DB %sevil -Xclang %s -Xclang evil -DC %s", name,
            name, name, name, name);
        for (int language = 0; language < 2; language++)
            assert_string_equal(filter(&tree, command, (enum language)language), "-DA -DB -DC ");
    }
    tree_release(&tree);
}

/* The driver makes names of files of it. */
static void test_targets(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_string_equal(filter(&tree, "--target=x86_64-pc-linux-gnu -target armv7.1_a-none", 0),
                        "--target=x86_64-pc-linux-gnu -target armv7.1_a-none ");
    assert_string_equal(filter(&tree,
                               "--target=x/../evil --target=../evil -target /evil -target -evil "
                               "--target='a b' -target ..",
                               0),
                        "");
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
        cmocka_unit_test(test_harmful),
        cmocka_unit_test(test_targets),
        cmocka_unit_test(test_standards),
        cmocka_unit_test(test_includes),
        cmocka_unit_test(test_dropped_and_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
