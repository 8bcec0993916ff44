/* What belongs to the system: devices, /proc, /sys, namespaces, message queues. Most of it is
 * shared: nothing that changes an object is run on it. */
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static bool opened(struct subject *s, const char *path, int flags)
{
    return take_both(s, open(path, flags), path);
}

static bool make_null(struct subject *s)
{
    return opened(s, "/dev/null", O_RDWR);
}

static bool make_zero(struct subject *s)
{
    return opened(s, "/dev/zero", O_RDWR);
}

static bool make_full(struct subject *s)
{
    return opened(s, "/dev/full", O_RDWR);
}

static bool make_random(struct subject *s)
{
    return opened(s, "/dev/urandom", O_RDONLY);
}

static bool make_tty(struct subject *s)
{
    return take_path(s, "/dev/tty");
}

static bool make_status(struct subject *s)
{
    return opened(s, "/proc/self/status", O_RDONLY);
}

static bool make_comm(struct subject *s)
{
    return opened(s, "/proc/self/comm", O_RDWR);
}

static bool make_meminfo(struct subject *s)
{
    return opened(s, "/proc/meminfo", O_RDONLY);
}

static bool make_sysctl(struct subject *s)
{
    return opened(s, "/proc/sys/kernel/osrelease", O_RDONLY);
}

static bool make_memory(struct subject *s)
{
    return opened(s, "/proc/self/mem", O_RDONLY);
}

static bool make_memory_gone(struct subject *s)
{
    pid_t child = start_waiting_child(s);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)child);
    int fd = open(path, O_RDONLY);
    kill(child, SIGKILL);
    return waitpid(child, NULL, 0) == child && take_both(s, fd, path);
}

static bool make_status_gone(struct subject *s)
{
    pid_t child = start_waiting_child(s);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", (int)child);
    int fd = open(path, O_RDONLY);
    kill(child, SIGKILL);
    return waitpid(child, NULL, 0) == child && take_both(s, fd, path);
}

static bool make_proc_directory(struct subject *s)
{
    return opened(s, "/proc/self", O_RDONLY | O_DIRECTORY);
}

static bool make_link_of_proc(struct subject *s)
{
    return take_both(s, open("/proc/self/exe", O_PATH | O_NOFOLLOW), "/proc/self/exe");
}

static bool make_sys_file(struct subject *s)
{
    return opened(s, "/sys/kernel/fscaps", O_RDONLY);
}

static bool make_sys_directory(struct subject *s)
{
    return opened(s, "/sys/kernel", O_RDONLY | O_DIRECTORY);
}

static bool make_mount_namespace(struct subject *s)
{
    return opened(s, "/proc/self/ns/mnt", O_RDONLY);
}

static bool make_uts_namespace(struct subject *s)
{
    return opened(s, "/proc/self/ns/uts", O_RDONLY);
}

static bool make_user_namespace(struct subject *s)
{
    return opened(s, "/proc/self/ns/user", O_RDONLY);
}

static bool made_queue(struct subject *s, int flags)
{
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 64};
    char name[64];
    snprintf(name, sizeof name, "/errno-lint-probe-%d", (int)getpid());
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL | flags, 0600, &attributes);
    if (queue < 0)
        return false;
    mq_unlink(name);
    return take_descriptor(s, queue);
}

static bool make_queue(struct subject *s)
{
    return made_queue(s, 0);
}

static bool make_queue_nonblocking(struct subject *s)
{
    return made_queue(s, O_NONBLOCK);
}

static const struct probe_object OBJECTS[] = {
    {"/dev/null", "null-device", make_null, OBJECT_SHARED},
    {"/dev/zero", "null-device", make_zero, OBJECT_SHARED},
    {"/dev/full", "null-device", make_full, OBJECT_SHARED},
    {"/dev/urandom", "null-device", make_random, OBJECT_SHARED},
    {"/dev/tty", "terminal", make_tty, OBJECT_SHARED | OBJECT_PATH_ONLY},
    {"/proc/self/status", "proc-file", make_status, OBJECT_SHARED},
    {"/proc/self/comm", "proc-file", make_comm, OBJECT_SHARED},
    {"/proc/meminfo", "proc-file", make_meminfo, OBJECT_SHARED},
    {"a sysctl", "proc-file", make_sysctl, OBJECT_SHARED},
    {"/proc/self/mem", "proc-mem", make_memory, OBJECT_SHARED},
    {"the memory of a process that is gone", "proc-mem", make_memory_gone, OBJECT_SHARED},
    {"the status of a process that is gone", "proc-file", make_status_gone, OBJECT_SHARED},
    {"/proc/self", "proc-directory", make_proc_directory, OBJECT_SHARED},
    {"/proc/self/exe", "symbolic-link", make_link_of_proc, OBJECT_SHARED},
    {"a file below /sys", "sys-file", make_sys_file, OBJECT_SHARED},
    {"a directory below /sys", "directory", make_sys_directory, OBJECT_SHARED},
    {"the mount namespace", "namespace-file", make_mount_namespace, OBJECT_SHARED},
    {"the UTS namespace", "namespace-file", make_uts_namespace, OBJECT_SHARED},
    {"the user namespace", "namespace-file", make_user_namespace, OBJECT_SHARED},
    {"a message queue", "message-queue", make_queue, 0},
    {"a nonblocking message queue", "message-queue", make_queue_nonblocking, 0},
};

const struct probe_object_table system_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0],
                                                  false};
