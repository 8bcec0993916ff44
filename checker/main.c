/* errno-lint: set up, run, translate into an exit status. */
#include "run/run.h"

int main(int argc, char **argv)
{
    return run_main(argc, argv);
}
