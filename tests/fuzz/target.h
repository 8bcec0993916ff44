/* What a fuzzer calls, again and again in one process: libFuzzer, or replay.c with the files of a
 * corpus. Each target is one file that defines both. */
#ifndef ERRNO_LINT_TESTS_FUZZ_TARGET_H
#define ERRNO_LINT_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0, or does not return: a wrong answer ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Called once, before the first input. Returns 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
