// Doubles in memory: the trace of the product of two n by n matrices, n at most LIMIT.
#include "kernel.h"

enum { LIMIT = 300 };

static double a[LIMIT * LIMIT];
static double b[LIMIT * LIMIT];
static double c[LIMIT * LIMIT];

static void fill(int n) {
    for (int i = 0; i < n * n; i++) {
        a[i] = (i % 17) * 0.25 - 1;
        b[i] = (i % 13) * 0.5 + 2;
    }
}

static void multiply(int n) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += a[i * n + k] * b[k * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}

KERNEL(n) {
    fill(n);
    multiply(n);
    double trace = 0;
    for (int i = 0; i < n; i++) {
        trace += c[i * n + i];
    }
    return bits_of(trace);
}
