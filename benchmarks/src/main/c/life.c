// Nested loops over neighbours: n generations of the game of life on a torus of 64 by 64.
#include "kernel.h"

enum { SIDE = 64 };

KERNEL(n) {
    static unsigned char boards[2][SIDE][SIDE];
    seed_random(5);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            boards[0][y][x] = next_random() >> 40 & 1;
        }
    }
    for (int generation = 0; generation < n; generation++) {
        unsigned char(*now)[SIDE] = boards[generation & 1], (*then)[SIDE] = boards[~generation & 1];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int neighbours = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        if (dx != 0 || dy != 0) {
                            neighbours += now[(y + dy) & (SIDE - 1)][(x + dx) & (SIDE - 1)];
                        }
                    }
                }
                then[y][x] = neighbours == 3 || (neighbours == 2 && now[y][x]);
            }
        }
    }
    int64_t sum = 0;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            sum = sum * 3 + boards[n & 1][y][x];
        }
    }
    return sum;
}
