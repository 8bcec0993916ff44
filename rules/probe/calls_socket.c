/* Sockets: making, naming, connecting, sending, receiving, options. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "probe/subject.h"

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif

static const struct sockaddr *unix_address(struct subject *s, const char *path)
{
    struct sockaddr_un *address = (struct sockaddr_un *)(void *)s->buffer;
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    for (size_t i = 0; path[i] != '\0' && i + 1 < sizeof address->sun_path; i++)
        address->sun_path[i] = path[i];
    return (const struct sockaddr *)(void *)s->buffer;
}

/* An address of this machine, or one that no interface has (TEST-NET-1). */
static const struct sockaddr *ip_address(struct subject *s, unsigned host, unsigned port)
{
    struct sockaddr_in *address = (struct sockaddr_in *)(void *)s->buffer;
    *address = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr = {htonl(host)}};
    return (const struct sockaddr *)(void *)s->buffer;
}

static struct msghdr *message(struct subject *s, size_t parts)
{
    struct msghdr *message = (struct msghdr *)(void *)(s->buffer + 8192);
    *message = (struct msghdr){.msg_iov = s->vector, .msg_iovlen = parts};
    return message;
}

static socklen_t *length(struct subject *s, unsigned bytes)
{
    socklen_t *length = (socklen_t *)(void *)(s->buffer + 16384);
    *length = bytes;
    return length;
}

enum { LOCAL = INADDR_LOOPBACK, ELSEWHERE = 0xc0000201, CLOSED_PORT = 1 };

#define CALLS_FILE "probe/calls_socket.def"
#define CALLS_TABLE socket_calls
#include "probe/calls_table.h"
