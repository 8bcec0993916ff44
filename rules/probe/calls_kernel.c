/* Calls of the kernel that the C library of an old distribution may lack: asynchronous input and
 * output, keys, Landlock, memory policies, mounts by descriptor, and newer forms of older calls. */
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/fanotify.h>
#include <linux/futex.h>
#include <linux/keyctl.h>
#include <linux/landlock.h>
#include <linux/mempolicy.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "probe/subject.h"
#include "probe/tools.h"

#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif

enum { NO_PROCESS = 0x7ffffff0 };

/* A context for asynchronous input and output; 0 where there is none. */
static aio_context_t context(void)
{
    aio_context_t context = 0;
    (void)syscall(SYS_io_setup, 4, &context);
    return context;
}

/* A request to read from the object into the buffer. */
static struct iocb **request(struct subject *s, unsigned operation)
{
    struct iocb *block = (struct iocb *)(void *)(s->buffer + 4096);
    struct iocb **list = (struct iocb **)(void *)(s->buffer + 8192);
    memset(block, 0, sizeof *block);
    block->aio_fildes = (uint32_t)s->fd;
    block->aio_lio_opcode = (uint16_t)operation;
    block->aio_buf = (uint64_t)(uintptr_t)s->buffer;
    block->aio_nbytes = 16;
    list[0] = block;
    return list;
}

static int new_ruleset(void)
{
    struct landlock_ruleset_attr attributes = {.handled_access_fs = LANDLOCK_ACCESS_FS_READ_FILE};
    return (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
}

static int pidfd_of_child(struct subject *s)
{
    return (int)syscall(SYS_pidfd_open, start_waiting_child(s), 0);
}

#define CALLS_FILE "probe/calls_kernel.def"
#define CALLS_TABLE kernel_calls
#include "probe/calls_table.h"
