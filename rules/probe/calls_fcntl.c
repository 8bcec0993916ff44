/* fcntl by command and ioctl by request, those that change nothing outside of the object. */
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/perf_event.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <net/if.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "probe/subject.h"
#include "probe/tools.h"

#ifndef F_CREATED_QUERY
#define F_CREATED_QUERY (1024 + 4)
#endif

/* A lock over the first bytes. */
static struct flock *lock(struct subject *s, int type)
{
    struct flock *lock = (struct flock *)(void *)s->buffer;
    *lock = (struct flock){.l_type = (short)type, .l_whence = SEEK_SET, .l_len = 4};
    return lock;
}

/* A process of one's own holds that lock. */
static void lock_elsewhere(struct subject *s)
{
    int ready[2];
    if (pipe(ready) != 0)
        return;
    pid_t parent = getpid();
    if (fork() == 0) {
        end_with(parent);
        char done = (char)fcntl(s->fd, F_SETLK, lock(s, F_WRLCK));
        (void)!write(ready[1], &done, 1);
        pause();
        _exit(0);
    }
    char done;
    (void)!read(ready[0], &done, 1);
}

/* A request about a network interface of this name. */
static struct ifreq *interface(struct subject *s, const char *name)
{
    struct ifreq *request = (struct ifreq *)(void *)s->buffer;
    memset(request, 0, sizeof *request);
    strncpy(request->ifr_name, name, sizeof request->ifr_name - 1);
    return request;
}

static struct fiemap *extents(struct subject *s, unsigned flags)
{
    struct fiemap *map = (struct fiemap *)(void *)s->buffer;
    *map = (struct fiemap){.fm_length = ~0ULL, .fm_flags = flags};
    return map;
}

#define CALLS_FILE "probe/calls_fcntl.def"
#define CALLS_TABLE fcntl_calls
#include "probe/calls_table.h"
