/* Headers that are parsed once: what is found on the way, what is left out, and that a source comes
 * out the same with them. */
#include "frontend/precompile.h"
#include "parse.h"

enum { MOST_NAMES = 4 };

/* A set of headers, held in a file of the parse's directory. */
struct set {
    const char *names[MOST_NAMES];
    size_t count;
    struct inclusions inclusions;
    struct precompiled_headers headers;
};

static const char *write_file(struct parse *parse, const char *name, const char *text)
{
    const char *path = arena_printf(&parse->arena, "%s/%s", parse->directory, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct frontend_request request_of(struct parse *parse, const char *name, const char *text,
                                          const char *const *flags)
{
    struct frontend_request request = {
        .path = arena_printf(&parse->arena, "%s/%s", parse->directory, name),
        .text = text,
        .directory = parse->directory,
        .flags = flags};
    while (flags != NULL && flags[request.flag_count] != NULL)
        request.flag_count++;
    return request;
}

/* The set of the names that are given, for sources of this name's language with these flags. */
static bool make_set(struct set *set, struct parse *parse, const char *name,
                     const char *const *flags)
{
    struct frontend_request request = request_of(parse, name, NULL, flags);
    const char *output = arena_printf(&parse->arena, "%s/set", parse->directory);
    set->count = 0;
    while (set->count < MOST_NAMES && set->names[set->count] != NULL)
        set->count++;
    if (!precompile_write(&set->inclusions, set->names, &set->count, parse->frontend, &parse->arena,
                          &request, output))
        return false;
    const char **files =
        arena_alloc(&parse->arena, (set->inclusions.count + 1) * sizeof(const char *));
    for (size_t i = 0; i < set->inclusions.count; i++)
        files[i] = set->inclusions.items[i].to;
    set->headers =
        (struct precompiled_headers){.path = output,
                                     .text = precompile_text(&parse->arena, set->names, set->count),
                                     .files = files,
                                     .file_count = set->inclusions.count};
    return true;
}

static void remove_file(struct parse *parse, const char *name)
{
    unlink(arena_printf(&parse->arena, "%s/%s", parse->directory, name));
}

static const char *dump(struct parse *parse)
{
    struct text text;
    text_init(&text, &parse->arena);
    program_dump(parse->result.program, &text);
    return text_get(&text);
}

static bool has_included(const struct parse *parse, const char *path)
{
    for (size_t i = 0; i < parse->result.included_count; i++)
        if (strcmp(parse->result.included[i], path) == 0)
            return true;
    return false;
}

/* With the set and without, the text comes out the same. */
static void assert_same(struct parse *parse, const struct set *set, const char *name,
                        const char *text, const char *const *flags)
{
    parse->precompiled = NULL;
    parse_text(parse, name, text, flags);
    const char *expected = dump(parse);
    size_t errors = parse->result.error_count, functions = parse->result.function_count;
    assert_true(parse->result.program->function_count > 0);
    parse->precompiled = &set->headers;
    parse_text(parse, name, text, flags);
    parse->precompiled = NULL;
    assert_string_equal(dump(parse), expected);
    assert_int_equal(parse->result.error_count, errors);
    assert_int_equal(parse->result.function_count, functions);
}

static const char C_TEXT[] = "#include <errno.h>\n#include <unistd.h>\n#include <assert.h>\n"
                             "int f(const char *path)\n{\n"
                             "    if (unlink(path) < 0)\n        assert(errno == EACCES);\n"
                             "    return 0;\n}\n";

/* Names are as written; a guard is no reason to miss one, #if is. */
static void test_probe(void **state)
{
    struct parse *parse = *state;
    const char *own = write_file(parse, "own.h", "#pragma once\n#include <errno.h>\n");
    const char *text = arena_printf(&parse->arena,
                                    "#include \"%s\"\n#include <errno.h>\n#if 0\n"
                                    "#include <stdio.h>\n#endif\n#include <no/such.h>\n"
                                    "#include \"%s\"\n#include <sys/../bits/types.h>\n",
                                    own, own);
    struct frontend_request request = request_of(parse, "a.c", text, NULL);
    struct inclusions inclusions;
    assert_true(precompile_probe(&inclusions, parse->frontend, &parse->arena, &request));
    struct text found;
    text_init(&found, &parse->arena);
    for (size_t i = 0; i < inclusions.count; i++) {
        const struct inclusion *inclusion = &inclusions.items[i];
        bool is_own = inclusion->from != NULL && strcmp(inclusion->from, own) == 0;
        assert_int_equal(inclusion->to[0], '/');
        if (inclusion->from == NULL || is_own)
            text_printf(&found, "%s%s ", is_own ? "own:" : "",
                        strcmp(inclusion->name, own) == 0 ? "OWN" : inclusion->name);
        assert_null(strstr(inclusion->to, "stdio.h"));
        assert_null(strstr(inclusion->to, ".."));
    }
    assert_string_equal(text_get(&found), "OWN own:errno.h errno.h OWN sys/../bits/types.h ");
    remove_file(parse, "own.h");
}

static void test_dropped(void **state)
{
    struct parse *parse = *state;
    const char *const flags[] = {arena_printf(&parse->arena, "-I%s", parse->directory), NULL};
    write_file(parse, "wrong.h", "#include <errno.h>\nint wrong(\n;\n");
    struct set set = {.names = {"errno.h", "no/such.h", "wrong.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.c", flags));
    assert_int_equal(set.count, 2);
    assert_string_equal(set.names[0], "errno.h");
    assert_string_equal(set.names[1], "unistd.h");
    for (size_t i = 0; i < set.inclusions.count; i++)
        assert_null(strstr(set.inclusions.items[i].to, "wrong.h"));
    struct set none = {.names = {"no/such.h", "wrong.h"}};
    assert_false(make_set(&none, parse, "a.c", flags));
    assert_int_equal(none.count, 0);
    remove_file(parse, "wrong.h");
    assert_same(parse, &set, "a.c", C_TEXT, flags);
    remove_file(parse, "set");
}

static void test_not_written(void **state)
{
    struct parse *parse = *state;
    const char *names[] = {"errno.h"};
    size_t count = 1;
    struct inclusions inclusions;
    struct frontend_request request = request_of(parse, "a.c", NULL, NULL);
    const char *output = arena_printf(&parse->arena, "%s/no/such/directory", parse->directory);
    assert_false(precompile_write(&inclusions, names, &count, parse->frontend, &parse->arena,
                                  &request, output));
}

static void test_same(void **state)
{
    struct parse *parse = *state;
    struct set set = {.names = {"errno.h", "stdio.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.c", NULL));
    assert_same(parse, &set, "a.c", C_TEXT, NULL);
    parse->precompiled = &set.headers;
    parse_text(parse, "a.c", C_TEXT, NULL);
    bool has_indirect = false;
    for (size_t i = 0; i < set.inclusions.count; i++) {
        assert_true(has_included(parse, set.inclusions.items[i].to));
        has_indirect |= strstr(set.inclusions.items[i].to, "bits/") != NULL;
    }
    assert_true(has_indirect);
    assert_true(has_included(parse, arena_printf(&parse->arena, "%s/a.c", parse->directory)));
    remove_file(parse, "set");
}

/* What libclang refuses is parsed without. */
static void test_other_flags(void **state)
{
    static const char *const OLD[] = {"-std=c99", NULL}, *const NEW[] = {"-std=c17", NULL},
                             *const ONE[] = {"-DCOUNT=1", NULL}, *const TWO[] = {"-DCOUNT=2", NULL};
    struct parse *parse = *state;
    struct set set = {.names = {"errno.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.cc", NULL));
    assert_same(parse, &set, "a.cc", C_TEXT, NULL);
    assert_same(parse, &set, "a.c", C_TEXT, NULL);
    set = (struct set){.names = {"errno.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.c", OLD));
    assert_same(parse, &set, "a.c", C_TEXT, NEW);
    set = (struct set){.names = {"errno.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.c", ONE));
    assert_same(parse, &set, "a.c", C_TEXT, TWO);
    remove_file(parse, "set");
    assert_same(parse, &set, "a.c", C_TEXT, ONE); /* the file is gone */
    write_file(parse, "set", "not from libclang\n");
    assert_same(parse, &set, "a.c", C_TEXT, ONE);
    remove_file(parse, "set");
}

static size_t count_functions(const struct parse *parse, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < parse->result.program->function_count; i++)
        count += strcmp(parse->result.program->functions[i]->name, name) == 0;
    return count;
}

/* What the parser makes of a template is the template once more; what somebody has written in its
 * place is another function. */
static void test_templates(void **state)
{
    static const char TEXT[] =
        "#include <errno.h>\n#include <unistd.h>\n"
        "template <typename T> int attempt(T path)\n{\n"
        "    return unlink(path) < 0 ? errno : 0;\n}\n"
        "template <> int attempt<char *>(char *path)\n{\n    return rmdir(path);\n}\n"
        "template <typename T> struct box {\n"
        "    T value;\n    int get(T other) { return other == value ? errno : 0; }\n};\n"
        "template struct box<long>;\n"
        "int use(const char *path, char *other)\n{\n"
        "    box<int> number = {1};\n"
        "    return attempt(path) + attempt(other) + number.get(2);\n}\n";
    struct parse *parse = *state;
    struct set set = {.names = {"errno.h", "unistd.h"}};
    assert_true(make_set(&set, parse, "a.cc", NULL));
    assert_same(parse, &set, "a.cc", TEXT, NULL);
    size_t attempts = count_functions(parse, "attempt");
    assert_int_equal(attempts, 2);
    bool has_own = false;
    for (size_t i = 0; i < parse->result.program->function_count; i++)
        has_own |= parse_find_call(parse->result.program->functions[i], "rmdir", 0) != NULL;
    assert_true(has_own);
    remove_file(parse, "set");
}

/* The things of a file, read as this text says. */
static const char *list(struct parse *parse, const char *text, const char *file)
{
    struct inclusion inclusion = {.to = file};
    const struct inclusions files = {.items = &inclusion, .count = 1};
    struct frontend_request request = request_of(parse, "a.cc", text, NULL);
    const char *things = precompile_list(parse->frontend, &parse->arena, &request, &files);
    assert_non_null(things);
    return things;
}

/* Macros change what comes out of a header; where it stands does not. */
static void test_list(void **state)
{
    struct parse *parse = *state;
    const char *own =
        write_file(parse, "own.h",
                   "struct own { int a; };\nstruct told;\n#define OWN 1\n#ifdef MORE\n"
                   "int more(void);\n#endif\nint less(void);\n");
    const char *plain = arena_printf(&parse->arena, "#include \"%s\"\n", own);
    const char *inside = arena_printf(&parse->arena, "int other;\nextern \"C\" {\n%s}\n", plain);
    const char *more = arena_printf(&parse->arena, "#define MORE\n%s", inside);
    const char *things = list(parse, plain, own);
    assert_string_equal(list(parse, inside, own), things);
    assert_non_null(strstr(things, " less\n"));
    assert_non_null(strstr(things, " own\n"));
    assert_null(strstr(things, " told\n"));
    assert_null(strstr(things, " more\n"));
    assert_non_null(strstr(list(parse, more, own), " more\n"));
    remove_file(parse, "own.h");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_probe, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_dropped, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_not_written, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_same, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_other_flags, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_list, parse_set_up, parse_tear_down),
        cmocka_unit_test_setup_teardown(test_templates, parse_set_up, parse_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
