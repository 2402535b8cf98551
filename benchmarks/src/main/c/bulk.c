// Bulk memory: n thousand fills and copies of some hundred bytes.
#include "kernel.h"

enum { SIZE = 1 << 16 };

KERNEL(n) {
    static unsigned char bytes[SIZE + 1024];
    __builtin_memset(bytes, 0, sizeof(bytes));
    seed_random(8);
    uint64_t sum = 0;
    for (int i = 0; i < n * 1000; i++) {
        uint64_t random = next_random();
        uint32_t to = random & (SIZE - 1), from = random >> 20 & (SIZE - 1), length = random >> 40 & 511;
        if (i % 4 == 0) {
            __builtin_memset(bytes + to, i, length);
        } else {
            __builtin_memmove(bytes + to, bytes + from, length);
        }
        sum = sum * 31 + bytes[from];
    }
    return (int64_t) sum;
}
