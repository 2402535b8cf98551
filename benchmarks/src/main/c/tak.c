// Calls of three arguments: Takeuchi's function of n, 2n/3 and n/3.
#include "kernel.h"

__attribute__((noinline)) static int tak(int x, int y, int z) {
    return y < x ? tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) : z;
}

KERNEL(n) {
    return tak(n, n * 2 / 3, n / 3);
}
