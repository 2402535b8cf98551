// Scattered loads and stores: n keys go into a hash table with linear probing, are looked up, and half of them changed.
#include "kernel.h"

enum { SLOTS = 1 << 17 };

typedef struct {
    uint64_t key;
    int64_t value;
} Slot;

static Slot slots[SLOTS];

static Slot *find(uint64_t key) {
    uint32_t at = (uint32_t) (key * 0x9E3779B97F4A7C15u >> 47);
    while (slots[at].key != 0 && slots[at].key != key) {
        at = (at + 1) % SLOTS;
    }
    return &slots[at];
}

KERNEL(n) {
    for (int i = 0; i < SLOTS; i++) {
        slots[i].key = 0;
    }
    seed_random(2);
    for (int i = 0; i < n; i++) {
        uint64_t key = next_random() | 1;
        Slot *slot = find(key);
        slot->key = key;
        slot->value = i;
    }
    seed_random(2);
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        Slot *slot = find(next_random() | 1);
        if (i % 2 == 0) {
            slot->value *= 3;
        }
        sum += slot->value;
    }
    return sum;
}
