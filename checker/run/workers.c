/* A pool of forked processes. Each has a socket to its parent: a job's number goes down, the answer
 * comes up as its length and its bytes. A worker starts with everything its parent knew (rules,
 * flags, the listing of the tree) without a byte copied, because fork() shares it; what it does
 * afterwards stays with it. When a socket closes in the middle of a job, the worker is dead: the
 * job is given up with the reason and a new worker takes the next. The parent sleeps in poll()
 * until an answer or a deadline. */
#include "run/workers.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum { COUNT_LIMIT = 1024, PART_SIZE = 64 * 1024 };

static const size_t ANSWER_LIMIT = (size_t)1 << 30;

/* One process and what is known of its present job. */
struct worker {
    pid_t process; /* 0 = none */
    int socket;
    size_t job; /* index into workers.jobs */
    bool is_busy;
    bool is_late; /* killed for taking too long */
    long long deadline;
    struct arena memory; /* of the answer */
    struct text answer;  /* its length and what has come of it */
};

struct pool {
    const struct workers *workers;
    struct worker *items;
    unsigned count;
    size_t next;     /* first job that was not given out */
    size_t finished; /* jobs */
};

unsigned workers_cpus(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN); /* more than 1,024 CPUs */
    return online > 0 ? (unsigned)online : 1;
}

static long long now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sends all bytes. False where the other side is gone. */
static bool send_all(int socket, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t part = send(socket, at, length, MSG_NOSIGNAL);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return false;
        at += part;
        length -= (size_t)part;
    }
    return true;
}

/* Receives exactly `length` bytes. False at the end of the stream. */
static bool receive_all(int socket, void *bytes, size_t length)
{
    for (char *at = bytes; length > 0;) {
        ssize_t part = recv(socket, at, length, 0);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return false;
        at += part;
        length -= (size_t)part;
    }
    return true;
}

/* The sanitizers reserve far more address space than any limit allows. */
static void limit_memory(size_t bytes)
{
#ifndef __SANITIZE_ADDRESS__
    struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};
    (void)setrlimit(RLIMIT_AS, &limit); /* a lower limit of the system stays in force */
#else
    (void)bytes;
#endif
}

/* The life of a worker: job by job until the parent closes the socket. */
static _Noreturn void live(const struct workers *workers, int socket)
{
    limit_memory(workers->bytes);
    uint64_t job;
    bool is_served = true;
    while (is_served && receive_all(socket, &job, sizeof job)) {
        struct arena memory;
        arena_init(&memory);
        struct text answer;
        text_init(&answer, &memory);
        workers->work(workers->context, workers->jobs[job], &answer);
        uint64_t length = answer.length;
        is_served = send_all(socket, &length, sizeof length) &&
                    send_all(socket, text_get(&answer), answer.length);
        arena_release(&memory);
    }
    _exit(EXIT_SUCCESS);
}

/* Starts the worker's process. False with errno. */
static bool start(struct pool *pool, struct worker *worker)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    pid_t parent = getpid();
    fflush(NULL); /* or the child would write what is buffered once more */
    worker->process = fork();
    if (worker->process == 0) {
        /* Dies with its parent, also where that died in between. */
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
            _exit(EXIT_FAILURE);
        for (unsigned i = 0; i < pool->count; i++)
            if (pool->items[i].process > 0 && &pool->items[i] != worker)
                close(pool->items[i].socket);
        close(ends[0]);
        live(pool->workers, ends[1]);
    }
    int problem = errno;
    close(ends[1]);
    if (worker->process < 0) {
        close(ends[0]);
        worker->process = 0;
        errno = problem;
        return false;
    }
    worker->socket = ends[0];
    worker->is_busy = worker->is_late = false;
    return true;
}

static int end(struct worker *worker)
{
    close(worker->socket);
    int status = 0;
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
        ;
    worker->process = 0;
    return status;
}

static void finish_job(struct pool *pool, struct worker *worker, const char *problem)
{
    const struct workers *workers = pool->workers;
    const char *answer = text_get(&worker->answer) + sizeof(uint64_t);
    size_t length = worker->answer.length - sizeof(uint64_t);
    workers->receive(workers->context, workers->jobs[worker->job], problem == NULL ? answer : NULL,
                     problem == NULL ? length : 0, problem);
    arena_release(&worker->memory);
    worker->is_busy = false;
    pool->finished++;
}

/* The worker is gone; its job, where it had one, fails with the reason. */
static void bury(struct pool *pool, struct worker *worker)
{
    int status = end(worker);
    if (!worker->is_busy)
        return;
    char problem[160];
    if (worker->is_late)
        snprintf(problem, sizeof problem,
                 "it took more than %u seconds: see --time-limit, or leave it out with --exclude",
                 pool->workers->seconds);
    else if (WIFSIGNALED(status))
        snprintf(problem, sizeof problem,
                 "the parser crashed or went over --memory-limit (%s): leave the file out with "
                 "--exclude",
                 strsignal(WTERMSIG(status)));
    else
        snprintf(problem, sizeof problem,
                 "the parser ended with status %d, as it does without memory: see --memory-limit",
                 WEXITSTATUS(status));
    finish_job(pool, worker, problem);
}

/* Gives the next job to an idle worker, a new process where it has none. False with errno where
 * none can be started. */
static bool give_job(struct pool *pool, struct worker *worker)
{
    if (worker->process == 0 && !start(pool, worker))
        return false;
    worker->job = pool->next++;
    worker->is_busy = true;
    worker->deadline = now_milliseconds() + pool->workers->seconds * 1000LL;
    arena_init(&worker->memory);
    text_init(&worker->answer, &worker->memory);
    uint64_t job = worker->job;
    if (!send_all(worker->socket, &job, sizeof job))
        bury(pool, worker);
    return true;
}

/* Takes what has come; a worker whose socket is closed is buried. */
static void take(struct pool *pool, struct worker *worker)
{
    char part[PART_SIZE];
    ssize_t length = recv(worker->socket, part, sizeof part, MSG_DONTWAIT);
    if (length < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (length <= 0 || worker->answer.length > ANSWER_LIMIT) {
        kill(worker->process, SIGKILL);
        bury(pool, worker);
        return;
    }
    text_add_bytes(&worker->answer, part, (size_t)length);
    uint64_t wanted;
    if (worker->answer.length < sizeof wanted)
        return;
    memcpy(&wanted, worker->answer.bytes, sizeof wanted);
    if (worker->answer.length == sizeof wanted + wanted)
        finish_job(pool, worker, NULL);
}

/* Sleeps until something comes or the first deadline passes, and deals with it. */
static void wait_for_any(struct pool *pool)
{
    struct pollfd waiting[COUNT_LIMIT];
    struct worker *waited[COUNT_LIMIT];
    nfds_t count = 0;
    long long first = -1;
    for (unsigned i = 0; i < pool->count; i++) {
        struct worker *worker = &pool->items[i];
        if (!worker->is_busy)
            continue;
        waiting[count] = (struct pollfd){.fd = worker->socket, .events = POLLIN};
        waited[count++] = worker;
        if (!worker->is_late && (first < 0 || worker->deadline < first))
            first = worker->deadline;
    }
    long long now = now_milliseconds();
    int timeout = first < 0 ? -1 : first > now ? (int)(first - now) : 0;
    int ready = poll(waiting, count, timeout);
    now = now_milliseconds();
    for (nfds_t i = 0; i < count; i++) {
        if (ready > 0 && waiting[i].revents != 0) {
            take(pool, waited[i]);
        } else if (!waited[i]->is_late && now >= waited[i]->deadline) {
            waited[i]->is_late = true;
            kill(waited[i]->process, SIGKILL);
        }
    }
}

static bool run(struct pool *pool, struct error *error)
{
    const struct workers *workers = pool->workers;
    while (pool->finished < workers->job_count) {
        bool has_busy = false;
        int problem = 0;
        for (unsigned i = 0; i < pool->count; i++) {
            struct worker *worker = &pool->items[i];
            while (!worker->is_busy && problem == 0 && pool->next < workers->job_count)
                if (!give_job(pool, worker))
                    problem = errno;
            has_busy = has_busy || worker->is_busy;
        }
        /* With a process fewer than wanted the work goes on; without any it cannot. */
        if (problem != 0 && !has_busy)
            return error_set_errno(error, problem, "no worker process can be started");
        if (has_busy)
            wait_for_any(pool);
    }
    return true;
}

bool workers_run(const struct workers *workers, struct arena *arena, struct error *error)
{
    unsigned count = workers->count > 0 ? workers->count : workers_cpus();
    if (count > workers->job_count)
        count = (unsigned)workers->job_count;
    if (count > COUNT_LIMIT)
        count = COUNT_LIMIT;
    struct pool pool = {
        .workers = workers,
        .items = arena_alloc(arena, count * sizeof *pool.items),
        .count = count,
    };
    bool ok = run(&pool, error);
    for (unsigned i = 0; i < count; i++)
        if (pool.items[i].process > 0)
            end(&pool.items[i]);
    return ok;
}
