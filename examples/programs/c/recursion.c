// Deep but bounded recursion: `recursion DEPTH` adds the numbers 1 to DEPTH by recursion with a frame of its own in
// linear memory, then runs the Ackermann function, whose call tree is deep and wide. Compiled with a large stack.
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static unsigned long long sum(unsigned n, volatile unsigned *caller) {
    volatile unsigned here = n + (*caller - *caller);
    return n == 0 ? 0 : here + sum(n - 1, &here);
}

__attribute__((noinline)) static unsigned ackermann(unsigned m, unsigned n) {
    if (m == 0) {
        return n + 1;
    }
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

int main(int argc, char **argv) {
    unsigned depth = argc > 1 ? (unsigned) strtoul(argv[1], NULL, 10) : 1000;
    volatile unsigned base = 0;
    printf("sum %llu\n", sum(depth, &base));
    printf("ackermann %u\n", ackermann(2, 300));
    return 0;
}
