/* A process of its own, the keeper, waits until the other end of a pipe is closed by all who hold
 * it: this process and the workers, whether they end by themselves or are killed. Then it removes
 * the directory. */
#include "run/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void remove_all(const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL)
        return;
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        (void)unlinkat(dirfd(directory), entry->d_name, 0); /* "." and ".." stay */
    closedir(directory);
    (void)rmdir(path);
}

static _Noreturn void keep(const char *path, int end)
{
    (void)setsid(); /* who kills a group does not mean this one */
    static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
        signal(SIGNALS[i], SIG_IGN);
    char byte;
    while (read(end, &byte, 1) < 0 && errno == EINTR)
        ;
    remove_all(path);
    _exit(EXIT_SUCCESS);
}

bool scratch_open(struct scratch *scratch, struct arena *arena)
{
    const char *parent = getenv("TMPDIR");
    char *path = arena_printf(arena, "%s/errno-lint-XXXXXX",
                              parent == NULL || parent[0] == '\0' ? "/tmp" : parent);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    fflush(NULL); /* or the keeper would write what is buffered once more */
    bool is_made = mkdtemp(path) != NULL;
    pid_t keeper = is_made ? fork() : -1;
    if (keeper == 0) {
        close(ends[1]);
        keep(path, ends[0]);
    }
    close(ends[0]);
    if (keeper < 0) {
        close(ends[1]);
        if (is_made)
            rmdir(path);
        return false;
    }
    *scratch = (struct scratch){path, ends[1], keeper};
    return true;
}

void scratch_close(struct scratch *scratch)
{
    close(scratch->lifeline);
    while (waitpid(scratch->keeper, NULL, 0) < 0 && errno == EINTR)
        ;
}
