/* What lives behind a descriptor alone: eventfd and its relatives, pidfd, BPF, io_uring, perf. */
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static bool make_eventfd(struct subject *s)
{
    return take_descriptor(s, eventfd(0, 0));
}

static bool make_eventfd_nonblocking(struct subject *s)
{
    return take_descriptor(s, eventfd(0, EFD_NONBLOCK));
}

static bool make_eventfd_full(struct subject *s)
{
    uint64_t most = UINT64_MAX - 1;
    int fd = eventfd(0, EFD_NONBLOCK);
    return take_descriptor(s, fd) && write(fd, &most, sizeof most) == sizeof most;
}

static bool make_eventfd_text(struct subject *s)
{
    return take_both(s, eventfd(1, EFD_NONBLOCK), "anon_inode:[eventfd]");
}

static bool make_timerfd(struct subject *s)
{
    return take_descriptor(s, timerfd_create(CLOCK_MONOTONIC, 0));
}

static bool make_timerfd_nonblocking(struct subject *s)
{
    return take_descriptor(s, timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK));
}

static bool make_signalfd(struct subject *s)
{
    sigset_t set;
    sigemptyset(&set);
    return take_descriptor(s, signalfd(-1, &set, 0));
}

static bool make_signalfd_nonblocking(struct subject *s)
{
    sigset_t set;
    sigemptyset(&set);
    return take_descriptor(s, signalfd(-1, &set, SFD_NONBLOCK));
}

static bool make_inotify(struct subject *s)
{
    return take_descriptor(s, inotify_init1(0));
}

static bool make_inotify_ready(struct subject *s)
{
    int fd = inotify_init1(IN_NONBLOCK);
    return take_descriptor(s, fd) && inotify_add_watch(fd, ".", IN_CREATE) >= 0 &&
           write_file("a-name-that-is-told", "x", 0600);
}

static bool make_epoll(struct subject *s)
{
    return take_descriptor(s, epoll_create1(0));
}

static bool make_pidfd(struct subject *s)
{
    return take_descriptor(s, (int)syscall(SYS_pidfd_open, getpid(), 0));
}

static bool make_pidfd_child(struct subject *s)
{
    return take_descriptor(s, (int)syscall(SYS_pidfd_open, start_waiting_child(s), 0));
}

static bool make_pidfd_nonblocking(struct subject *s)
{
    return take_descriptor(s, (int)syscall(SYS_pidfd_open, start_waiting_child(s), O_NONBLOCK));
}

static bool make_pidfd_gone(struct subject *s)
{
    pid_t child = start_waiting_child(s);
    int fd = (int)syscall(SYS_pidfd_open, child, 0);
    kill(child, SIGKILL);
    return take_descriptor(s, fd) && waitpid(child, NULL, 0) == child;
}

static bool make_userfaultfd(struct subject *s)
{
    return take_descriptor(s, (int)syscall(SYS_userfaultfd, 1 | O_NONBLOCK)); /* user mode only */
}

static bool make_perf_event(struct subject *s)
{
    struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE,
                                         .size = sizeof attributes,
                                         .config = PERF_COUNT_SW_DUMMY,
                                         .exclude_kernel = 1};
    return take_descriptor(s, (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

static bool make_io_uring(struct subject *s)
{
    struct io_uring_params parameters = {0};
    return take_descriptor(s, (int)syscall(SYS_io_uring_setup, 4, &parameters));
}

static bool make_bpf_map(struct subject *s)
{
    union bpf_attr attributes = {0};
    attributes.map_type = BPF_MAP_TYPE_ARRAY;
    attributes.key_size = attributes.value_size = 4;
    attributes.max_entries = 1;
    return take_descriptor(s,
                           (int)syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes));
}

static bool make_fanotify(struct subject *s)
{
    return take_descriptor(s, (int)syscall(SYS_fanotify_init, 0x200 | 2, 0)); /* report FID */
}

static const struct probe_object OBJECTS[] = {
    {"an eventfd", "eventfd", make_eventfd, 0},
    {"a nonblocking eventfd", "eventfd", make_eventfd_nonblocking, 0},
    {"a full eventfd", "eventfd", make_eventfd_full, 0},
    {"an eventfd's text", "eventfd", make_eventfd_text, 0},
    {"a timerfd", "timerfd", make_timerfd, 0},
    {"a nonblocking timerfd", "timerfd", make_timerfd_nonblocking, 0},
    {"a signalfd", "signalfd", make_signalfd, 0},
    {"a nonblocking signalfd", "signalfd", make_signalfd_nonblocking, 0},
    {"an inotify descriptor", "inotify", make_inotify, 0},
    {"an inotify descriptor with an event", "inotify", make_inotify_ready, 0},
    {"an epoll descriptor", "epoll", make_epoll, 0},
    {"a pidfd", "pidfd", make_pidfd, 0},
    {"a pidfd of a child", "pidfd", make_pidfd_child, 0},
    {"a nonblocking pidfd", "pidfd", make_pidfd_nonblocking, 0},
    {"a pidfd of a process that is gone", "pidfd", make_pidfd_gone, 0},
    {"a userfaultfd", "userfaultfd", make_userfaultfd, 0},
    {"a perf event", "perf-event", make_perf_event, 0},
    {"an io_uring", "io-uring", make_io_uring, 0},
    {"a BPF map", "bpf-object", make_bpf_map, 0},
    {"a fanotify descriptor", "fanotify", make_fanotify, 0},
};

const struct probe_object_table anonymous_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0],
                                                     false};
