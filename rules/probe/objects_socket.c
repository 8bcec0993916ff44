/* Sockets by family and type, fresh, connected, listening, shut down, reset, with an error
 * pending. Everything stays on the loopback interface. */
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static bool paired(struct subject *s, int type)
{
    int ends[2];
    if (socketpair(AF_UNIX, type, 0, ends) != 0)
        return false;
    s->peer = ends[1];
    return take_descriptor(s, ends[0]);
}

static bool make_unix_pair(struct subject *s)
{
    return paired(s, SOCK_STREAM);
}

static bool make_unix_pair_nonblocking(struct subject *s)
{
    return paired(s, SOCK_STREAM | SOCK_NONBLOCK);
}

static bool make_unix_pair_full(struct subject *s)
{
    if (!paired(s, SOCK_STREAM | SOCK_NONBLOCK))
        return false;
    while (write(s->fd, s->buffer, 65536) > 0)
        continue;
    return true;
}

static bool make_unix_alone(struct subject *s)
{
    return paired(s, SOCK_STREAM) && close(s->peer) == 0;
}

/* The other end closes with bytes unread: a reset. */
static bool make_unix_reset(struct subject *s)
{
    return paired(s, SOCK_STREAM) && write(s->fd, "x", 1) == 1 && close(s->peer) == 0;
}

static bool make_unix_shut(struct subject *s)
{
    return paired(s, SOCK_STREAM) && shutdown(s->fd, SHUT_RDWR) == 0;
}

static bool make_unix_fresh(struct subject *s)
{
    return take_descriptor(s, socket(AF_UNIX, SOCK_STREAM, 0));
}

static bool bound(struct subject *s, int type)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "object"};
    int fd = socket(AF_UNIX, type, 0);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && take_both(s, fd, "object");
}

static bool make_unix_listener(struct subject *s)
{
    return bound(s, SOCK_STREAM) && listen(s->fd, 1) == 0;
}

static bool make_unix_listener_nonblocking(struct subject *s)
{
    return bound(s, SOCK_STREAM | SOCK_NONBLOCK) && listen(s->fd, 1) == 0;
}

static bool make_unix_datagrams(struct subject *s)
{
    return paired(s, SOCK_DGRAM);
}

static bool make_unix_datagrams_alone(struct subject *s)
{
    return paired(s, SOCK_DGRAM) && close(s->peer) == 0;
}

static bool make_unix_datagrams_fresh(struct subject *s)
{
    return take_descriptor(s, socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0));
}

static bool make_unix_datagrams_full(struct subject *s)
{
    if (!paired(s, SOCK_DGRAM | SOCK_NONBLOCK))
        return false;
    while (write(s->fd, s->buffer, 1) > 0)
        continue;
    return true;
}

static bool make_unix_datagrams_bound(struct subject *s)
{
    return bound(s, SOCK_DGRAM);
}

static bool make_unix_packets(struct subject *s)
{
    return paired(s, SOCK_SEQPACKET);
}

static bool make_unix_packets_alone(struct subject *s)
{
    return paired(s, SOCK_SEQPACKET) && close(s->peer) == 0;
}

static bool make_unix_packets_fresh(struct subject *s)
{
    return take_descriptor(s, socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0));
}

static bool make_unix_text(struct subject *s)
{
    return take_path(s, "socket:[1]");
}

static bool connected(struct subject *s, int family)
{
    int listener = listen_locally(s, family);
    int fd = socket(family, SOCK_STREAM, 0);
    if (listener < 0 || connect(fd, &s->address, s->address_length) != 0)
        return false;
    s->peer = accept(listener, NULL, NULL);
    close(listener);
    return s->peer >= 0 && take_descriptor(s, fd);
}

static bool make_tcp(struct subject *s)
{
    return connected(s, AF_INET);
}

static bool make_tcp6(struct subject *s)
{
    return connected(s, AF_INET6);
}

static bool make_tcp_nonblocking(struct subject *s)
{
    return connected(s, AF_INET) && fcntl(s->fd, F_SETFL, O_NONBLOCK) == 0;
}

static bool make_tcp_full(struct subject *s)
{
    if (!make_tcp_nonblocking(s))
        return false;
    while (write(s->fd, s->buffer, BUFFER_SIZE) > 0)
        continue;
    return true;
}

static bool make_tcp_finished(struct subject *s)
{
    return connected(s, AF_INET) && close(s->peer) == 0;
}

static bool make_tcp_reset(struct subject *s)
{
    struct linger linger = {1, 0}; /* closing resets */
    return connected(s, AF_INET) &&
           setsockopt(s->peer, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0 &&
           close(s->peer) == 0;
}

static bool make_tcp_shut(struct subject *s)
{
    return connected(s, AF_INET) && shutdown(s->fd, SHUT_WR) == 0;
}

static bool make_tcp_fresh(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET, SOCK_STREAM, 0));
}

static bool make_tcp6_fresh(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET6, SOCK_STREAM, 0));
}

static bool make_tcp_bound(struct subject *s)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && take_descriptor(s, fd);
}

static bool make_tcp_listener(struct subject *s)
{
    return take_descriptor(s, listen_locally(s, AF_INET));
}

static bool make_tcp6_listener(struct subject *s)
{
    return take_descriptor(s, listen_locally(s, AF_INET6));
}

static bool make_tcp_listener_nonblocking(struct subject *s)
{
    return make_tcp_listener(s) && fcntl(s->fd, F_SETFL, O_NONBLOCK) == 0;
}

/* Nobody listens where the address points to. */
static bool refused(struct subject *s, int type)
{
    close(listen_locally(s, AF_INET));
    int fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
    (void)connect(fd, &s->address, s->address_length);
    return take_descriptor(s, fd);
}

static bool make_tcp_refused(struct subject *s)
{
    return refused(s, SOCK_STREAM);
}

static bool make_udp_refused(struct subject *s)
{
    return refused(s, SOCK_DGRAM) && write(s->fd, "x", 1) == 1;
}

static bool make_udp(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET, SOCK_DGRAM, 0));
}

static bool make_udp_nonblocking(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
}

static bool make_udp_bound(struct subject *s)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && take_descriptor(s, fd);
}

static bool make_udp6(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET6, SOCK_DGRAM, 0));
}

static bool make_raw(struct subject *s)
{
    return take_descriptor(s, socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_UDP));
}

static bool make_netlink(struct subject *s)
{
    return take_descriptor(s, socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
}

static bool make_packet(struct subject *s)
{
    return take_descriptor(s, socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
}

static const struct probe_object OBJECTS[] = {
    {"a Unix stream", "unix-socket", make_unix_pair, 0},
    {"a nonblocking Unix stream", "unix-socket", make_unix_pair_nonblocking, 0},
    {"a full Unix stream", "unix-socket", make_unix_pair_full, 0},
    {"a Unix stream whose peer is gone", "unix-socket", make_unix_alone, 0},
    {"a Unix stream that was reset", "unix-socket", make_unix_reset, 0},
    {"a Unix stream shut down", "unix-socket", make_unix_shut, 0},
    {"a fresh Unix stream", "unix-socket", make_unix_fresh, 0},
    {"a listening Unix stream", "unix-socket", make_unix_listener, 0},
    {"a nonblocking listening Unix stream", "unix-socket", make_unix_listener_nonblocking, 0},
    {"Unix datagrams", "unix-socket", make_unix_datagrams, 0},
    {"Unix datagrams whose peer is gone", "unix-socket", make_unix_datagrams_alone, 0},
    {"fresh Unix datagrams", "unix-socket", make_unix_datagrams_fresh, 0},
    {"full Unix datagrams", "unix-socket", make_unix_datagrams_full, 0},
    {"bound Unix datagrams", "unix-socket", make_unix_datagrams_bound, 0},
    {"Unix packets", "unix-socket", make_unix_packets, 0},
    {"Unix packets whose peer is gone", "unix-socket", make_unix_packets_alone, 0},
    {"fresh Unix packets", "unix-socket", make_unix_packets_fresh, 0},
    {"a socket's text", "socket", make_unix_text, OBJECT_PATH_ONLY},
    {"a TCP connection", "tcp-socket", make_tcp, 0},
    {"a TCP connection over IPv6", "tcp-socket", make_tcp6, 0},
    {"a nonblocking TCP connection", "tcp-socket", make_tcp_nonblocking, 0},
    {"a full TCP connection", "tcp-socket", make_tcp_full, 0},
    {"a TCP connection whose peer is gone", "tcp-socket", make_tcp_finished, 0},
    {"a TCP connection that was reset", "tcp-socket", make_tcp_reset, 0},
    {"a TCP connection shut down", "tcp-socket", make_tcp_shut, 0},
    {"a fresh TCP socket", "tcp-socket", make_tcp_fresh, 0},
    {"a fresh TCP socket over IPv6", "tcp-socket", make_tcp6_fresh, 0},
    {"a bound TCP socket", "tcp-socket", make_tcp_bound, 0},
    {"a listening TCP socket", "tcp-socket", make_tcp_listener, 0},
    {"a listening TCP socket over IPv6", "tcp-socket", make_tcp6_listener, 0},
    {"a nonblocking listening TCP socket", "tcp-socket", make_tcp_listener_nonblocking, 0},
    {"a TCP socket that was refused", "tcp-socket", make_tcp_refused, 0},
    {"a UDP socket that was refused", "udp-socket", make_udp_refused, 0},
    {"a UDP socket", "udp-socket", make_udp, 0},
    {"a nonblocking UDP socket", "udp-socket", make_udp_nonblocking, 0},
    {"a bound UDP socket", "udp-socket", make_udp_bound, 0},
    {"a UDP socket over IPv6", "udp-socket", make_udp6, 0},
    {"a raw socket", "raw-socket", make_raw, OBJECT_OF_ROOT},
    {"a netlink socket", "netlink-socket", make_netlink, 0},
    {"a packet socket", "packet-socket", make_packet, OBJECT_OF_ROOT},
};

const struct probe_object_table socket_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0],
                                                  false};
