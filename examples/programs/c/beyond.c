// For 64-bit memories, without a library: `touch n` grows the memory to `n` GiB, writes numbers all over it, reads them back
// through pointers and gives their sum, or -1 if the memory can't grow, -2 if something else was read.
#include <stdint.h>

#define PAGE 65536ull

typedef uint64_t __attribute__((aligned(1))) unaligned;

static uint64_t mix(uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdull;
    return value ^ value >> 33;
}

__attribute__((export_name("touch"))) int64_t touch(uint64_t gibibytes) {
    uint64_t pages = gibibytes << 14;
    uint64_t old = __builtin_wasm_memory_size(0);
    if (pages > old && __builtin_wasm_memory_grow(0, pages - old) == (uint64_t) -1) {
        return -1;
    }
    // Three bytes short of the page's end, so that every number lies on two pages.
    for (uint64_t page = old; page + 1 < pages; page += 16) {
        *(volatile unaligned *) ((page + 1) * PAGE - 3) = mix(page);
    }
    uint64_t sum = 0;
    for (uint64_t page = old; page + 1 < pages; page += 16) {
        uint64_t value = *(volatile unaligned *) ((page + 1) * PAGE - 3);
        if (value != mix(page)) {
            return -2;
        }
        sum += value >> 8;
    }
    return (int64_t) (sum & INT64_MAX);
}

// What `touch` must give, from a memory of `old` pages.
__attribute__((export_name("expected"))) int64_t expected(uint64_t gibibytes, uint64_t old) {
    uint64_t sum = 0;
    for (uint64_t page = old; page + 1 < gibibytes << 14; page += 16) {
        sum += mix(page) >> 8;
    }
    return (int64_t) (sum & INT64_MAX);
}

__attribute__((export_name("pages"))) uint64_t pages(void) {
    return __builtin_wasm_memory_size(0);
}
