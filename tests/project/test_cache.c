/* The cache: what is kept comes back as long as its facts hold, and nothing else does. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "project/cache.h"

struct fixture {
    struct arena arena;
    char directory[64];
    struct cache *cache;
    const char *answer; /* to every question */
};

static const char *answer(void *context, const char *question)
{
    struct fixture *x = context;
    (void)question;
    return x->answer;
}

static void open_cache(struct fixture *x, size_t limit)
{
    struct cache_options options = {
        .directory = x->directory, .limit = limit, .answer = answer, .context = x};
    struct error error;
    assert_true(cache_open(&x->cache, &x->arena, &options, &error));
}

static int set_up(void **state)
{
    static struct fixture x;
    arena_init(&x.arena);
    strcpy(x.directory, "/tmp/errno-lint-cache-XXXXXX");
    assert_non_null(mkdtemp(x.directory));
    x.answer = "yes";
    open_cache(&x, 1 << 20);
    *state = &x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    int status = system(arena_printf(&x->arena, "rm -rf '%s'", x->directory));
    arena_release(&x->arena);
    return status;
}

static struct digest key(const char *name)
{
    struct digester digester;
    digest_begin(&digester);
    digest_add_string(&digester, name);
    return digest_end(&digester);
}

static void put(struct fixture *x, const char *name, const char *text)
{
    static const char *const QUESTIONS[] = {"is it so", "is that so"};
    struct digest digest = key(name);
    cache_put(x->cache, &digest, QUESTIONS, 2, text, strlen(text));
}

static const char *get(struct fixture *x, const char *name)
{
    struct digest digest = key(name);
    size_t length;
    const char *text = cache_get(x->cache, &digest, &x->arena, &length);
    return text == NULL ? NULL : arena_copy(&x->arena, text, length);
}

static const char *path_of(struct fixture *x, const char *name)
{
    struct digest digest = key(name);
    return arena_printf(&x->arena, "%s/%.2s/%s", x->directory, digest.text, digest.text + 2);
}

static void what_is_kept_comes_back(void **state)
{
    struct fixture *x = *state;
    assert_null(get(x, "a"));
    put(x, "a", "one\n\ntwo");
    put(x, "b", "");
    assert_string_equal(get(x, "a"), "one\n\ntwo");
    assert_string_equal(get(x, "b"), "");
    put(x, "a", "three");
    assert_string_equal(get(x, "a"), "three");
    assert_null(cache_problem(x->cache));
}

static void another_answer_makes_it_void(void **state)
{
    struct fixture *x = *state;
    put(x, "a", "text");
    x->answer = "no";
    assert_null(get(x, "a"));
    x->answer = NULL;
    assert_null(get(x, "a"));
    put(x, "b", "text"); /* nothing to rely on: not kept */
    x->answer = "yes";
    assert_null(get(x, "b"));
    assert_string_equal(get(x, "a"), "text");
}

/* Cuts the entry, or changes one byte of it. */
static void a_damaged_entry_is_none(void **state)
{
    struct fixture *x = *state;
    put(x, "a", "some text");
    struct stat status;
    const char *path = path_of(x, "a");
    assert_int_equal(stat(path, &status), 0);
    for (off_t size = 0; size < status.st_size; size++) {
        put(x, "a", "some text");
        assert_int_equal(truncate(path, size), 0);
        assert_null(get(x, "a"));
    }
    for (off_t at = 0; at < status.st_size; at++) {
        put(x, "a", "some text");
        FILE *file = fopen(path, "r+");
        assert_non_null(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        fputc('~', file);
        assert_int_equal(fclose(file), 0);
        assert_null(get(x, "a"));
    }
}

static void an_entry_under_another_name_is_none(void **state)
{
    struct fixture *x = *state;
    put(x, "a", "of a");
    put(x, "b", "of b");
    assert_int_equal(rename(path_of(x, "a"), path_of(x, "b")), 0);
    assert_null(get(x, "b"));
}

/* What a writer left that was killed goes when it is old: a young one may belong to another run. */
static void old_halves_are_removed(void **state)
{
    struct fixture *x = *state;
    put(x, "a", "text");
    const char *directory = path_directory(&x->arena, path_of(x, "a"));
    const char *old = arena_printf(&x->arena, "%s/new.aaaaaa", directory);
    const char *young = arena_printf(&x->arena, "%s/new.bbbbbb", directory);
    struct timespec times[2] = {{.tv_sec = time(NULL) - 2 * 60 * 60}};
    times[1] = times[0];
    assert_int_equal(close(creat(old, 0600)), 0);
    assert_int_equal(close(creat(young, 0600)), 0);
    assert_int_equal(utimensat(AT_FDCWD, old, times, 0), 0);
    cache_close(x->cache);
    assert_false(file_is_regular(old));
    assert_true(file_is_regular(young));
    assert_string_equal(get(x, "a"), "text");
}

static void the_limit_holds(void **state)
{
    struct fixture *x = *state;
    static char large[50000];
    memset(large, 'x', sizeof large - 1);
    for (int i = 0; i < 40; i++)
        put(x, arena_printf(&x->arena, "%d", i), large);
    cache_close(x->cache);
    int kept = 0;
    for (int i = 0; i < 40; i++)
        kept += get(x, arena_printf(&x->arena, "%d", i)) != NULL;
    assert_in_range(kept, 15, 20); /* of 50 kB each, below 1 MiB */
}

static const char *size_path(struct fixture *x)
{
    return arena_printf(&x->arena, "%s/SIZE", x->directory);
}

static void write_size(struct fixture *x, const char *text)
{
    FILE *file = fopen(size_path(x), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A run of its own that keeps 50 kB, with a limit of 120 kB. */
static void run_once(struct fixture *x, int number)
{
    static char large[50000];
    memset(large, 'x', sizeof large - 1);
    open_cache(x, 120000);
    put(x, arena_printf(&x->arena, "%d", number), large);
    cache_close(x->cache);
}

static int count_kept(struct fixture *x, int runs)
{
    int kept = 0;
    for (int i = 0; i < runs; i++)
        kept += get(x, arena_printf(&x->arena, "%d", i)) != NULL;
    return kept;
}

static void the_limit_holds_over_runs(void **state)
{
    struct fixture *x = *state;
    for (int i = 0; i < 9; i++) {
        run_once(x, i);
        assert_in_range(count_kept(x, i + 1), 1, 2);
    }
}

/* Where the last look is not long ago what it found is relied on, and no entry is looked at. */
static void what_is_known_to_be_there_is_not_looked_at_again(void **state)
{
    struct fixture *x = *state;
    for (int i = 0; i < 9; i++) {
        write_size(x, arena_printf(&x->arena, "errno-lint-cache-size 100 %lld\n",
                                   (long long)time(NULL) - 60));
        run_once(x, i);
    }
    assert_int_equal(count_kept(x, 9), 9);
}

/* Nothing that the file may say, or be, lets the cache grow without an end. */
static void a_size_that_says_nothing_is_found_anew(void **state)
{
    struct fixture *x = *state;
    long long now = time(NULL);
    const char *texts[] = {
        "",
        "nothing",
        "errno-lint-cache-size 100",
        "errno-lint-cache-size many 100",
        arena_printf(&x->arena, "errno-lint-cache-size %zu %lld\n", SIZE_MAX, now),
        arena_printf(&x->arena, "errno-lint-cache-size 100 %lld\n", now - 2 * 24 * 60 * 60),
        arena_printf(&x->arena, "errno-lint-cache-size 100 %lld\n", now + 60 * 60),
        arena_printf(&x->arena, "another-size 100 %lld\n", now),
    };
    int runs = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int j = 0; j < 4; j++) {
            write_size(x, texts[i]);
            run_once(x, runs++);
        }
        assert_in_range(count_kept(x, runs), 1, 2);
    }
    assert_int_equal(unlink(size_path(x)), 0);
    assert_int_equal(mkfifo(size_path(x), 0600), 0);
    for (int j = 0; j < 4; j++)
        run_once(x, runs++);
    assert_in_range(count_kept(x, runs), 1, 2);
    assert_int_equal(unlink(size_path(x)), 0);
    assert_int_equal(symlink("/dev/null", size_path(x)), 0);
    for (int j = 0; j < 4; j++)
        run_once(x, runs++);
    assert_in_range(count_kept(x, runs), 1, 2);
}

static void a_place_that_cannot_be_written_is_said_once(void **state)
{
    struct fixture *x = *state;
    struct digest digest = key("a"); /* a file stands where its directory should be */
    FILE *file = fopen(arena_printf(&x->arena, "%s/%.2s", x->directory, digest.text), "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    put(x, "a", "text");
    assert_null(get(x, "a"));
    assert_non_null(strstr(cache_problem(x->cache), "cannot be written"));
}

static void a_directory_that_cannot_be_made_is_an_error(void **state)
{
    struct fixture *x = *state;
    struct cache_options options = {.directory = "/dev/null/cache", .answer = answer};
    struct error error;
    assert_false(cache_open(&x->cache, &x->arena, &options, &error));
    assert_non_null(strstr(error.text, "--cache-dir"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_comes_back),
        TEST(another_answer_makes_it_void),
        TEST(a_damaged_entry_is_none),
        TEST(an_entry_under_another_name_is_none),
        TEST(old_halves_are_removed),
        TEST(the_limit_holds),
        TEST(the_limit_holds_over_runs),
        TEST(what_is_known_to_be_there_is_not_looked_at_again),
        TEST(a_size_that_says_nothing_is_found_anew),
        TEST(a_place_that_cannot_be_written_is_said_once),
        TEST(a_directory_that_cannot_be_made_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
