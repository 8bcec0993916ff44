/* Descriptors that calls need beside the object, and small helpers of the makers. */
#include "probe/tools.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/subject.h"

static char PROBE_NAME[] = "probe";
static char *const ARGUMENTS[] = {PROBE_NAME, NULL};
static char *const ENVIRONMENT[] = {NULL};

bool write_file(const char *path, const char *text, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    size_t length = strlen(text);
    bool is_written = write(fd, text, length) == (ssize_t)length && fchmod(fd, mode) == 0;
    close(fd);
    return is_written;
}

/* Sockets that others may try to reach by name. */
static void make_socket_names(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "tool-listener"};
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == 0)
        (void)listen(listener, 1);
    strcpy(address.sun_path, "tool-datagram");
    (void)bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr *)&address, sizeof address);
}

bool subject_init(struct subject *s)
{
    int ends[2];
    *s = (struct subject){.fd = -1, .peer = -1, .closed = 999};
    void *memory =
        mmap(NULL, BUFFER_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    /* Memory that was there and is not any more cannot be anything else's by chance. */
    void *gone = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || gone == MAP_FAILED || pipe(ends) != 0)
        return false;
    s->wild = gone;
    s->buffer = memory;
    s->vector[0] = (struct iovec){s->buffer, 8};
    s->vector[1] = (struct iovec){s->buffer + 64, 8};
    s->argv = ARGUMENTS;
    s->envp = ENVIRONMENT;
    s->pipe_read = ends[0];
    s->pipe_write = ends[1];
    make_socket_names();
    if (!write_file("tool-file", "content of the file\n", 0600) ||
        mkdir("tool-directory", 0700) != 0)
        return false;
    s->file = open("tool-file", O_RDWR);
    s->directory = open("tool-directory", O_RDONLY | O_DIRECTORY);
    s->epoll = epoll_create1(0);
    return s->file >= 0 && s->directory >= 0 && s->epoll >= 0;
}

bool take_descriptor(struct subject *s, int fd)
{
    s->fd = fd;
    if (s->path == NULL) {
        snprintf(s->text, sizeof s->text, "/proc/self/fd/%d", fd);
        s->path = s->text;
    }
    return fd >= 0;
}

bool take_path(struct subject *s, const char *path)
{
    snprintf(s->text, sizeof s->text, "%s", path);
    s->path = s->text;
    return true;
}

bool take_both(struct subject *s, int fd, const char *path)
{
    return take_path(s, path) && take_descriptor(s, fd);
}

void end_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
}

pid_t start_waiting_child(struct subject *s)
{
    pid_t parent = getpid();
    s->child = fork();
    if (s->child == 0) {
        end_with(parent);
        for (;;)
            pause();
    }
    return s->child;
}

int listen_locally(struct subject *s, int family)
{
    memset(&s->storage, 0, sizeof s->storage);
    s->address_length =
        family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    s->storage.ss_family = (sa_family_t)family;
    if (family == AF_INET)
        ((struct sockaddr_in *)&s->storage)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    else
        ((struct sockaddr_in6 *)&s->storage)->sin6_addr = in6addr_loopback;
    int fd = socket(family, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, &s->address, s->address_length) != 0 || listen(fd, 4) != 0 ||
        getsockname(fd, &s->address, &s->address_length) != 0)
        return -1;
    return fd;
}
