/* The pool of workers: answers, and what becomes of jobs whose worker dies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "run/workers.h"

enum { JOBS = 40, CRASHES = 100, ENDS = 101, HANGS = 102, IS_LARGE = 103 };

struct results {
    struct arena arena;
    const char *answers[JOBS];
    const char *problems[JOBS];
    size_t count;
};

static void work(void *context, size_t job, struct text *answer)
{
    (void)context;
    if (job == CRASHES)
        abort();
    if (job == ENDS)
        _exit(3);
    while (job == HANGS)
        pause();
    if (job == IS_LARGE)
        for (int i = 0; i < 100000; i++)
            text_add(answer, "many bytes ");
    else
        text_printf(answer, "job %zu", job);
}

static void receive(void *context, size_t job, const char *answer, size_t length,
                    const char *problem)
{
    struct results *results = context;
    size_t slot = job < JOBS ? job : job - CRASHES;
    assert_null(results->answers[slot]);
    assert_null(results->problems[slot]);
    if (answer != NULL)
        results->answers[slot] = arena_copy(&results->arena, answer, length);
    else
        results->problems[slot] = arena_strdup(&results->arena, problem);
    results->count++;
}

static struct results *run(unsigned count, unsigned seconds, const size_t *jobs, size_t job_count)
{
    static struct results results;
    results = (struct results){0};
    arena_init(&results.arena);
    struct workers workers = {.count = count,
                              .seconds = seconds,
                              .bytes = (size_t)1 << 33,
                              .jobs = jobs,
                              .job_count = job_count,
                              .context = &results,
                              .work = work,
                              .receive = receive};
    struct error error;
    assert_true(workers_run(&workers, &results.arena, &error));
    assert_int_equal(results.count, job_count);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
    return &results;
}

static void every_job_is_answered(void **state)
{
    (void)state;
    size_t jobs[JOBS];
    for (size_t i = 0; i < JOBS; i++)
        jobs[i] = i;
    for (unsigned count = 1; count <= 7; count += 3) {
        struct results *results = run(count, 60, jobs, JOBS);
        for (size_t i = 0; i < JOBS; i++)
            assert_string_equal(results->answers[i], arena_printf(&results->arena, "job %zu", i));
        arena_release(&results->arena);
    }
}

static void no_job_needs_no_worker(void **state)
{
    (void)state;
    arena_release(&run(3, 60, NULL, 0)->arena);
}

static void a_death_costs_one_job(void **state)
{
    (void)state;
    static const size_t JOBS_OF_BOTH_KINDS[] = {5, CRASHES, 6, ENDS, 7};
    struct results *results = run(1, 60, JOBS_OF_BOTH_KINDS, 5);
    assert_string_equal(results->answers[5], "job 5");
    assert_string_equal(results->answers[6], "job 6");
    assert_string_equal(results->answers[7], "job 7");
    assert_non_null(strstr(results->problems[0], "Abort"));
    assert_non_null(strstr(results->problems[1], "status 3"));
    arena_release(&results->arena);
}

static void an_endless_job_is_given_up(void **state)
{
    (void)state;
    static const size_t JOBS_WITH_ENDLESS[] = {HANGS, 5};
    struct results *results = run(2, 1, JOBS_WITH_ENDLESS, 2);
    assert_string_equal(results->answers[5], "job 5");
    assert_non_null(strstr(results->problems[2], "more than 1 seconds"));
    arena_release(&results->arena);
}

static void a_large_answer_comes_whole(void **state)
{
    (void)state;
    static const size_t ONE[] = {IS_LARGE};
    struct results *results = run(1, 60, ONE, 1);
    assert_int_equal(strlen(results->answers[3]), 1100000);
    arena_release(&results->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_is_answered),      cmocka_unit_test(no_job_needs_no_worker),
        cmocka_unit_test(a_death_costs_one_job),      cmocka_unit_test(an_endless_job_is_given_up),
        cmocka_unit_test(a_large_answer_comes_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
