/*
 * Docker's health command: says what the sidecar's loop said last, and whether that is fresh. No JVM, no shell, no socket.
 * The file holds "word milliseconds summary", see HealthFile.java; the milliseconds are CLOCK_MONOTONIC.
 * Exit status 0: healthy; 1: not, or nothing is known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The loop speaks every second. */
#define STALE_MS 3000

static FILE *open_in(const char *folder)
{
    char path[512];

    if (folder == NULL || snprintf(path, sizeof path, "%s/health", folder) >= (int)sizeof path)
        return NULL;
    return fopen(path, "r");
}

int main(void)
{
    const char *configured = getenv("FAIRLEAD_RUN_DIRECTORY");
    char word[16], summary[512] = "";
    long long said, now;
    struct timespec clock;
    FILE *file = open_in(configured != NULL && *configured != '\0' ? configured : "/run/fairlead");

    if (file == NULL)
        file = open_in("/dev/shm/fairlead");
    if (file == NULL || fscanf(file, "%15s %lld %511[^\n]", word, &said, summary) < 2) {
        puts("nothing is heard of the sidecar");
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &clock);
    now = (long long)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    if (now - said > STALE_MS) {
        printf("the sidecar has been silent for %lld ms; then: %s, %s\n", now - said, word, summary);
        return 1;
    }
    printf("%s: %s\n", word, summary);
    return strcmp(word, "healthy") == 0 ? 0 : 1;
}
