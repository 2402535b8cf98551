// Byte loads and stores: the number of primes below n, n at most LIMIT.
#include "kernel.h"

enum { LIMIT = 2000000 };

static unsigned char composite[LIMIT];

KERNEL(n) {
    for (int i = 0; i < n; i++) {
        composite[i] = 0;
    }
    int primes = 0;
    for (int i = 2; i < n; i++) {
        if (composite[i]) {
            continue;
        }
        primes++;
        for (long long j = (long long) i * i; j < n; j += i) {
            composite[j] = 1;
        }
    }
    return primes;
}
