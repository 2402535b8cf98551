// What the kernels share: each exports run(n), which works for some milliseconds and returns a checksum.
#include <stddef.h>
#include <stdint.h>

#define KERNEL(n) __attribute__((export_name("run"))) int64_t run(int32_t n)

// A random sequence that is the same everywhere.
static uint64_t random_state = 88172645463325252u;

static inline uint64_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static inline void seed_random(uint64_t seed) {
    random_state = seed * 2862933555777941757u + 3037000493u;
}

// A double as the number of its bits.
static inline int64_t bits_of(double value) {
    union {
        double value;
        int64_t bits;
    } both = {value};
    return both.bits;
}
