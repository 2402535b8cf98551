// Shows what a program sees of its surroundings and exits with the given code: `surroundings CODE [ARG...]`.
// Prints the arguments and the environment as they are; of clocks and random numbers only facts that never vary.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *) left, *(char *const *) right);
}

static void print_environment(void) {
    size_t size = 0;
    while (environ != NULL && environ[size] != NULL) {
        size++;
    }
    if (size > 0) {
        qsort(environ, size, sizeof *environ, by_text);
    }
    for (size_t i = 0; i < size; i++) {
        printf("environment %s\n", environ[i]);
    }
}

static long long nanoseconds(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) {
        perror("surroundings: clock_gettime");
        exit(99);
    }
    return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void check_clocks(void) {
    // 2020-01-01 and 2100-01-01 in seconds since 1970.
    long long now = nanoseconds(CLOCK_REALTIME) / 1000000000;
    printf("realtime %s\n", now > 1577836800 && now < 4102444800 ? "plausible" : "implausible");
    long long start = nanoseconds(CLOCK_MONOTONIC);
    int backwards = 0;
    long long last = start;
    for (int i = 0; i < 1000; i++) {
        long long time = nanoseconds(CLOCK_MONOTONIC);
        backwards += time < last;
        last = time;
    }
    printf("monotonic %s\n", backwards == 0 ? "never goes back" : "goes back");
    struct timespec pause = {0, 20000000};
    nanosleep(&pause, NULL);
    long long slept = nanoseconds(CLOCK_MONOTONIC) - last;
    printf("sleep of 20 ms %s\n", slept >= 20000000 ? "took as long" : "was too short");
    struct timespec resolution;
    printf("resolution %s\n", clock_getres(CLOCK_MONOTONIC, &resolution) == 0
        && resolution.tv_sec == 0 && resolution.tv_nsec > 0 ? "below a second" : "missing");
}

static void check_random(void) {
    unsigned char bytes[2][256] = {{0}};
    if (getentropy(bytes[0], 256) != 0 || getentropy(bytes[1], 256) != 0) {
        perror("surroundings: getentropy");
        exit(99);
    }
    unsigned seen[8] = {0};
    unsigned distinct = 0;
    for (int i = 0; i < 256; i++) {
        unsigned byte = bytes[0][i];
        distinct += (seen[byte / 32] >> byte % 32 & 1) == 0;
        seen[byte / 32] |= 1u << byte % 32;
    }
    printf("random %s, %s\n", memcmp(bytes[0], bytes[1], 256) != 0 ? "differs" : "repeats",
        distinct > 100 ? "spread" : "narrow");
}

static void check_absent_file(void) {
    FILE *file = fopen("/no/such/file", "r");
    printf("absent file %s\n", file == NULL ? "not opened" : "opened");
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        printf("argument %d %s\n", i, argv[i]);
    }
    print_environment();
    check_clocks();
    check_random();
    check_absent_file();
    fprintf(stderr, "leaving with %s\n", argc > 1 ? argv[1] : "0");
    return argc > 1 ? atoi(argv[1]) : 0;
}
