// Shifts of 64 bits in registers: n thousand numbers of a random sequence.
#include "kernel.h"

KERNEL(n) {
    uint64_t state = 88172645463325252u, sum = 0;
    for (int i = 0; i < n * 1000; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        sum += state >> 11;
    }
    return (int64_t) sum;
}
