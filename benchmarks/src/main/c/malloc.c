// An allocator of first fit with a free list in order of addresses, which n requests of random sizes keep busy.
#include "kernel.h"

enum { HEAP = 1 << 20, LIVE = 512 };

typedef struct Block {
    uint32_t size;
    struct Block *next;
} Block;

static _Alignas(16) unsigned char heap[HEAP];
static Block *free_list;

static void *allocate(uint32_t size) {
    size = (size + sizeof(Block) + 15) & ~15u;
    for (Block **link = &free_list; *link; link = &(*link)->next) {
        Block *block = *link;
        if (block->size >= size) {
            if (block->size - size >= 32) {
                Block *rest = (Block *) ((unsigned char *) block + size);
                rest->size = block->size - size;
                rest->next = block->next;
                *link = rest;
                block->size = size;
            } else {
                *link = block->next;
            }
            return block + 1;
        }
    }
    __builtin_trap();
}

static void merge(Block *block) {
    if (block->next && (unsigned char *) block + block->size == (unsigned char *) block->next) {
        block->size += block->next->size;
        block->next = block->next->next;
    }
}

static void release(void *pointer) {
    Block *block = (Block *) pointer - 1;
    Block *before = 0;
    for (Block *at = free_list; at && at < block; at = at->next) {
        before = at;
    }
    block->next = before ? before->next : free_list;
    if (before) {
        before->next = block;
    } else {
        free_list = block;
    }
    merge(block);
    if (before) {
        merge(before);
    }
}

KERNEL(n) {
    static int32_t *live[LIVE];
    free_list = (Block *) heap;
    free_list->size = HEAP;
    free_list->next = 0;
    for (int i = 0; i < LIVE; i++) {
        live[i] = 0;
    }
    seed_random(3);
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        uint64_t random = next_random();
        int at = random % LIVE;
        if (live[at]) {
            sum += *live[at];
            release(live[at]);
        }
        live[at] = allocate(8 + (random >> 20) % 1000);
        *live[at] = i;
    }
    return sum;
}
