/*
 * Starts a program of /opt/fairlead by its own name without a shell: fairlead-sidecar becomes
 * "java @/opt/fairlead/etc/fairlead-sidecar.args …". Static, so it runs in whatever image it is copied to.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JAVA "/opt/fairlead/runtime/bin/java"
#define ARGUMENTS "@/opt/fairlead/etc/%s.args"

/*
 * The sidecar takes its signals from a descriptor in its loop, which needs them blocked in every thread: none is lost while it
 * starts, and nothing ends it halfway. Ignored as well, since the JVM would unblock those that it means to handle; the kernel keeps
 * a blocked signal all the same.
 */
static void keep_signals(void)
{
    static const int kept[] = {SIGHUP, SIGINT, SIGUSR1, SIGUSR2, SIGTERM};
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        sigaddset(&set, kept[i]);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        signal(kept[i], SIG_IGN);
}

static int runs_the_loop(const char *name, int count, char **words)
{
    return strcmp(name, "fairlead-sidecar") == 0
           && (count < 2 || strcmp(words[1], "run") == 0 || strcmp(words[1], "--train") == 0);
}

int main(int count, char **words)
{
    const char *slash = count > 0 ? strrchr(words[0], '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : count > 0 ? words[0] : "fairlead";
    char file[256];
    char **java = calloc((size_t)count + 3, sizeof *java);

    if (java == NULL || snprintf(file, sizeof file, ARGUMENTS, name) >= (int)sizeof file) {
        fprintf(stderr, "fairlead: the program's name is too long\n");
        return 2;
    }
    /* One malloc arena: each further one costs megabytes for threads that hardly allocate. */
    setenv("MALLOC_ARENA_MAX", "1", 0);
    /* The JVM's own use of SIGUSR2 moves out of the way: to HAProxy's operators that signal means reload. */
    setenv("_JAVA_SR_SIGNUM", "60", 0);
    if (runs_the_loop(name, count, words))
        keep_signals();
    java[0] = JAVA;
    java[1] = file;
    for (int i = 1; i < count; i++)
        java[i + 1] = words[i];
    execv(JAVA, java);
    fprintf(stderr, "fairlead: %s cannot be started: %s\n", JAVA, strerror(errno));
    return 127;
}
