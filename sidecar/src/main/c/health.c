/*
 * The container's health command: exit status 0 if the sidecar's /healthz answers 200 within two seconds, else 1 with one
 * line why. Starts no JVM, needs no library. FAIRLEAD_HTTP_LISTEN=address:port names another listener.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define DEFAULT_LISTENER "127.0.0.1:8410"
#define LIMIT_SECONDS 2

static int unhealthy(const char *what, const char *why)
{
    printf("%s: %s\n", what, why);
    return 1;
}

static int parse(const char *listener, struct sockaddr_in *address)
{
    char host[INET_ADDRSTRLEN];
    const char *colon = strrchr(listener, ':');
    int port = colon != NULL ? atoi(colon + 1) : 0;

    if (colon == NULL || colon - listener >= (long)sizeof host || port < 1 || port > 65535)
        return 0;
    memcpy(host, listener, (size_t)(colon - listener));
    host[colon - listener] = '\0';
    address->sin_family = AF_INET;
    address->sin_port = htons((unsigned short)port);
    if (inet_pton(AF_INET, host, &address->sin_addr) != 1)
        return 0;
    /* The wildcard is where it listens; loopback is where to ask. */
    if (address->sin_addr.s_addr == htonl(INADDR_ANY))
        address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return 1;
}

/* The answer's first octets, NUL-terminated; how many, or -1. */
static ssize_t ask(int fd, char *answer, size_t size)
{
    static const char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    size_t have = 0;

    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) != (ssize_t)(sizeof request - 1))
        return -1;
    while (have < size - 1) {
        ssize_t got = recv(fd, answer + have, size - 1 - have, 0);
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    answer[have] = '\0';
    return (ssize_t)have;
}

int main(void)
{
    const char *listener = getenv("FAIRLEAD_HTTP_LISTEN");
    struct sockaddr_in address = {0};
    struct timeval limit = {.tv_sec = LIMIT_SECONDS};
    char answer[512];

    if (listener == NULL || *listener == '\0')
        listener = DEFAULT_LISTENER;
    if (!parse(listener, &address))
        return unhealthy(listener, "is not address:port");
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0
        || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0
        || connect(fd, (struct sockaddr *)&address, sizeof address) != 0 || ask(fd, answer, sizeof answer) < 0)
        return unhealthy(listener, errno == EAGAIN ? "no answer in time" : strerror(errno));
    if (strncmp(answer, "HTTP/1.1 200", 12) != 0 && strncmp(answer, "HTTP/1.0 200", 12) != 0) {
        answer[strcspn(answer, "\r\n")] = '\0';
        return unhealthy(listener, answer);
    }
    return 0;
}
