// Calls, deep: Ackermann's function of 2 and n.
#include "kernel.h"

__attribute__((noinline)) static int ackermann(int m, int n) {
    if (m == 0) {
        return n + 1;
    }
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

KERNEL(n) {
    return ackermann(2, n);
}
