/* Making descriptors, clocks and timers, System V and POSIX IPC, what concerns the whole system.
 * Whatever could change the system is given arguments that cannot take effect. */
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <linux/io_uring.h>
#include <linux/kcmp.h>
#include <linux/perf_event.h>
#include <linux/userfaultfd.h>
#include <mqueue.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/quota.h>
#include <sys/random.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "probe/subject.h"
#include "probe/tools.h"

#ifndef PIDFD_NONBLOCK
#define PIDFD_NONBLOCK O_NONBLOCK
#endif

enum { NO_PROCESS = 0x7ffffff0 };

static int limit_descriptors(void)
{
    struct rlimit limit = {0, 0};
    return setrlimit(RLIMIT_NOFILE, &limit);
}

#define CALLS_FILE "probe/calls_system.def"
#define CALLS_TABLE system_calls
#include "probe/calls_table.h"
