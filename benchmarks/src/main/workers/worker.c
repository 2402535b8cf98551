// The worker of wasm2c, compiled together with its translation of a kernel: SIZE CALLS MILLISECONDS, and the same line of
// JSON as org.jwasm.benchmarks.worker.Worker. There is no warm-up, so there is no curve.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include "kernel.h"

enum { LIMIT = 1 << 20 };

static int64_t read_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int64_t now(void) {
    return read_clock(CLOCK_MONOTONIC);
}

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return (x > y) - (x < y);
}

// The peak of the resident memory in KiB: getrusage would tell that of the process that started this one.
static long peak(void) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long peak = 0;
    while (status && fgets(line, sizeof(line), status)) {
        sscanf(line, "VmHWM: %ld", &peak);
    }
    return peak;
}

#ifdef IMPORTS
u32 Z_hostZ_add(struct Z_host_instance_t *host, u32 a, u32 b) {
    (void) host;
    return a + b;
}

u32 Z_hostZ_typed(struct Z_host_instance_t *host, u32 a, u32 b) {
    (void) host;
    return a + b;
}
#endif

int main(int count, char **arguments) {
    if (count != 4) {
        return 2;
    }
    u32 size = (u32) atoi(arguments[1]);
    int calls = atoi(arguments[2]);
    int64_t limit = atoll(arguments[3]) * 1000000;
    static Z_kernel_instance_t instance;
    static int64_t times[LIMIT];
    int64_t start = now();
    wasm_rt_init();
    Z_kernel_init_module();
#ifdef IMPORTS
    Z_kernel_instantiate(&instance, NULL);
#else
    Z_kernel_instantiate(&instance);
#endif
    int64_t instantiated = now();
    u64 checksum = Z_kernelZ_run(&instance, size);
    int64_t first = now() - instantiated;
    int iterations = 0;
    int64_t cpu_start = read_clock(CLOCK_THREAD_CPUTIME_ID);
    for (int64_t before = now(); before - start < limit && iterations < LIMIT; iterations++) {
        for (int i = 0; i < calls; i++) {
            if (Z_kernelZ_run(&instance, size) != checksum) {
                fputs("another checksum\n", stderr);
                return 1;
            }
        }
        int64_t after = now();
        times[iterations] = after - before;
        before = after;
    }
    int64_t total = now() - start;
    int64_t steady_cpu = (read_clock(CLOCK_THREAD_CPUTIME_ID) - cpu_start) / (iterations > 0 ? iterations : 1);
    int from = iterations * 2 / 3;
    qsort(times + from, (size_t) (iterations - from), sizeof(times[0]), compare);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    int64_t cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * INT64_C(1000000000)
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * INT64_C(1000);
    printf("{\"engine\":0,\"load\":0,\"instantiate\":%" PRId64 ",\"first\":%" PRId64 ",\"total\":%" PRId64 ",\"checksum\":\"%" PRId64
           "\",\"iterations\":%d,\"steady\":%" PRId64 ",\"steadyCpu\":%" PRId64 ",\"warm\":0,\"curve\":[],\"cpu\":%" PRId64 ",\"rss\":%ld,\"code\":0}\n",
        instantiated - start, first, total, (int64_t) checksum, iterations + 1, times[from + (iterations - from) / 2], steady_cpu, cpu, peak());
    return 0;
}
