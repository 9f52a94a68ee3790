/* Holds a pod's namespaces open, reaps what is orphaned in them, and goes at once when told to. */
#include <signal.h>
#include <unistd.h>

static void leave(int signal_number)
{
    (void)signal_number;
    _exit(0);
}

int main(void)
{
    struct sigaction leaving = {.sa_handler = leave};
    struct sigaction reaping = {.sa_handler = SIG_IGN, .sa_flags = SA_NOCLDWAIT};

    if (sigaction(SIGINT, &leaving, 0) || sigaction(SIGTERM, &leaving, 0) || sigaction(SIGCHLD, &reaping, 0))
        return 1;
    for (;;)
        pause();
}
