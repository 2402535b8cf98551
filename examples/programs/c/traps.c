// Provokes one trap: `traps KIND`, with the kinds of the table at the end. Compiled for Wasm only.
// Prints a line first, so that a test sees that output before the trap arrives.
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// Volatile, so that the compiler neither foresees nor removes what traps.
static volatile int zero = 0;
static volatile int smallest = INT_MIN;
static volatile int minus_one = -1;
static volatile double not_a_number = NAN;
static volatile double huge_number = 1e300;
static volatile uintptr_t far_address = 0xfffffff0u;
static volatile int sink;

static void trap_unreachable(void) {
    __builtin_trap();
}

static void trap_load(void) {
    sink = *(volatile int *) far_address;
}

static void trap_store(void) {
    *(volatile int *) far_address = 1;
}

static void trap_division(void) {
    sink = 7 / zero;
}

static void trap_remainder(void) {
    sink = 7 % zero;
}

static void trap_overflow(void) {
    sink = smallest / minus_one;
}

static void trap_nan(void) {
    sink = __builtin_wasm_trunc_s_i32_f64(not_a_number);
}

static void trap_conversion(void) {
    sink = __builtin_wasm_trunc_s_i32_f64(huge_number);
}

static int two_arguments(int a, int b) {
    return a + b;
}

static void trap_signature(void) {
    void *volatile function = (void *) two_arguments;
    ((double (*)(double)) function)(1);
}

static void trap_null_call(void) {
    void *volatile function = NULL;
    ((void (*)(void)) function)();
}

static void trap_table(void) {
    void *volatile function = (void *) (uintptr_t) 100000;
    ((void (*)(void)) function)();
}

__attribute__((noinline)) static int recurse(int depth) {
    return depth == INT_MAX ? 0 : recurse(depth + 1 + zero) + 1;
}

static void trap_stack(void) {
    sink = recurse(0);
}

static const struct {
    const char *name;
    void (*run)(void);
} KINDS[] = {
    {"unreachable", trap_unreachable}, {"load", trap_load}, {"store", trap_store}, {"division", trap_division},
    {"remainder", trap_remainder}, {"overflow", trap_overflow}, {"nan", trap_nan}, {"conversion", trap_conversion},
    {"signature", trap_signature}, {"null", trap_null_call}, {"table", trap_table}, {"stack", trap_stack},
};

int main(int argc, char **argv) {
    for (size_t i = 0; argc == 2 && i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(argv[1], KINDS[i].name) == 0) {
            printf("before %s\n", KINDS[i].name);
            fflush(stdout);
            KINDS[i].run();
            printf("after %s\n", KINDS[i].name);
            return 0;
        }
    }
    fprintf(stderr, "usage: traps KIND\n");
    return 2;
}
