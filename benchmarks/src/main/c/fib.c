// Calls: the Fibonacci number of n by plain recursion.
#include "kernel.h"

__attribute__((noinline)) static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

KERNEL(n) {
    return fib(n);
}
