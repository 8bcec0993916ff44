/* Pipes, FIFOs and terminals in their states. A pty master's inode is the system's ptmx node, so
 * the master counts as shared. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

/* Keeps one end and remembers the other. */
static bool piped(struct subject *s, bool is_write_end, int flags)
{
    int ends[2];
    if (pipe2(ends, flags) != 0)
        return false;
    s->peer = ends[is_write_end ? 0 : 1];
    return take_descriptor(s, ends[is_write_end ? 1 : 0]);
}

static bool make_read_end(struct subject *s)
{
    return piped(s, false, 0);
}

static bool make_read_end_nonblocking(struct subject *s)
{
    return piped(s, false, O_NONBLOCK);
}

static bool make_read_end_filled(struct subject *s)
{
    return piped(s, false, 0) && write(s->peer, s->buffer, 8192) == 8192;
}

static bool make_read_end_finished(struct subject *s)
{
    return piped(s, false, 0) && close(s->peer) == 0;
}

static bool make_write_end(struct subject *s)
{
    return piped(s, true, 0);
}

static bool make_write_end_full(struct subject *s)
{
    if (!piped(s, true, O_NONBLOCK))
        return false;
    while (write(s->fd, s->buffer, 4096) > 0)
        continue;
    return true;
}

static bool make_write_end_full_blocking(struct subject *s)
{
    return make_write_end_full(s) && fcntl(s->fd, F_SETFL, 0) == 0;
}

static bool make_broken_pipe(struct subject *s)
{
    return piped(s, true, 0) && close(s->peer) == 0;
}

static bool make_pipe_text(struct subject *s)
{
    return take_path(s, "pipe:[1]");
}

static bool make_fifo(struct subject *s)
{
    return mkfifo("object", 0600) == 0 && take_both(s, open("object", O_RDWR), "object");
}

static bool make_lonely_fifo(struct subject *s)
{
    return mkfifo("object", 0600) == 0 && take_path(s, "object");
}

static bool make_fifo_read_end(struct subject *s)
{
    return mkfifo("object", 0600) == 0 &&
           take_both(s, open("object", O_RDONLY | O_NONBLOCK), "object");
}

static bool make_fifo_broken(struct subject *s)
{
    if (mkfifo("object", 0600) != 0)
        return false;
    int reader = open("object", O_RDONLY | O_NONBLOCK);
    bool is_made = take_both(s, open("object", O_WRONLY), "object");
    close(reader);
    return is_made;
}

static bool make_fifo_path(struct subject *s)
{
    return mkfifo("object", 0600) == 0 && take_both(s, open("object", O_PATH), "object");
}

static int open_master(int flags)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY | flags);
    return fd >= 0 && unlockpt(fd) == 0 ? fd : -1;
}

static bool make_master(struct subject *s)
{
    return take_descriptor(s, open_master(0));
}

static bool opened_slave(struct subject *s, int flags)
{
    s->peer = open_master(0);
    if (s->peer < 0 || ptsname_r(s->peer, s->text, sizeof s->text) != 0)
        return false;
    int fd = open(s->text, O_RDWR | O_NOCTTY | flags);
    s->path = s->text;
    return take_descriptor(s, fd);
}

static bool make_slave(struct subject *s)
{
    return opened_slave(s, 0);
}

static bool make_slave_nonblocking(struct subject *s)
{
    return opened_slave(s, O_NONBLOCK);
}

static bool make_slave_hung_up(struct subject *s)
{
    if (!opened_slave(s, 0))
        return false;
    int fd = s->fd;
    s->path = NULL;
    return take_descriptor(s, fd) && close(s->peer) == 0;
}

static bool make_controlling_terminal(struct subject *s)
{
    return setsid() > 0 && opened_slave(s, 0) && ioctl(s->fd, TIOCSCTTY, 0) == 0;
}

static bool make_background_terminal(struct subject *s)
{
    if (!make_controlling_terminal(s))
        return false;
    pid_t child = start_waiting_child(s);
    return setpgid(child, child) == 0 && tcsetpgrp(s->fd, child) == 0;
}

static const struct probe_object OBJECTS[] = {
    {"a pipe to read from", "pipe", make_read_end, 0},
    {"a nonblocking pipe to read from", "pipe", make_read_end_nonblocking, 0},
    {"a filled pipe", "pipe", make_read_end_filled, 0},
    {"a pipe without writers", "pipe", make_read_end_finished, 0},
    {"a pipe to write to", "pipe", make_write_end, 0},
    {"a full nonblocking pipe", "pipe", make_write_end_full, 0},
    {"a full pipe", "pipe", make_write_end_full_blocking, 0},
    {"a pipe without readers", "pipe", make_broken_pipe, 0},
    {"a pipe's text", "pipe", make_pipe_text, OBJECT_PATH_ONLY},
    {"a FIFO", "fifo", make_fifo, 0},
    {"a FIFO that nobody has open", "fifo", make_lonely_fifo, OBJECT_PATH_ONLY},
    {"a FIFO to read from", "fifo", make_fifo_read_end, 0},
    {"a FIFO without readers", "fifo", make_fifo_broken, 0},
    {"a FIFO, O_PATH", "fifo", make_fifo_path, 0},
    {"a pty master", "pty-master", make_master, OBJECT_SHARED},
    {"a terminal", "terminal", make_slave, 0},
    {"a nonblocking terminal", "terminal", make_slave_nonblocking, 0},
    {"a terminal after hangup", "terminal", make_slave_hung_up, 0},
    {"the controlling terminal", "terminal", make_controlling_terminal, 0},
    {"the terminal of another foreground group", "terminal", make_background_terminal, 0},
};

const struct probe_object_table stream_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0],
                                                  false};
