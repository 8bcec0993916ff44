/* Asks the git program what only it knows well: which files it ignores, which lines have changed.
 * The repository may come from a stranger, and git runs programs that a repository's own
 * configuration names; each such door is shut here: the file system monitor, hooks, fetching of
 * missing objects, and, for commands that look into the work tree's files, filters. External diff
 * programs are a matter of the diff command's own options. */
#include "project/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
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

const char *git_find_repository(struct arena *arena, const char *directory)
{
    while (!git_is_repository(directory)) {
        if (text_equal(directory, "/") || text_equal(directory, "."))
            return NULL;
        directory = path_directory(arena, directory);
    }
    return directory;
}

bool git_finds_repository(struct arena *arena, const char *directory)
{
    return git_find_repository(arena, directory) != NULL;
}

/* The caller's environment without what a git hook sets for its own repository (GIT_DIR,
 * GIT_INDEX_FILE ...). */
static char **make_environment(const struct git *git)
{
    struct arena *arena = git->arena;
    struct path_list kept = {0};
    for (char **variable = environ; *variable != NULL; variable++)
        if (!text_starts_with(*variable, "GIT_") || text_starts_with(*variable, "GIT_CONFIG_") ||
            text_starts_with(*variable, "GIT_CEILING_DIRECTORIES="))
            path_list_add(&kept, arena, *variable);
    path_list_add(&kept, arena, "GIT_OPTIONAL_LOCKS=0");
    path_list_add(&kept, arena, "GIT_NO_LAZY_FETCH=1");
    path_list_add(&kept, arena, "GIT_ALLOW_PROTOCOL=none");
    path_list_add(&kept, arena, "GIT_TERMINAL_PROMPT=0");
    if (git->index != NULL)
        path_list_add(&kept, arena, arena_printf(arena, "GIT_INDEX_FILE=%s", git->index));
    char **environment = arena_alloc(arena, (kept.count + 1) * sizeof *environment);
    for (size_t i = 0; i < kept.count; i++)
        environment[i] = arena_strdup(arena, kept.items[i]);
    return environment;
}

/* The words of the command line, with what is the same for all commands. */
static char **make_arguments(const struct git *git, const char *const *words)
{
    static const char *const first[] = {
        "git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C"};
    struct path_list list = {0};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        path_list_add(&list, git->arena, first[i]);
    path_list_add(&list, git->arena, git->directory);
    for (size_t i = 0; i < git->settings.count; i++) {
        path_list_add(&list, git->arena, "-c");
        path_list_add(&list, git->arena, git->settings.items[i]);
    }
    for (size_t i = 0; words[i] != NULL; i++)
        path_list_add(&list, git->arena, words[i]);
    char **arguments = arena_alloc(git->arena, (list.count + 1) * sizeof *arguments);
    for (size_t i = 0; i < list.count; i++)
        arguments[i] = arena_strdup(git->arena, list.items[i]);
    return arguments;
}

/* A git at work. */
struct child {
    pid_t process;
    int output;     /* the end of a pipe */
    int complaints; /* a file without a name; -1 = there is none */
};

static int prepare(posix_spawn_file_actions_t *actions, int output, int complaints)
{
    int problem = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (problem == 0)
        problem = posix_spawn_file_actions_adddup2(actions, output, 1);
    if (problem != 0)
        return problem;
    return complaints >= 0 ? posix_spawn_file_actions_adddup2(actions, complaints, 2)
                           : posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
}

/* Starts git. An errno value, 0 = started. */
static int start_git(struct child *child, const struct git *git, const char *const *words)
{
    char **arguments = make_arguments(git, words);
    char **environment = make_environment(git);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    child->output = ends[0];
    child->complaints = memfd_create("complaints of git", MFD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem == 0) {
        problem = prepare(&actions, ends[1], child->complaints);
        if (problem == 0)
            problem = posix_spawnp(&child->process, "git", &actions, NULL, arguments, environment);
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    return problem;
}

static void close_ends(const struct child *child)
{
    if (child->output >= 0)
        close(child->output);
    if (child->complaints >= 0)
        close(child->complaints);
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

/* What git said first on its standard error, "" where it said nothing. */
static const char *first_complaint(const struct git *git, int complaints)
{
    char bytes[512];
    ssize_t length = complaints < 0 ? -1 : pread(complaints, bytes, sizeof bytes - 1, 0);
    bytes[length < 0 ? 0 : length] = '\0';
    return arena_copy(git->arena, bytes, strcspn(bytes, "\n"));
}

bool git_ask(struct git_answer *answer, const struct git *git, const char *const *words,
             struct error *error)
{
    struct child child = {.process = -1, .output = -1, .complaints = -1};
    *answer = (struct git_answer){0};
    text_init(&answer->output, git->arena);
    int problem = start_git(&child, git, words);
    if (problem != 0) {
        close_ends(&child);
        return error_set_errno(error, problem, "git cannot be started");
    }
    bool is_complete = read_output(&answer->output, child.output);
    if (!is_complete)
        kill(child.process, SIGKILL);
    int status = wait_for(child.process);
    answer->complaint = first_complaint(git, child.complaints);
    answer->is_refused = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    close_ends(&child);
    return is_complete || error_set(error, "git %s did not come to an end", words[0]);
}

bool git_demand(struct text *output, const struct git *git, const char *const *words,
                struct error *error)
{
    struct git_answer answer;
    if (!git_ask(&answer, git, words, error))
        return false;
    *output = answer.output;
    bool is_silent = answer.complaint[0] == '\0';
    return !answer.is_refused || error_set(error, "git %s refused%s%s", words[0],
                                           is_silent ? "" : ": ", answer.complaint);
}

void git_split(struct path_list *names, struct arena *arena, const struct text *output)
{
    for (size_t at = 0; at < output->length; at += strlen(output->bytes + at) + 1)
        path_list_add(names, arena, output->bytes + at);
}

bool git_list_files(struct path_list *names, struct arena *arena, const char *directory,
                    struct error *error)
{
    static const char *const words[] = {"ls-files",           "-z", "--cached", "--others",
                                        "--exclude-standard", NULL};
    struct git git = {.arena = arena, .directory = directory};
    struct text output;
    if (!git_demand(&output, &git, words, error))
        return false;
    git_split(names, arena, &output);
    return true;
}

/* The name in "filter.NAME.clean". */
static const char *filter_name(struct arena *arena, const char *key)
{
    const char *name = strchr(key, '.');
    const char *end = strrchr(key, '.');
    return name == NULL || end == name ? "" : arena_copy(arena, name + 1, (size_t)(end - name - 1));
}

bool git_shut_filters(struct git *git, struct error *error)
{
    static const char *const words[] = {
        "config", "-z", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process|required)$",
        NULL};
    struct git_answer answer;
    if (!git_ask(&answer, git, words, error))
        return false;
    struct path_list keys = {0}, filters = {0};
    git_split(&keys, git->arena, &answer.output); /* refused = there are none */
    for (size_t i = 0; i < keys.count; i++)
        path_list_add(&filters, git->arena, filter_name(git->arena, keys.items[i]));
    path_list_sort(&filters);
    for (size_t i = 0; i < filters.count; i++) {
        const char *filter = filters.items[i];
        if (strchr(filter, '=') != NULL) /* cannot be written behind -c */
            return error_set(error, "the configuration of git has a filter called '%s': rename it",
                             filter);
        path_list_add(&git->settings, git->arena,
                      arena_printf(git->arena, "filter.%s.clean=", filter));
        path_list_add(&git->settings, git->arena,
                      arena_printf(git->arena, "filter.%s.process=", filter));
        path_list_add(&git->settings, git->arena,
                      arena_printf(git->arena, "filter.%s.required=false", filter));
    }
    return true;
}
