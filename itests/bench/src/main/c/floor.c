/*
 * The least that a relay in user space can do: one thread, one epoll, connected sockets, recv then send. No latching, no RTCP, no statistics
 * but two counters. What it costs is mostly the kernel's, so it is the floor that relays are compared with.
 *
 *   floor ADDRESS
 *
 * Reads orders, a line each, and answers each with a line: "open PHONES P1 P2 ..." relays between the ports P1 and P2 of the address PHONES,
 * P3 and P4, and so on, and answers the ports of ours that they send to; "close" closes them all. It ends with its input.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_LEGS = 4096, EVENTS = 512, LINE = 64 * 1024, RTP_HEADER = 12, INPUT = -1 };

static int epoll;
static int legs;
static int sockets[MOST_LEGS];
static uint64_t relayed, refused;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static struct sockaddr_in at(const char *address, int port) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, address, &where.sin_addr) != 1) fail(address);
    return where;
}

static void watch(int descriptor, int leg) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = leg};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
}

/* Opens the next leg and returns its port. */
static int open_leg(const char *own, const char *phones, int port) {
    struct sockaddr_in local = at(own, 0), phone = at(phones, port);
    socklen_t length = sizeof local;
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (descriptor < 0 || legs == MOST_LEGS) fail("socket");
    if (bind(descriptor, (struct sockaddr *)&local, sizeof local)) fail("bind");
    if (connect(descriptor, (struct sockaddr *)&phone, sizeof phone)) fail("connect");
    if (getsockname(descriptor, (struct sockaddr *)&local, &length)) fail("getsockname");
    sockets[legs] = descriptor;
    watch(descriptor, legs++);
    return ntohs(local.sin_port);
}

static void obey(const char *own, char *line) {
    char *word = strtok(line, " \n");
    if (word && !strcmp(word, "open")) {
        char *phones = strtok(NULL, " \n");
        while ((word = strtok(NULL, " \n"))) printf("%d ", open_leg(own, phones, atoi(word)));
    } else if (word && !strcmp(word, "close")) {
        while (legs > 0) close(sockets[--legs]);
        printf("closed, %ju packets relayed, %ju refused", (uintmax_t)relayed, (uintmax_t)refused);
    }
    printf("\n");
    fflush(stdout);
}

static void relay(int leg) {
    uint8_t packet[2048];
    ssize_t length = recv(sockets[leg], packet, sizeof packet, 0);
    if (length < RTP_HEADER || packet[0] >> 6 != 2) {
        refused++;
        return;
    }
    if (send(sockets[leg ^ 1], packet, length, 0) == length) relayed++;
}

int main(int count, char **arguments) {
    static char line[LINE];
    struct epoll_event events[EVENTS];
    if (count != 2) return 2;
    epoll = epoll_create1(0);
    watch(STDIN_FILENO, INPUT);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        if (ready < 0 && errno != EINTR) fail("epoll_wait");
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd != INPUT) {
                if (events[i].data.fd < legs) relay(events[i].data.fd);
            } else if (fgets(line, sizeof line, stdin)) {
                obey(arguments[1], line);
            } else {
                return 0;
            }
        }
    }
}
