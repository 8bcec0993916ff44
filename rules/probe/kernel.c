/* The kernel's release, whether the rules answer for it, and traces of a sandbox: a system call
 * filter, or a program that plays the kernel. */
#include "probe/kernel.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "ruledb/ruledb.h"

enum { LIST_LIMIT = 1 << 16 };

bool probe_kernel_is_listed(const char *list, const char *release)
{
    const char *dot = strchr(release, '.');
    size_t length =
        dot == NULL ? strlen(release) : (size_t)(dot - release) + 1 + strspn(dot + 1, "0123456789");
    for (const char *line = list; *line != '\0'; line += strcspn(line, "\n")) {
        line += strspn(line, "\n");
        if (strcspn(line, " #\n") == length && strncmp(line, release, length) == 0)
            return true;
    }
    return false;
}

/* The number behind a key of /proc/self/status; -1 where it is not there. */
static long status_number(const char *key)
{
    char line[256];
    long number = -1;
    size_t length = strlen(key);
    FILE *file = fopen("/proc/self/status", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, key, length) == 0)
            (void)sscanf(line + length, "%ld", &number);
    if (file != NULL)
        fclose(file);
    return number;
}

static const char *find_sandbox(void)
{
    char version[512] = "";
    FILE *file = fopen("/proc/version", "re");
    if (file != NULL && fgets(version, sizeof version, file) == NULL)
        version[0] = '\0';
    if (file != NULL)
        fclose(file);
    if (status_number("Seccomp:") == 2)
        return "a seccomp filter is in force";
    if (status_number("Seccomp:") < 0)
        return "/proc/self/status says nothing about seccomp, as under gVisor";
    if (strstr(version, "gVisor") != NULL)
        return "gVisor answers for the kernel";
    if (strstr(version, "Microsoft") != NULL)
        return "WSL answers for the kernel";
    return NULL;
}

bool probe_kernel_read(struct probe_kernel *kernel, struct arena *arena, const char *pinned,
                       struct error *error)
{
    struct utsname names;
    char *list;
    size_t length;
    if (uname(&names) != 0 || !file_read(&list, &length, arena, pinned, LIST_LIMIT, error))
        return false;
    kernel->release = arena_strdup(arena, names.release);
    if (kernel_version(&kernel->version, names.release) == NULL)
        kernel->version = 0;
    kernel->is_pinned = probe_kernel_is_listed(list, names.release);
    kernel->sandbox = find_sandbox();
    return true;
}
