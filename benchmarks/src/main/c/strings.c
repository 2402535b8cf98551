// Byte loads and tables: the places of a few patterns in a random text of n bytes, found by Horspool's algorithm.
#include "kernel.h"

enum { LIMIT = 1 << 20 };

static unsigned char text[LIMIT];

static int count(const unsigned char *pattern, int length, int n) {
    int skip[256];
    for (int i = 0; i < 256; i++) {
        skip[i] = length;
    }
    for (int i = 0; i < length - 1; i++) {
        skip[pattern[i]] = length - 1 - i;
    }
    int found = 0;
    for (int at = 0; at + length <= n;) {
        int i = length - 1;
        while (i >= 0 && text[at + i] == pattern[i]) {
            i--;
        }
        found += i < 0;
        at += skip[text[at + length - 1]];
    }
    return found;
}

KERNEL(n) {
    seed_random(1);
    for (int i = 0; i < n; i++) {
        text[i] = (unsigned char) ('a' + next_random() % 4);
    }
    int64_t sum = 0;
    for (int length = 2; length <= 9; length++) {
        unsigned char pattern[16];
        for (int i = 0; i < length; i++) {
            pattern[i] = (unsigned char) ('a' + next_random() % 4);
        }
        sum = sum * 1009 + count(pattern, length, n);
    }
    return sum;
}
