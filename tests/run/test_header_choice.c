/* Which system headers are shared by which sources, from includes that are made up. The headers'
 * sizes are those of files that are made for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/precompile.h"
#include "run/header_choice.h"

enum { MOST = 16 };

struct bench {
    struct arena arena;
    char directory[64];
    struct inclusions inclusions;
    const char *elements[MOST];
    struct chosen_includes sources[MOST];
    struct header_choice choice;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    arena_init(&bench->arena);
    strcpy(bench->directory, P_tmpdir "/errno-lint-XXXXXX");
    *state = bench;
    return mkdtemp(bench->directory) == NULL ? -1 : 0;
}

static const char *path_of(struct bench *bench, const char *name)
{
    return arena_printf(&bench->arena, "%s/%s", bench->directory, name);
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < bench->inclusions.count; i++)
        unlink(bench->inclusions.items[i].to);
    rmdir(bench->directory);
    arena_release(&bench->arena);
    free(bench);
    return 0;
}

/* The system's headers are called std*.h. */
static bool is_system(void *context, const char *path)
{
    (void)context;
    return strstr(path, "/std") != NULL;
}

/* A file of this size that is included; from = NULL: from the text. */
static void include(struct bench *bench, const char *from, const char *to, size_t size)
{
    struct inclusion *inclusion =
        arena_append(&bench->arena, &bench->inclusions.items, &bench->inclusions.count,
                     &bench->inclusions.capacity, sizeof *inclusion);
    *inclusion =
        (struct inclusion){from == NULL ? NULL : path_of(bench, from), path_of(bench, to), to};
    FILE *file = fopen(inclusion->to, "w");
    assert_non_null(file);
    for (size_t i = 0; i < size; i++)
        assert_int_not_equal(fputc('\n', file), EOF);
    assert_int_equal(fclose(file), 0);
}

/* One source that includes the elements, divided by blanks. */
static void add_source(struct bench *bench, const char *names)
{
    struct header_choice *choice = &bench->choice;
    struct chosen_includes *chosen = &bench->sources[choice->source_count++];
    for (char *word = strtok(arena_strdup(&bench->arena, names), " "); word != NULL;
         word = strtok(NULL, " ")) {
        size_t index = 0;
        while (index < choice->element_count && strcmp(bench->elements[index], word) != 0)
            index++;
        if (index == choice->element_count)
            bench->elements[choice->element_count++] = word;
        *(size_t *)arena_append(&bench->arena, &chosen->items, &chosen->count, &chosen->capacity,
                                sizeof(size_t)) = index;
    }
}

static void open_choice(struct bench *bench)
{
    bench->choice.arena = &bench->arena;
    bench->choice.elements = bench->elements;
    bench->choice.sources = bench->sources;
    bench->choice.inclusions = &bench->inclusions;
    bench->choice.is_system = is_system;
    header_choice_open(&bench->choice);
}

/* "NAMES: SOURCES" of the next set, "" where there is none. */
static const char *next(struct bench *bench)
{
    const char **names;
    size_t name_count, *sources, source_count;
    if (!header_choice_next(&bench->choice, &names, &name_count, &sources, &source_count))
        return "";
    struct text text;
    text_init(&text, &bench->arena);
    for (size_t i = 0; i < name_count; i++)
        text_printf(&text, "%s ", names[i]);
    text_add(&text, ":");
    for (size_t i = 0; i < source_count; i++)
        text_printf(&text, " %zu", sources[i]);
    return text_get(&text);
}

/* What all have, in the order of the text; a rare header gets nobody out. */
static void test_common(void **state)
{
    struct bench *bench = *state;
    include(bench, NULL, "stdlib.h", 1000);
    include(bench, "stdlib.h", "stdinner.h", 1000);
    include(bench, NULL, "stdio.h", 1000);
    include(bench, NULL, "stdrare.h", 100);
    for (int i = 0; i < 5; i++)
        add_source(bench, i == 2 ? "stdio.h stdlib.h stdrare.h" : "stdio.h stdlib.h");
    open_choice(bench);
    assert_string_equal(next(bench), "stdlib.h stdio.h : 0 1 2 3 4");
    assert_string_equal(next(bench), "");
}

/* Three sources cost as much to parse as the headers alone: there is nothing to win. */
static void test_few(void **state)
{
    struct bench *bench = *state;
    include(bench, NULL, "stdio.h", 1000);
    for (int i = 0; i < 3; i++)
        add_source(bench, "stdio.h");
    add_source(bench, "");
    open_choice(bench);
    assert_string_equal(next(bench), "");
}

/* Each source is in one set; the larger gain comes first. */
static void test_sets(void **state)
{
    struct bench *bench = *state;
    include(bench, NULL, "stdsmall.h", 10);
    include(bench, NULL, "stdlarge.h", 10000);
    include(bench, NULL, "stdother.h", 1000);
    for (int i = 0; i < 6; i++)
        add_source(bench, "stdsmall.h stdlarge.h");
    for (int i = 0; i < 5; i++)
        add_source(bench, "stdother.h stdsmall.h");
    open_choice(bench);
    assert_string_equal(next(bench), "stdsmall.h stdlarge.h : 0 1 2 3 4 5");
    assert_string_equal(next(bench), "stdsmall.h stdother.h : 6 7 8 9 10");
    assert_string_equal(next(bench), "");
}

/* A large header that not all have is worth it only if enough do. */
static void test_weight(void **state)
{
    struct bench *bench = *state;
    include(bench, NULL, "stdio.h", 1000);
    include(bench, NULL, "stdlarge.h", 1000);
    for (int i = 0; i < 10; i++)
        add_source(bench, i < 4 ? "stdio.h stdlarge.h" : "stdio.h");
    open_choice(bench);
    assert_string_equal(next(bench), "stdio.h : 0 1 2 3 4 5 6 7 8 9");
    assert_string_equal(next(bench), "");
}

/* Through headers of the project, also when they include each other. */
static void test_project_headers(void **state)
{
    struct bench *bench = *state;
    include(bench, NULL, "own.h", 10);
    include(bench, "own.h", "more.h", 10);
    include(bench, "more.h", "own.h", 10);
    include(bench, "more.h", "stdio.h", 1000);
    include(bench, "stdio.h", "stdinner.h", 1000);
    include(bench, "stdinner.h", "stdio.h", 1000);
    include(bench, NULL, "plain.h", 10);
    include(bench, NULL, "more.h", 10);
    for (int i = 0; i < 5; i++)
        add_source(bench, i == 0 ? "more.h" : i == 1 ? "own.h more.h" : "own.h");
    add_source(bench, "plain.h");
    add_source(bench, "unmet.h");
    open_choice(bench);
    assert_string_equal(next(bench), "stdio.h : 0 1 2 3 4");
    assert_string_equal(next(bench), "");
}

static void test_nothing(void **state)
{
    struct bench *bench = *state;
    open_choice(bench);
    assert_string_equal(next(bench), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_common, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_few, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_weight, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_project_headers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
