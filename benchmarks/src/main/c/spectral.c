// Doubles and divisions: an approximation of the spectral norm of an infinite matrix, from its first n by n elements.
#include "kernel.h"

enum { LIMIT = 1000 };

static double element(int i, int j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void multiply(int n, const double *in, double *out, int transposed) {
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (transposed ? element(j, i) : element(i, j)) * in[j];
        }
        out[i] = sum;
    }
}

KERNEL(n) {
    static double u[LIMIT], v[LIMIT], between[LIMIT];
    for (int i = 0; i < n; i++) {
        u[i] = 1;
    }
    for (int i = 0; i < 3; i++) {
        multiply(n, u, between, 0);
        multiply(n, between, v, 1);
        multiply(n, v, between, 0);
        multiply(n, between, u, 1);
    }
    double vbv = 0, vv = 0;
    for (int i = 0; i < n; i++) {
        vbv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return bits_of(__builtin_sqrt(vbv / vv));
}
