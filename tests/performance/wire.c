/* Sockets and the little of RFC 6455 that a client needs: a handshake, masked text out, plain frames in. */
#define _GNU_SOURCE
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const uint8_t MASK[4] = {0x37, 0xfa, 0x21, 0x3d};
static uint8_t *in; /* one buffer for whoever is read from */
static const size_t IN = 8 << 20;
static int poll_fd;

void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

void wire_start(void) {
    poll_fd = epoll_create1(0);
    in = malloc(IN);
    if (poll_fd < 0 || !in) die("epoll");
}

static void watch(client *c, int how, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(poll_fd, how, c->fd, &event) < 0) die("epoll_ctl");
}

static uint32_t wanted(client *c) { return (c->stuck ? 0 : EPOLLIN) | (c->writes ? EPOLLOUT : 0); }

void connect_client(client *c) {
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) die("socket (ulimit -n?)");
    /* As much as a phone's: left to itself the system keeps 6 MiB for a client that does not read. */
    int yes = 1, keeps = 64 << 10;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &keeps, sizeof keeps);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(c->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK); /* never anywhere else */
    c->state = CONNECTING;
    c->writes = true;
    c->stuck = false;
    c->live = 0;
    c->began = now_ns();
    c->partial_size = c->out_size = c->out_sent = 0;
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
    watch(c, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

void close_client(client *c) {
    if (c->state == OFF) return;
    close(c->fd);
    c->fd = -1;
    c->state = OFF;
}

void stop_reading(client *c) {
    c->stuck = true;
    watch(c, EPOLL_CTL_MOD, wanted(c));
}

void read_again(client *c) {
    c->stuck = false;
    if (c->state != OFF) watch(c, EPOLL_CTL_MOD, wanted(c));
}

static void flush(client *c) {
    while (c->out_sent < c->out_size) {
        ssize_t n = send(c->fd, c->out + c->out_sent, c->out_size - c->out_sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) break;
        if (n < 0) {
            close_client(c);
            lost(c, 1006);
            return;
        }
        c->out_sent += n;
    }
    bool writes = c->out_sent < c->out_size;
    if (!writes) c->out_size = c->out_sent = 0;
    if (writes != c->writes) {
        c->writes = writes;
        watch(c, EPOLL_CTL_MOD, wanted(c));
    }
}

static void put(client *c, const void *data, size_t size) {
    c->out = realloc(c->out, c->out_size + size);
    memcpy(c->out + c->out_size, data, size);
    c->out_size += size;
}

static void frame(client *c, int opcode, const char *data, size_t size) {
    uint8_t head[8] = {0x80 | opcode, 0x80 | (size < 126 ? size : 126)};
    size_t n = 2;
    if (size >= 126) {
        head[n++] = size >> 8;
        head[n++] = size & 255;
    }
    memcpy(head + n, MASK, 4);
    put(c, head, n + 4);
    put(c, data, size);
    uint8_t *payload = c->out + c->out_size - size;
    for (size_t i = 0; i < size; i++) payload[i] ^= MASK[i & 3];
    if (!c->writes) flush(c);
}

void say(client *c, const char *text, size_t size) { frame(c, 1, text, size); }

/* Every whole frame in what came. Returns how much of it was used, or -1 where the socket has ended. */
static ssize_t frames(client *c, uint8_t *data, size_t size) {
    size_t at = 0;
    while (size - at >= 2) {
        uint8_t *f = data + at;
        size_t length = f[1] & 127, head = 2;
        if (length == 126) {
            if (size - at < 4) break;
            length = f[2] << 8 | f[3];
            head = 4;
        } else if (length == 127) {
            if (size - at < 10) break;
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | f[i];
            head = 10;
        }
        if (size - at < head + length) break;
        char *payload = (char *)f + head;
        switch (f[0] & 15) {
        case 8: {
            int code = length >= 2 ? (f[head] << 8 | f[head + 1]) : 1005;
            close_client(c);
            lost(c, code);
            return -1;
        }
        case 9: frame(c, 10, payload, length); break;
        case 1: heard(c, payload, length); break;
        }
        if (c->state == OFF) return -1;
        at += head + length;
    }
    return at;
}

static void readable(client *c) {
    memcpy(in, c->partial, c->partial_size);
    ssize_t n = recv(c->fd, in + c->partial_size, IN - c->partial_size - 1, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        close_client(c);
        lost(c, 1006);
        return;
    }
    size_t size = c->partial_size + n, used = 0;
    if (c->state == SHAKING) {
        in[size] = 0;
        char *end = strstr((char *)in, "\r\n\r\n");
        if (end) {
            if (strncmp((char *)in, "HTTP/1.1 101", 12)) {
                fprintf(stderr, "load: not let in: %.60s\n", in);
                exit(1);
            }
            used = end + 4 - (char *)in;
            c->state = GREETED;
            opened(c);
        }
    }
    if (c->state > SHAKING) {
        ssize_t more = frames(c, in + used, size - used);
        if (more < 0) return;
        used += more;
    }
    c->partial_size = size - used;
    if (c->partial_size) {
        c->partial = realloc(c->partial, c->partial_size);
        memcpy(c->partial, in + used, c->partial_size);
    } else if (c->partial) {
        free(c->partial);
        c->partial = NULL;
    }
}

void turn(int64_t wait) {
    struct epoll_event events[512];
    struct timespec most = {.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
    int n = epoll_pwait2(poll_fd, events, 512, &most, NULL);
    if (n < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < n; i++) {
        client *c = events[i].data.ptr;
        if (c->state == CONNECTING && events[i].events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) {
            c->state = SHAKING;
            put(c, c->request, strlen(c->request));
        }
        if (c->state != OFF && events[i].events & EPOLLOUT) flush(c);
        if (c->state != OFF && !c->stuck && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
        if (c->state != OFF && c->stuck && events[i].events & (EPOLLHUP | EPOLLERR)) {
            close_client(c);
            lost(c, 1006);
        }
    }
}
