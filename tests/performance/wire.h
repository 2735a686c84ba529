/* Many WebSocket clients over one epoll: what load.c says to them and hears from them. */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum state { OFF, CONNECTING, SHAKING, GREETED, LIVE };

typedef struct client {
    int fd, port;
    enum state state;
    uint32_t group;       /* the room it speaks in */
    uint32_t rooms, live; /* how many it opens, and how many of them are live */
    char **room;          /* their ids; "-" for a server that is no Porchlight */
    long *at;             /* how far each has been read, -1 for not at all */
    char *cookie, *request;
    bool stuck, writes;
    int64_t back_at; /* when it may come back, where it was told to */
    int64_t began;
    uint8_t *partial, *out;
    size_t partial_size, out_size, out_sent;
} client;

/* Called by wire.c. */
void heard(client *c, const char *text, size_t size);
void opened(client *c);
void lost(client *c, int code);

int64_t now_ns(void);
void wire_start(void);
void connect_client(client *c);
void close_client(client *c);
void stop_reading(client *c);
void read_again(client *c);
void say(client *c, const char *text, size_t size);
/* Waits for at most `wait` nanoseconds and handles what came. */
void turn(int64_t wait);

void die(const char *what);

#endif
