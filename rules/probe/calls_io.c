/* Reading, writing, positions, sizes, copying between descriptors, locks, closing. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "probe/subject.h"

/* The tool is a pipe; nothing that an earlier call left in it decides about the next. */
static void refill(struct subject *s)
{
    char drained[4096];
    fcntl(s->pipe_read, F_SETFL, O_NONBLOCK);
    while (read(s->pipe_read, drained, sizeof drained) > 0)
        continue;
    fcntl(s->pipe_read, F_SETFL, 0);
    (void)!write(s->pipe_write, "data", 4);
}

static void rewind_file(struct subject *s)
{
    (void)lseek(s->file, 0, SEEK_SET);
}

#define CALLS_FILE "probe/calls_io.def"
#define CALLS_TABLE io_calls
#include "probe/calls_table.h"
