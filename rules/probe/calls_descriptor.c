/* Opening, duplicating, executing, watching: what makes descriptors and programs of objects. */
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "probe/subject.h"

/* From here on, no further descriptor can be had. */
static int use_up_descriptors(void)
{
    struct rlimit limit = {0, 0};
    return setrlimit(RLIMIT_NOFILE, &limit);
}

static struct epoll_event *event(struct subject *s, unsigned events)
{
    struct epoll_event *event = (struct epoll_event *)(void *)s->buffer;
    event->events = events;
    return event;
}

/* A single argument, one byte longer than the kernel takes. */
static char *const *long_argument(struct subject *s)
{
    enum { LIMIT = 1 << 17 }; /* 32 pages of 4096 bytes, with the NUL */
    char **arguments = (char **)(void *)(s->buffer + LIMIT + 64);
    memset(s->buffer, 'x', LIMIT);
    s->buffer[LIMIT] = '\0';
    arguments[0] = s->buffer;
    arguments[1] = NULL;
    return arguments;
}

#define CALLS_FILE "probe/calls_descriptor.def"
#define CALLS_TABLE descriptor_calls
#include "probe/calls_table.h"
