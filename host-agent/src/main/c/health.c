/*
 * Docker's health command for the host agent: asks it for /healthz over its unix socket. No JVM, no shell.
 * Exit status 0: its loop answers; 1: it does not, or nobody listens.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define DEFAULT_SOCKET "/run/fairlead/agent.sock"
#define REQUEST "GET /healthz HTTP/1.0\r\n\r\n"
/* Less than the timeout of HEALTHCHECK, so that it is we who say what is wrong. */
#define LIMIT_S 2

static int complain(const char *what, const char *path)
{
    printf("%s %s: %s\n", what, path, strerror(errno));
    return 1;
}

/* All that the other side sends until it closes, as a string. */
static ssize_t read_all(int peer, char *answer, size_t size)
{
    size_t length = 0;
    ssize_t count;

    while (length < size - 1 && (count = read(peer, answer + length, size - 1 - length)) != 0) {
        if (count < 0)
            return -1;
        length += (size_t)count;
    }
    answer[length] = '\0';
    return (ssize_t)length;
}

int main(void)
{
    const char *configured = getenv("FAIRLEAD_AGENT_STATUS_SOCKET");
    const char *path = configured != NULL && *configured != '\0' ? configured : DEFAULT_SOCKET;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval limit = {.tv_sec = LIMIT_S};
    char answer[1024], *body;
    int status = 0, peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (snprintf(address.sun_path, sizeof address.sun_path, "%s", path) >= (int)sizeof address.sun_path) {
        printf("the path %s is too long for a socket\n", path);
        return 1;
    }
    if (peer < 0 || setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0
        || connect(peer, (struct sockaddr *)&address, sizeof address) != 0)
        return complain("no agent at", path);
    if (write(peer, REQUEST, strlen(REQUEST)) != (ssize_t)strlen(REQUEST) || read_all(peer, answer, sizeof answer) < 0)
        return complain("no answer from", path);
    if (sscanf(answer, "HTTP/1.%*d %d", &status) != 1) {
        printf("no answer from %s\n", path);
        return 1;
    }
    body = strstr(answer, "\r\n\r\n");
    fputs(body != NULL ? body + 4 : "", stdout);
    return status == 200 ? 0 : 1;
}
