/* The pipeline: options, rules, sources, parse, analyse, suppress, report. For main. */
#ifndef ERRNO_LINT_RUN_RUN_H
#define ERRNO_LINT_RUN_RUN_H

/* Does what the command line says. Exit status: 0 clean, 1 findings at or above --fail-on, 2 usage,
 * configuration or rules error or an input that could not be analysed at all. */
int run_main(int argc, char **argv);

#endif
