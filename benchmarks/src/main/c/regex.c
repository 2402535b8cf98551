// A table-driven automaton: words of the form (a|b)*c(d|e)+f? in a random text of n bytes.
#include "kernel.h"

enum { LIMIT = 1 << 20, STATES = 5 };

static unsigned char text[LIMIT];
static unsigned char next[STATES][8];

KERNEL(n) {
    // 0: dead or before a word, 1: in (a|b)*, 2: behind c, 3: in (d|e)+, 4: behind f; letter 7 ends a word.
    static const unsigned char rules[STATES][8] = {
        {0, 0, 0, 0, 0, 0, 0, 1}, {1, 1, 2, 0, 0, 0, 0, 1}, {0, 0, 0, 3, 3, 0, 0, 1}, {0, 0, 0, 3, 3, 4, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 1},
    };
    for (int i = 0; i < STATES; i++) {
        for (int j = 0; j < 8; j++) {
            next[i][j] = rules[i][j];
        }
    }
    seed_random(4);
    for (int i = 0; i < n; i++) {
        text[i] = next_random() >> 32 & 7;
    }
    int64_t matches = 0, length = 0;
    for (int pass = 0; pass < 4; pass++) {
        int state = 1;
        for (int i = 0; i < n; i++) {
            int letter = text[i];
            if (letter == 7 && state >= 3) {
                matches++;
            }
            state = next[state][letter];
            length += state;
        }
    }
    return matches * 1000003 + length;
}
