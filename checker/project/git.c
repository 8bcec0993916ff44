/* Asks the git program which files count, because its ignore rules have too many corners to be
 * guessed. The repository may come from a stranger, and git runs programs that a repository's own
 * configuration names; each such door that `ls-files` could pass is shut below: the file system
 * monitor, hooks, and fetching of missing objects. */
#include "project/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/paths.h"

enum { TIME_LIMIT_SECONDS = 60, OUTPUT_LIMIT = 256 * 1024 * 1024 };

bool git_is_repository(const char *directory)
{
    char path[4096];
    size_t length = strlen(directory);
    if (length + sizeof "/.git" > sizeof path)
        return false;
    memcpy(path, directory, length);
    memcpy(path + length, "/.git", sizeof "/.git");
    struct stat status;
    return lstat(path, &status) == 0;
}

bool git_finds_repository(struct arena *arena, const char *directory)
{
    while (!git_is_repository(directory)) {
        if (text_equal(directory, "/") || text_equal(directory, "."))
            return false;
        directory = path_directory(arena, directory);
    }
    return true;
}

/* The caller's environment without what a git hook sets for its own repository (GIT_DIR,
 * GIT_INDEX_FILE ...). */
static char **make_environment(struct arena *arena)
{
    struct path_list kept = {0};
    for (char **variable = environ; *variable != NULL; variable++)
        if (!text_starts_with(*variable, "GIT_") || text_starts_with(*variable, "GIT_CONFIG_") ||
            text_starts_with(*variable, "GIT_CEILING_DIRECTORIES="))
            path_list_add(&kept, arena, *variable);
    path_list_add(&kept, arena, "GIT_OPTIONAL_LOCKS=0");
    path_list_add(&kept, arena, "GIT_NO_LAZY_FETCH=1");
    path_list_add(&kept, arena, "GIT_ALLOW_PROTOCOL=none");
    path_list_add(&kept, arena, "GIT_TERMINAL_PROMPT=0");
    char **environment = arena_alloc(arena, (kept.count + 1) * sizeof *environment);
    for (size_t i = 0; i < kept.count; i++)
        environment[i] = arena_strdup(arena, kept.items[i]);
    return environment;
}

/* Starts git with its output in a pipe. An errno value, 0 = started. */
static int start_git(pid_t *child, int *output, struct arena *arena, const char *directory)
{
    const char *const words[] = {"git",
                                 "--no-pager",
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "core.hooksPath=/dev/null",
                                 "-C",
                                 directory,
                                 "ls-files",
                                 "-z",
                                 "--cached",
                                 "--others",
                                 "--exclude-standard",
                                 NULL};
    char *arguments[sizeof words / sizeof words[0]];
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        arguments[i] = arena_strdup(arena, words[i]);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem == 0) {
        problem = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        if (problem == 0)
            problem = posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        if (problem == 0)
            problem = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        if (problem == 0)
            problem =
                posix_spawnp(child, "git", &actions, NULL, arguments, make_environment(arena));
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    if (problem != 0)
        close(ends[0]);
    else
        *output = ends[0];
    return problem;
}

static long long now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads to the end of the pipe. False where that takes too long or gives too much. */
static bool read_output(struct text *text, int output)
{
    long long deadline = now_milliseconds() + TIME_LIMIT_SECONDS * 1000LL;
    char buffer[64 * 1024];
    for (;;) {
        long long left = deadline - now_milliseconds();
        struct pollfd waiting = {.fd = output, .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&waiting, 1, (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t part = read(output, buffer, sizeof buffer);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0 || text->length > OUTPUT_LIMIT)
            return false;
        if (part == 0)
            return true;
        text_add_bytes(text, buffer, (size_t)part);
    }
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

bool git_list_files(struct path_list *names, struct arena *arena, const char *directory,
                    struct error *error)
{
    pid_t child = -1;
    int output = -1;
    int problem = start_git(&child, &output, arena, directory);
    if (problem != 0)
        return error_set_errno(error, problem, "git cannot be started");
    struct text text;
    text_init(&text, arena);
    bool is_complete = read_output(&text, output);
    close(output);
    if (!is_complete)
        kill(child, SIGKILL);
    int status = wait_for(child);
    if (!is_complete)
        return error_set(error, "git ls-files did not come to an end");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return error_set(error, "git ls-files refused");
    for (size_t at = 0; at < text.length; at += strlen(text.bytes + at) + 1)
        path_list_add(names, arena, text.bytes + at);
    return true;
}
