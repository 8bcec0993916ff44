/* Which sources can contain a site. */
#include "tree.h"

#include "base/text.h"
#include "project/headers.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "ruledb/ruledb.h"

enum { MOST_SOURCES = 16 };

/* The wanted sources of the tree, by name, each with a blank behind. */
static const char *wanted(struct tree *tree, const char *const *sources, size_t count,
                          const char *const *flags, size_t flag_count)
{
    struct project_source list[MOST_SOURCES] = {0};
    for (size_t i = 0; i < count; i++)
        list[i] = (struct project_source){.path = tree_path(tree, sources[i]),
                                          .shown = sources[i],
                                          .directory = tree->root,
                                          .flags = flags,
                                          .flag_count = flag_count};
    struct headers headers;
    struct path_list roots = {0};
    path_list_add(&roots, &tree->arena, tree->root);
    headers_init(&headers, &tree->arena, &roots);
    const struct ruledb *rules;
    assert_true(ruledb_load(&rules, &tree->arena, NULL, NULL));
    const struct prefilter *prefilter = prefilter_make(&tree->arena, list, count, &headers, rules);
    struct text text;
    text_init(&text, &tree->arena);
    for (size_t i = 0; i < count; i++)
        if (prefilter_wants(prefilter, i))
            text_printf(&text, "%s ", sources[i]);
    for (size_t i = 0; i < prefilter_header_count(prefilter); i++) {
        size_t source;
        text_printf(&text, "%s:", path_relative(tree->root, prefilter_header(prefilter, i)));
        for (size_t j = 0; prefilter_candidate(prefilter, i, j, &source); j++)
            text_printf(&text, "%s,", sources[source]);
    }
    return text_get(&text);
}

static void test_own_text(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a.c", "int f(void) { return errno == EINTR; }\n");
    tree_file(&tree, "b.c", "/* EINTR */ const char *s = \"EIO\"; int e = errno;\n");
    tree_file(&tree, "c.c", "int r = TEMP_FAILURE_RETRY(f());\n");
    tree_file(&tree, "d.cc", "bool t = error == std::errc::interrupted;\n");
    tree_file(&tree, "e.c", "case UV_EAGAIN: enum { EDGE, kEnd };\n");
    tree_file(&tree, "f.c", "#ifdef EIO\n#endif\nint ERROR, ENUM, REX, UV_EOF;\n");
    tree_file(&tree, "g.c", "#include <no//x/*y.h> /* n */\nint r = errno == EIO;\n");
    static const char *const SOURCES[] = {"a.c", "b.c", "c.c", "d.cc",
                                          "e.c", "f.c", "g.c", "gone.c"};
    assert_string_equal(wanted(&tree, SOURCES, 8, NULL, 0), "a.c c.c d.cc e.c g.c gone.c ");
    tree_release(&tree);
}

static void test_macros(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "one.h",
              "#define IS_RETRY(e) ((e) == EINTR || \\\n (e) == EAGAIN)\n#define N 3\n");
    tree_file(&tree, "two.h", "#define CHECK(r) \\\n assert((r) == 0 || IS_RETRY(errno))\n");
    tree_file(&tree, "a.c", "#include \"two.h\"\nvoid f(void) { CHECK(g()); }\n");
    tree_file(&tree, "b.c", "#include \"one.h\"\nint n = N;\n");
    tree_file(&tree, "c.c", "#include \"one.h\"\n#include \"two.h\"\nint x; /* CHECK(1) */\n");
    tree_file(&tree, "d.c", "int f(int r) { return MISS(r); }\n");
    static const char *const SOURCES[] = {"a.c", "b.c", "c.c", "d.c"};
    assert_string_equal(wanted(&tree, SOURCES, 4, NULL, 0), "a.c ");
    static const char *const FLAGS[] = {"-DMISS(r)=((r) == -ENOENT)"};
    assert_string_equal(wanted(&tree, SOURCES, 4, FLAGS, 1), "a.c d.c ");
    tree_release(&tree);
}

static void test_declarations(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "h.h",
              "static inline bool is_gone(int e) { return e == ENOENT; }\n"
              "static inline bool is_over(int e) { return is_gone(e); }\n"
              "enum code { GOOD = 0, GONE = ENOENT, FINE };\n"
              "static const int retried[] = { EINTR, EAGAIN };\n"
              "int declared(int e);\n"
              "int with_default(int e = EIO);\n"
              "namespace n { class Guard { public: explicit Guard(int e) : e_(e) {}\n"
              "  ~Guard() { if (e_ == EINTR) abort(); } int e_; }; }\n");
    tree_file(&tree, "a.c", "#include \"h.h\"\nint a = is_over(errno);\n");
    tree_file(&tree, "b.c", "#include \"h.h\"\nint b = GONE;\n");
    tree_file(&tree, "c.c",
              "#include \"h.h\"\nint c = GOOD + FINE + declared(1), is_gone, over;\n");
    tree_file(&tree, "d.c", "#include \"h.h\"\nint d = retried[0];\n");
    tree_file(&tree, "e.cc", "#include \"h.h\"\nint e = with_default();\n");
    tree_file(&tree, "f.cc", "#include \"h.h\"\nvoid f() { n::Guard guard(1); }\n");
    static const char *const SOURCES[] = {"a.c", "b.c", "c.c", "d.c", "e.cc", "f.cc"};
    assert_string_equal(wanted(&tree, SOURCES, 6, NULL, 0),
                        "a.c b.c d.c e.cc f.cc h.h:a.c,b.c,c.c,d.c,e.cc,f.cc,");
    tree_release(&tree);
}

/* The result of a call that returns an error number is looked at. */
static void test_numbers(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "lock.h",
              "#define TAKE(l) pthread_mutex_lock(&(l)->mutex)\n"
              "static inline int give(struct lock *l) { return pthread_mutex_unlock(&l->mutex); }\n"
              "static inline void drop(struct lock *l) { pthread_mutex_destroy(&l->mutex); }\n");
    tree_file(&tree, "a.c", "int a(void) { int r = pthread_mutex_lock(m); return r < 0; }\n");
    tree_file(&tree, "b.c", "void b(void) { pthread_mutex_lock(m); x->y.z(1); }\n");
    tree_file(&tree, "c.c", "#include \"lock.h\"\nint c(void) { if (TAKE(l) < 0) abort(); }\n");
    tree_file(&tree, "d.c", "#include \"lock.h\"\nint d(void) { TAKE(l); give(l); drop(l); }\n");
    tree_file(&tree, "e.c", "#include \"lock.h\"\nint e(void) { return give(l); }\n");
    static const char *const SOURCES[] = {"a.c", "b.c", "c.c", "d.c", "e.c"};
    assert_string_equal(wanted(&tree, SOURCES, 5, NULL, 0), "a.c c.c e.c lock.h:c.c,d.c,e.c,");
    tree_release(&tree);
}

/* Functions of headers are seen through a source; the one with the header's name comes first. */
static void test_headers(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "inc/lock.h",
              "static int take(int *l) { int r = g(l); assert(r != EBUSY); }\n");
    tree_file(&tree, "inc/all.h", "#include <lock.h>\n");
    tree_file(&tree, "src/a.c", "#include \"all.h\"\n");
    tree_file(&tree, "src/lock.c", "#include \"../inc/lock.h\"\n");
    tree_file(&tree, "src/z.c", "#include \"other.h\"\n");
    static const char *const SOURCES[] = {"src/a.c", "src/lock.c", "src/z.c"};
    assert_string_equal(wanted(&tree, SOURCES, 3, NULL, 0), "inc/lock.h:src/lock.c,src/a.c,");
    tree_release(&tree);
}

/* Files whose effect on their includers has no name: all of these are wanted. */
static void test_spreading(void **state)
{
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "list.def", "ROW(EINTR)\nROW(EIO)\n");
    tree_file(&tree, "mid.h", "#include \"list.def\"\n");
    tree_file(&tree, "part.c", "static int p(void) { return errno == EIO; }\n");
    tree_file(&tree, "a.c", "#include \"mid.h\"\n");
    tree_file(&tree, "b.c", "#include \"part.c\"\n");
    tree_file(&tree, "c.c", "#define WHERE \"mid.h\"\n#include WHERE\n");
    tree_file(&tree, "d.c", "#include NOWHERE\n");
    tree_file(&tree, "e.c", "#define OTHER WHERE\n#include OTHER\n");
    static const char *const SOURCES[] = {"a.c", "b.c", "c.c", "d.c", "e.c", "part.c"};
    assert_string_equal(wanted(&tree, SOURCES, 6, NULL, 0),
                        "a.c b.c c.c e.c part.c list.def:a.c,c.c,");
    tree_release(&tree);
}

/* An assignment between objects of a class that only calls what names an errno is named by the
 * class; what another operator hides is anybody's guess. */
static void test_operators(void **state)
{
    (void)state;
    static const char *const HEADERS[] = {
        "Guard &operator=(Guard &&other) { finish(); e = other.e; return *this; }",
        "Guard &operator=(const Guard &other) { finish(); e = other.e; return *this; }",
        "Guard &operator=(const Guard &o) { assert(o.e == 0 || e == EIO); return *this; }",
        "Guard &operator=(int result) { finish(); e = result; return *this; }",
        "Self &operator=(const Self &other) { finish(); return *this; }",
        "Own<T> &operator=(const Own<T> &other) { finish(); return *this; }",
        "bool operator!() { return finish(); }",
    };
    struct tree tree;
    tree_init(&tree);
    tree_file(&tree, "a.cc", "#include \"guard.h\"\nvoid a(Guard &x, Guard &y) { x = y; }\n");
    tree_file(&tree, "b.cc", "#include \"guard.h\"\nvoid b(Outer &x, int r) { x.inner = r; }\n");
    static const char *const SOURCES[] = {"a.cc", "b.cc"};
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
        tree_file(&tree, "guard.h",
                  arena_printf(&tree.arena,
                               "class Guard { public: int e;\n"
                               "  bool finish() { if (e == EIO) abort(); return true; }\n"
                               "  typedef Other Self; %s };\n",
                               HEADERS[i]));
        bool is_named = i < 2;
        assert_string_equal(wanted(&tree, SOURCES, 2, NULL, 0),
                            is_named ? "a.cc guard.h:a.cc,b.cc," : "a.cc b.cc guard.h:a.cc,b.cc,");
    }
    tree_release(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_text),     cmocka_unit_test(test_macros),
        cmocka_unit_test(test_declarations), cmocka_unit_test(test_headers),
        cmocka_unit_test(test_spreading),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_operators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
