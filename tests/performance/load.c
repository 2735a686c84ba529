/* A light load generator: many WebSocket clients in one thread, so that the client is not what is measured.
 *
 * Standard input begins with the plan, one client a line, and an empty line:
 *     client PORT COOKIE GROUP ROOM...     ROOM is a Porchlight room's id, the first the one it speaks in;
 *                                          or "-" for a server that sends what it gets to everyone at /GROUP
 * When all are there it prints {"ready": N}. Then each line is a piece of work, answered by one line of JSON:
 *     closed WINDOW SECONDS    in each group WINDOW messages are under way; when all have one, the next is sent
 *     open RATE SECONDS        RATE messages a second in all, each at its time, however long the others take
 *     stuck N                  the first N clients of group 0 stop reading
 *     unstuck SECONDS          they read again: what they find is that they were closed, and they come back
 *     storm SECONDS            every line is cut, and everyone comes back at once, to where their rooms stood when they
 *                              first came in: what was said since is what they are behind
 *     quit
 * Senders take turns, since a place bounds how much one account may say. Latency is counted from the moment at which a
 * message was due to be sent. A delivery is one message at one client. Everything is bounded: it ends by itself.
 */
#define _GNU_SOURCE
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST = 20000, MARK = 10, PAD = 375, AT_ONCE = 64, DRAIN_S = 5, COMING_S = 300, BUCKETS = 4096 };
/* A mark is no word, no number that could be a telephone's, and has no letter twice in a row: nothing to straighten. */
static const char *LETTERS[] = {"bcdfghjk", "lmnprstv"};
static const char SIGN[] = "xqz";
/* PAD: as long as Porchlight's frame of one of these, so that everybody sends the same bytes. */
static const char *WORDS[] = {
    "I slept a little better tonight, thank you for asking.",
    "That sounds like a long day. Do you have anybody with you?",
    "My sister came by with soup and we watched the rain.",
    "Does anyone here find the evenings harder than the mornings?",
    "I went for the walk I was putting off. Small steps, right?",
    "The kettle is on, take your time, nobody is in a hurry here.",
    "Work was loud and I needed a quiet corner for a while.",
    "I know that feeling, it took me months to say it out loud.",
};

typedef struct {
    int64_t due;
    uint32_t group, left;
    bool acked;
} message;

typedef struct {
    client **members;
    uint32_t count, readers, next;
} group;

typedef struct {
    uint32_t bucket[BUCKETS];
    uint64_t count;
    int64_t most;
} histogram;

static client *clients;
static group *groups;
static uint32_t client_count, group_count;
static message *messages;
static uint32_t message_count, message_room, first; /* `first` of this piece of work */
static uint64_t sent_count, acked, refused, delivered, repeated, expected, owed, caught, ended[5000];
static histogram latency, ack;
static int64_t work_end, late;
static uint32_t window, live_count, coming;
static bool closed_loop, storming;
static char epoch[80];
static uint32_t nonce;

/* Histograms: 64 steps for each power of two microseconds, so within 1.6 %. */

static void record(histogram *h, int64_t ns) {
    uint64_t us = ns > 0 ? ns / 1000 : 0;
    uint32_t at = us;
    if (us >= 64) {
        int power = 63 - __builtin_clzll(us);
        at = (power - 5) * 64 + ((us >> (power - 6)) - 64);
    }
    h->bucket[at < BUCKETS ? at : BUCKETS - 1]++;
    h->count++;
    if (ns > h->most) h->most = ns;
}

static double quantile(histogram *h, double q) {
    uint64_t want = h->count * q, seen = 0;
    for (uint32_t at = 0; at < BUCKETS; at++) {
        seen += h->bucket[at];
        if (seen > want) return (at < 64 ? at : (double)(64 + at % 64) * (1ull << (at / 64 - 1))) / 1000;
    }
    return h->most / 1e6;
}

static void print_histogram(const char *name, histogram *h) {
    if (!h->count) return;
    printf(", \"%s\": {\"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f}", name, quantile(h, .5), quantile(h, .99), h->most / 1e6);
}

/* What is sent */

static void send_next(group *g, int64_t due) {
    client *c = NULL;
    for (uint32_t tried = 0; tried < g->count; tried++) {
        c = g->members[g->next++ % g->count];
        if (c->state == LIVE && !c->stuck) break;
    }
    if (!c || c->state != LIVE || c->stuck) return;
    if (message_count == message_room) {
        message_room = message_room ? 2 * message_room : 1 << 16;
        messages = realloc(messages, message_room * sizeof *messages);
        if (!messages) die("messages");
    }
    uint32_t seq = message_count++;
    messages[seq] = (message){.due = due, .group = g - groups, .left = g->readers};
    expected += g->readers;
    owed += g->readers;
    sent_count++;
    char mark[MARK + 1] = {0}, text[1024];
    for (int i = 0; i < MARK; i++) mark[i] = LETTERS[i % 2][seq >> (3 * (MARK - 1 - i)) & 7];
    int size;
    if (c->room[0][0] == '-')
        size = snprintf(text, sizeof text, "%s%s %-*s", SIGN, mark, PAD - MARK - 4, WORDS[seq % 8]);
    else
        size = snprintf(text, sizeof text,
                        "{\"t\":\"send\",\"room\":\"%s\",\"client_id\":\"%08x-0000-4000-8000-0000%08x\",\"text\":\"%s %s%s\"}",
                        c->room[0], nonce, seq, WORDS[seq % 8], SIGN, mark);
    say(c, text, size);
}

static void complete(message *m) {
    if (closed_loop && now_ns() < work_end) send_next(&groups[m->group], now_ns());
}

static void give_up_on(message *m) {
    owed -= m->left;
    expected -= m->left;
    m->left = 0;
    complete(m);
}

static void delivery(uint32_t seq) {
    if (storming) {
        caught++;
        return;
    }
    if (seq >= message_count || seq < first) return; /* of a piece of work before this one */
    message *m = &messages[seq];
    if (!m->left) {
        repeated++;
        return;
    }
    delivered++;
    owed--;
    record(&latency, now_ns() - m->due);
    if (!--m->left) complete(m);
}

/* What is heard */

static bool is(const char *text, size_t size, const char *type) {
    size_t n = strlen(type);
    return size > 7 + n && !memcmp(text, "{\"t\":\"", 6) && !memcmp(text + 6, type, n) && text[6 + n] == '"';
}

static const char *field(const char *text, size_t size, const char *name) {
    const char *found = memmem(text, size, name, strlen(name));
    return found ? found + strlen(name) : NULL;
}

static void answered(const char *text, size_t size, bool well) {
    const char *id = field(text, size, "\"client_id\":\"");
    if (!id || strtoul(id, NULL, 16) != nonce) return;
    char digits[9] = {0};
    memcpy(digits, id + 28, 8);
    uint32_t seq = strtoul(digits, NULL, 16);
    if (seq < first || seq >= message_count || messages[seq].acked) return;
    messages[seq].acked = true;
    if (well) {
        acked++;
        record(&ack, now_ns() - messages[seq].due);
    } else {
        refused++;
        give_up_on(&messages[seq]);
    }
}

static void is_live(client *c) {
    if (c->state == LIVE) return;
    c->state = LIVE;
    live_count++;
    coming--;
    if (storming) record(&latency, now_ns() - work_end);
}

static void open_rooms(client *c, const char *welcome, size_t size) {
    const char *known = field(welcome, size, "\"epoch\":\"");
    if (known && !epoch[0]) memccpy(epoch, known, '"', sizeof epoch - 1);
    char *quote = strchr(epoch, '"');
    if (quote) *quote = 0;
    char text[400];
    for (uint32_t i = 0; i < c->rooms; i++) {
        int n = snprintf(text, sizeof text, "{\"t\":\"open\",\"room\":\"%s\"", c->room[i]);
        if (c->at[i] >= 0)
            n += snprintf(text + n, sizeof text - n, ",\"cursor\":{\"epoch\":\"%s\",\"at\":%ld}", epoch, c->at[i]);
        n += snprintf(text + n, sizeof text - n, "}");
        say(c, text, n);
    }
}

void heard(client *c, const char *text, size_t size) {
    const char *end = text + size;
    if (c->room[0][0] == '-' || is(text, size, "changes")) {
        for (const char *m = text; (m = memmem(m, end - m, SIGN, 3)); m += 3) {
            if (end - m < 3 + MARK) break;
            uint32_t seq = 0;
            for (int i = 0; i < MARK; i++) seq = seq << 3 | (uint32_t)(strchr(LETTERS[i % 2], m[3 + i]) - LETTERS[i % 2]);
            delivery(seq);
        }
    } else if (is(text, size, "sent"))
        answered(text, size, true);
    else if (is(text, size, "refused")) {
        static int said;
        if (!field(text, size, "\"client_id\"") && said++ < 3) fprintf(stderr, "load: refused: %.*s\n", (int)size, text);
        answered(text, size, false);
    } else if (is(text, size, "welcome"))
        open_rooms(c, text, size);
    else if (is(text, size, "live")) {
        const char *room = field(text, size, "\"room\":\""), *at = field(text, size, "\"at\":");
        for (uint32_t i = 0; room && at && i < c->rooms; i++)
            if (!memcmp(room, c->room[i], 36)) c->at[i] = atol(at);
        if (++c->live == c->rooms) is_live(c);
    } else if (is(text, size, "away")) {
        const char *after = field(text, size, "\"retry_after\":");
        c->back_at = now_ns() + (int64_t)(1e9 * (after ? atof(after) : 1));
    }
}

void opened(client *c) {
    if (c->room[0][0] == '-')
        is_live(c);
    else
        say(c, "{\"t\":\"hello\",\"protocol\":1}", 26);
}

void lost(client *c, int code) {
    ended[code < 5000 ? code : 0]++;
    if (c->back_at) { /* it was told to come back, and when */
        coming--;
        return;
    }
    if (c->live || c->room[0][0] == '-') {
        live_count--;
        if (!c->stuck) c->back_at = now_ns() + 100000000;
    } else {
        coming--;
        c->back_at = now_ns() + 1000000000;
    }
}

/* The pieces of work */

static void come_in(uint32_t at_once, int64_t deadline) {
    uint32_t next = 0;
    while (live_count < client_count) {
        int64_t now = now_ns();
        if (now > deadline) return;
        for (uint32_t tried = 0; tried < client_count && coming < at_once; tried++) {
            client *c = &clients[next++ % client_count];
            if (c->state == OFF && c->back_at <= now) {
                c->back_at = 0;
                coming++;
                connect_client(c);
            }
        }
        turn(5000000);
    }
}

static void begin(void) {
    memset(&latency, 0, sizeof latency);
    memset(&ack, 0, sizeof ack);
    memset(ended, 0, sizeof ended);
    sent_count = acked = refused = delivered = repeated = expected = owed = caught = 0;
    late = 0;
    first = message_count;
    for (uint32_t i = 0; i < group_count; i++) {
        groups[i].readers = 0;
        for (uint32_t j = 0; j < groups[i].count; j++)
            groups[i].readers += groups[i].members[j]->state == LIVE && !groups[i].members[j]->stuck;
    }
}

static void drain(void) {
    closed_loop = false;
    int64_t until = now_ns() + DRAIN_S * 1000000000LL;
    while ((owed || acked + refused < sent_count) && now_ns() < until) {
        if (!owed && clients[0].room[0][0] == '-') break;
        turn(5000000);
    }
}

static void closed(uint32_t in_flight, double seconds) {
    closed_loop = true;
    work_end = now_ns() + (int64_t)(seconds * 1e9);
    window = in_flight;
    for (uint32_t i = 0; i < group_count; i++)
        for (uint32_t j = 0; j < window; j++) send_next(&groups[i], now_ns());
    while (now_ns() < work_end) turn(5000000);
    drain();
}

static void open_loop(double rate, double seconds) {
    int64_t start = now_ns();
    uint64_t total = rate * seconds;
    for (uint64_t i = 0; i < total;) {
        int64_t due = start + (int64_t)(i * 1e9 / rate), now = now_ns();
        if (due > now) {
            turn(due - now);
            continue;
        }
        if (now - due > late) late = now - due;
        send_next(&groups[i % group_count], due);
        if (++i % 16 == 0) turn(0);
    }
    drain();
}

static void unstuck(double seconds) {
    int64_t until = now_ns() + (int64_t)(seconds * 1e9);
    for (uint32_t i = 0; i < client_count; i++)
        if (clients[i].stuck) read_again(&clients[i]);
    while (now_ns() < until) {
        come_in(AT_ONCE, until);
        turn(5000000);
    }
}

static void storm(double seconds) {
    for (uint32_t i = 0; i < client_count; i++) {
        close_client(&clients[i]);
        clients[i].back_at = 0;
    }
    live_count = coming = 0;
    storming = true;
    work_end = now_ns(); /* the moment they were cut */
    come_in(client_count, work_end + (int64_t)(seconds * 1e9));
    /* The last page of a room may come after its client's other rooms are live; whoever is live has had all of it. */
    storming = false;
}

static void report(double seconds) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"seconds\": %.4f, \"sent\": %lu, \"acked\": %lu, \"refused\": %lu, \"delivered\": %lu, \"expected\": %lu, "
           "\"repeated\": %lu, \"caught_up\": %lu, \"live\": %u, \"late_ms\": %.3f, \"own_cpu_s\": %.3f",
           seconds, sent_count, acked, refused, delivered, expected, repeated, caught, live_count, late / 1e6,
           used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
    print_histogram("latency_ms", &latency);
    print_histogram("ack_ms", &ack);
    printf(", \"ended\": {");
    for (int code = 0, some = 0; code < 5000; code++)
        if (ended[code]) printf("%s\"%d\": %lu", some++ ? ", " : "", code, ended[code]);
    printf("}}\n");
    fflush(stdout);
}

static void read_plan(void) {
    char line[8192];
    clients = calloc(MOST, sizeof *clients);
    while (fgets(line, sizeof line, stdin) && line[0] != '\n') {
        client *c = &clients[client_count++];
        if (client_count > MOST) die("too many clients");
        char *rest = line, *word;
        strsep(&rest, " ");
        c->port = atoi(strsep(&rest, " "));
        c->cookie = strdup(strsep(&rest, " "));
        c->group = atoi(strsep(&rest, " "));
        while ((word = strsep(&rest, " \n")) && *word) {
            c->room = realloc(c->room, (c->rooms + 1) * sizeof *c->room);
            c->at = realloc(c->at, (c->rooms + 1) * sizeof *c->at);
            c->at[c->rooms] = -1;
            c->room[c->rooms++] = strdup(word);
        }
        char path[32] = "/ws";
        if (c->room[0][0] == '-') snprintf(path, sizeof path, "/%u", c->group);
        if (asprintf(&c->request,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: %s\r\n\r\n",
                     path, c->port, c->cookie) < 0)
            die("plan");
        if (c->group >= group_count) {
            groups = realloc(groups, (c->group + 1) * sizeof *groups);
            memset(groups + group_count, 0, (c->group + 1 - group_count) * sizeof *groups);
            group_count = c->group + 1;
        }
    }
    for (uint32_t i = 0; i < client_count; i++) groups[clients[i].group].count++;
    for (uint32_t i = 0; i < group_count; i++) {
        groups[i].members = calloc(groups[i].count, sizeof(client *));
        groups[i].count = 0;
    }
    for (uint32_t i = 0; i < client_count; i++) {
        group *g = &groups[clients[i].group];
        g->members[g->count++] = &clients[i];
    }
}

/* Between two pieces of work lines are kept alive: pings are answered, and whoever was closed comes back. */
static bool next_line(char *line, size_t size) {
    for (;;) {
        fd_set readable;
        struct timeval none = {0};
        FD_ZERO(&readable);
        FD_SET(0, &readable);
        if (select(1, &readable, NULL, NULL, &none) > 0) return fgets(line, size, stdin) != NULL;
        turn(20000000);
    }
}

int main(void) {
    nonce = (uint32_t)now_ns() ^ (uint32_t)getpid() << 16;
    wire_start();
    read_plan();
    setvbuf(stdin, NULL, _IONBF, 0);
    come_in(AT_ONCE, now_ns() + COMING_S * 1000000000LL);
    printf("{\"ready\": %u}\n", live_count);
    fflush(stdout);
    char line[256];
    while (next_line(line, sizeof line)) {
        double a = 0, b = 0;
        int64_t start = now_ns();
        begin();
        if (sscanf(line, "closed %lf %lf", &a, &b) == 2)
            closed(a, b);
        else if (sscanf(line, "open %lf %lf", &a, &b) == 2)
            open_loop(a, b);
        else if (sscanf(line, "storm %lf", &a) == 1)
            storm(a);
        else if (sscanf(line, "unstuck %lf", &a) == 1)
            unstuck(a);
        else if (sscanf(line, "stuck %lf", &a) == 1)
            for (uint32_t i = 0; i < a && i < groups[0].count; i++) stop_reading(groups[0].members[i]);
        else
            break;
        report((now_ns() - start) / 1e9);
    }
    return 0;
}
