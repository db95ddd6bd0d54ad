/*
 * Many phones that talk: each sends 172 octets of RTP (G.711, 20 ms) every 20 ms from a socket of its own, all of them spread evenly over these
 * 20 ms, and counts what it hears.
 *
 *   load ADDRESS CALLS DIRECT
 *
 * First it says the ports of the phones of CALLS calls, two by two. Then it reads orders, a line each, and answers each with a line:
 * "aim RELAY Q1 Q2 ..." lets the first phone send to port Q1 of the address RELAY, the second to Q2, and so on. "talk MILLIS PID" lets all talk
 * for so long, and answers "name=number" for what was counted and for the processor time of process PID meanwhile, in ns.
 *
 * Every packet carries which talk it belongs to, who sent it, and which one of it this is: none is lost, comes twice or to the wrong phone
 * unnoticed. With DIRECT > 0 there are also so many calls whose phones send to each other, and delays are measured: from just before send()
 * until the kernel of the phone that hears it has the packet, so that it doesn't matter when this program comes round to reading it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_LEGS = 4096, EVENTS = 512, LINE = 64 * 1024, MOST_MILLIS = 60 * 1000 };
static const int64_t PACKET_TIME = 20 * 1000 * 1000, TICK = 250 * 1000, MILLI = 1000 * 1000, PATIENCE = 500 * 1000 * 1000;

struct packet {
    uint8_t version, payload_type;
    uint16_t sequence;
    uint32_t timestamp, ssrc;
    uint32_t talk, index;
    int64_t sent;
    uint8_t sound[172 - 12 - 16];
} __attribute__((packed));
_Static_assert(sizeof(struct packet) == 172, "20 ms of G.711");

static int epoll, legs, relayed_legs;
static int sockets[MOST_LEGS], order[MOST_LEGS], ports[MOST_LEGS];
static uint16_t sequences[MOST_LEGS];
static uint32_t talks, most_packets;
static uint8_t *heard; /* [leg][index]: how often */
static uint64_t sent, unsent, received, duplicate, misdirected, stale;

static struct delays {
    uint32_t *nanos;
    size_t count, room;
} relayed, direct, late;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static int64_t now(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time)) fail("clock_gettime");
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void note(struct delays *delays, int64_t nanos) {
    if (delays->count == delays->room) {
        delays->room = delays->room ? 2 * delays->room : 1 << 16;
        delays->nanos = realloc(delays->nanos, delays->room * sizeof *delays->nanos);
        if (!delays->nanos) fail("realloc");
    }
    delays->nanos[delays->count++] = nanos < 0 ? 0 : nanos > UINT32_MAX ? UINT32_MAX : nanos;
}

static int ascending(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

static void tell(const char *name, struct delays *delays) {
    size_t count = delays->count;
    if (count > 0) {
        qsort(delays->nanos, count, sizeof *delays->nanos, ascending);
        printf(" %s.p50=%u %s.p99=%u", name, delays->nanos[count / 2], name, delays->nanos[count * 99 / 100]);
        printf(" %s.p999=%u %s.max=%u", name, delays->nanos[count * 999 / 1000], name, delays->nanos[count - 1]);
    }
    delays->count = 0;
}

static struct sockaddr_in at(const char *address, int port) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, address, &where.sin_addr) != 1) fail(address);
    return where;
}

static void open_phone(const char *address, int leg, int stamped) {
    struct sockaddr_in local = at(address, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = leg};
    socklen_t length = sizeof local;
    int descriptor = sockets[leg] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), on = 1;
    if (descriptor < 0) fail("socket");
    if (bind(descriptor, (struct sockaddr *)&local, sizeof local)) fail("bind");
    if (getsockname(descriptor, (struct sockaddr *)&local, &length)) fail("getsockname");
    if (stamped && setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on)) fail("SO_TIMESTAMPNS");
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
    ports[leg] = ntohs(local.sin_port);
}

static void aim(int leg, const char *address, int port) {
    struct sockaddr_in target = at(address, port);
    if (connect(sockets[leg], (struct sockaddr *)&target, sizeof target)) fail("connect");
}

static void send_packet(int leg, uint32_t index) {
    struct packet packet = {.version = 2 << 6, .ssrc = htonl(leg + 1), .talk = talks, .index = index};
    packet.sequence = htons(sequences[leg]);
    packet.timestamp = htonl(160u * sequences[leg]++);
    memset(packet.sound, 0xff, sizeof packet.sound);
    packet.sent = now(CLOCK_REALTIME);
    /* a connected socket is told once that a port was closed, before the relay that it is aimed at now: not this packet's fault */
    if (send(sockets[leg], &packet, sizeof packet, 0) >= 0 || send(sockets[leg], &packet, sizeof packet, 0) >= 0) sent++;
    else unsent++;
}

static int64_t arrival(struct msghdr *message) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        struct timespec time;
        memcpy(&time, CMSG_DATA(part), sizeof time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
    }
    return 0;
}

static void count(int leg, const struct packet *packet, ssize_t length, int64_t arrived) {
    if (length == sizeof *packet && packet->talk != talks) {
        stale++; /* of a talk before, which has counted it as lost */
    } else if (length != sizeof *packet || ntohl(packet->ssrc) != (uint32_t)(leg ^ 1) + 1 || packet->index >= most_packets) {
        misdirected++;
    } else if (heard[(size_t)leg * most_packets + packet->index]++) {
        duplicate++;
    } else {
        received++;
        if (arrived) note(leg < relayed_legs ? &relayed : &direct, arrived - packet->sent);
    }
}

static void receive(int leg) {
    struct packet packet;
    char control[64];
    struct iovec content = {&packet, sizeof packet};
    for (;;) {
        struct msghdr message = {
            .msg_iov = &content, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        int stamped = legs > relayed_legs;
        ssize_t length =
            stamped ? recvmsg(sockets[leg], &message, 0) : recv(sockets[leg], &packet, sizeof packet, 0);
        if (length < 0) return;
        count(leg, &packet, length, stamped ? arrival(&message) : 0);
        if (!stamped) return; /* a phone has one packet at a time, and epoll tells of more */
    }
}

static void receive_all(void) {
    struct epoll_event events[EVENTS];
    int ready;
    do {
        ready = epoll_wait(epoll, events, EVENTS, 0);
        for (int i = 0; i < ready; i++) receive(events[i].data.fd);
    } while (ready == EVENTS);
}

static void sleep_until(int64_t nanos) {
    struct timespec time = {nanos / 1000000000, nanos % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {}
}

static void run(void) {
    int64_t start = now(CLOCK_MONOTONIC), gap = PACKET_TIME / legs, ended = start;
    uint64_t all = (uint64_t)most_packets * legs;
    for (uint64_t next = 0; next < all;) {
        int64_t time = now(CLOCK_MONOTONIC);
        int64_t due = start + (int64_t)next * gap;
        if (due <= time) note(&late, time - due);
        for (; next < all && start + (int64_t)next * gap <= time; next++) send_packet(order[next % legs], next / legs);
        receive_all();
        time = now(CLOCK_MONOTONIC);
        sleep_until(time + TICK - (time - start) % TICK);
    }
    ended = now(CLOCK_MONOTONIC);
    while (received < sent && now(CLOCK_MONOTONIC) < ended + PATIENCE) {
        receive_all();
        sleep_until(now(CLOCK_MONOTONIC) + TICK);
    }
}

static void talk(int64_t millis, pid_t pid) {
    clockid_t clock;
    if (millis < 20 || millis > MOST_MILLIS || clock_getcpuclockid(pid, &clock)) fail("talk");
    receive_all();
    most_packets = millis * MILLI / PACKET_TIME;
    heard = calloc((size_t)legs * most_packets, 1);
    if (!heard) fail("calloc");
    talks++;
    sent = unsent = received = duplicate = misdirected = stale = 0;
    int64_t own = now(CLOCK_PROCESS_CPUTIME_ID), relay = now(clock);
    run();
    relay = now(clock) - relay;
    own = now(CLOCK_PROCESS_CPUTIME_ID) - own;
    free(heard);
    printf("sent=%ju unsent=%ju lost=%ju duplicate=%ju", (uintmax_t)sent, (uintmax_t)unsent, (uintmax_t)(sent - received), (uintmax_t)duplicate);
    printf(" misdirected=%ju stale=%ju cpu=%jd own=%jd", (uintmax_t)misdirected, (uintmax_t)stale, (intmax_t)relay, (intmax_t)own);
    tell("late", &late);
    tell("relayed", &relayed);
    tell("direct", &direct);
}

static void obey(char *line) {
    char *word = strtok(line, " \n");
    if (word && !strcmp(word, "aim")) {
        char *relay = strtok(NULL, " \n");
        for (int leg = 0; leg < relayed_legs && (word = strtok(NULL, " \n")); leg++) aim(leg, relay, atoi(word));
        printf("aimed");
    } else if (word && !strcmp(word, "talk")) {
        char *millis = strtok(NULL, " \n"), *pid = strtok(NULL, " \n");
        if (pid) talk(atoi(millis), atoi(pid));
    }
    printf("\n");
    fflush(stdout);
}

/* Phones of a call don't talk one after the other, nor do calls in the order of their ports; the same order in each run. */
static void shuffle(void) {
    uint32_t random = 1;
    for (int i = 0; i < legs; i++) order[i] = i;
    for (int i = legs - 1; i > 0; i--) {
        random = random * 1664525u + 1013904223u;
        int other = (random >> 8) % (i + 1), moved = order[i];
        order[i] = order[other];
        order[other] = moved;
    }
}

int main(int argument_count, char **arguments) {
    static char line[LINE];
    if (argument_count != 4) return 2;
    relayed_legs = 2 * atoi(arguments[2]);
    legs = relayed_legs + 2 * atoi(arguments[3]);
    if (relayed_legs < 2 || legs < relayed_legs || legs > MOST_LEGS) return 2;
    epoll = epoll_create1(0);
    for (int leg = 0; leg < legs; leg++) open_phone(arguments[1], leg, legs > relayed_legs);
    for (int leg = relayed_legs; leg < legs; leg++) aim(leg, arguments[1], ports[leg ^ 1]);
    shuffle();
    /* the default lets the kernel wake us 50 us late, to save power */
    prctl(PR_SET_TIMERSLACK, 1);
    for (int leg = 0; leg < relayed_legs; leg++) printf("%d ", ports[leg]);
    printf("\n");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) obey(line);
    return 0;
}
