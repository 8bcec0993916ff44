/* One worker for each user and file system. What depends on the file system runs below TMPDIR and
 * in memory, everything else in memory alone, which is several times as fast. */
#include "probe/workers.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "probe/remove.h"
#include "probe/runner.h"
#include "probe/tools.h"

enum { PATH_SIZE = 4096, WORKER_LIMIT = 4, ENDING_COUNT = 3 };

static const char MEMORY[] = "/dev/shm";
static const int ENDINGS[ENDING_COUNT] = {SIGHUP, SIGINT, SIGTERM};

struct workers {
    char disk[PATH_SIZE];   /* directory below TMPDIR */
    char memory[PATH_SIZE]; /* directory in memory; "" = there is none */
    pid_t pids[WORKER_LIMIT];
    size_t count;
};

/* A directory that others may pass through. */
static bool make_directory(char *path, const char *above)
{
    snprintf(path, PATH_SIZE, "%s/errno-lint-probe-XXXXXX", above);
    if (mkdtemp(path) != NULL && chmod(path, 0711) == 0)
        return true;
    path[0] = '\0';
    return false;
}

static void remove_directories(const struct workers *workers)
{
    remove_tree(workers->disk);
    if (workers->memory[0] != '\0')
        remove_tree(workers->memory);
}

static void start(struct workers *workers, const struct probe_run *run, enum probe_user user,
                  bool is_on_disk, int records)
{
    const char *name = user == USER_ROOT ? "root" : "ordinary";
    bool is_files_alone = is_on_disk && workers->memory[0] != '\0';
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid > 0)
        workers->pids[workers->count++] = pid;
    if (pid != 0)
        return;
    for (size_t i = 0; i < ENDING_COUNT; i++)
        (void)signal(ENDINGS[i], SIG_DFL);
    end_with(parent);
    if (chdir(is_on_disk ? workers->disk : workers->memory) == 0 && mkdir(name, 0755) == 0 &&
        chdir(name) == 0)
        probe_run_user(run, user, is_files_alone, records);
    _exit(0);
}

static void start_all(struct workers *workers, const struct probe_run *run, int records)
{
    for (int user = run->is_root ? USER_ROOT : USER_ORDINARY; user <= USER_ORDINARY; user++) {
        start(workers, run, (enum probe_user)user, true, records);
        if (workers->memory[0] != '\0')
            start(workers, run, (enum probe_user)user, false, records);
    }
}

static void be_interrupted(int signal)
{
    (void)signal;
}

/* Makes the signals that end programs interrupt the waiting, for the directories' sake. */
static void catch_endings(void)
{
    struct sigaction action = {.sa_handler = be_interrupted};
    for (size_t i = 0; i < ENDING_COUNT; i++)
        (void)sigaction(ENDINGS[i], &action, NULL);
}

/* False where a signal came, or a worker did not end by itself. */
static bool wait_for_all(const struct workers *workers)
{
    bool is_complete = true;
    for (size_t i = 0; i < workers->count; i++) {
        int status = 0;
        if (waitpid(workers->pids[i], &status, 0) == workers->pids[i]) {
            is_complete = is_complete && status == 0;
            continue;
        }
        for (size_t j = i; j < workers->count; j++)
            kill(workers->pids[j], SIGKILL);
        (void)waitpid(workers->pids[i], NULL, 0);
        is_complete = false;
    }
    return is_complete;
}

bool probe_run_all(const struct probe_run *run, int records, struct error *error)
{
    struct workers workers = {.count = 0};
    const char *above = getenv("TMPDIR") == NULL ? "/tmp" : getenv("TMPDIR");
    if (!make_directory(workers.disk, above))
        return error_set_errno(error, errno, "a directory in %s", above);
    (void)make_directory(workers.memory, MEMORY);
    catch_endings();
    start_all(&workers, run, records);
    bool is_complete = wait_for_all(&workers);
    remove_directories(&workers);
    return is_complete || error_set(error, "interrupted before all calls were run");
}
