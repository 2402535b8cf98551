// Doubles in memory in strides: a fast Fourier transform of 2^n points and back.
#include "kernel.h"

enum { LIMIT = 1 << 16 };

static double re[LIMIT], im[LIMIT];

static void permute(int size) {
    for (int i = 1, j = 0; i < size; i++) {
        int bit = size >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j ^= bit;
        if (i < j) {
            double swapped = re[i];
            re[i] = re[j];
            re[j] = swapped;
            swapped = im[i];
            im[i] = im[j];
            im[j] = swapped;
        }
    }
}

// Roots of unity come from halving the angle: cos(a/2) and sin(a/2) by square roots.
static void transform(int size, double sign) {
    permute(size);
    double cosine = -1, sine = 0;
    for (int length = 2; length <= size; length <<= 1) {
        double wr = cosine, wi = sign * sine;
        for (int start = 0; start < size; start += length) {
            double cr = 1, ci = 0;
            for (int k = start; k < start + length / 2; k++) {
                int other = k + length / 2;
                double vr = re[other] * cr - im[other] * ci, vi = re[other] * ci + im[other] * cr;
                re[other] = re[k] - vr;
                im[other] = im[k] - vi;
                re[k] += vr;
                im[k] += vi;
                double next = cr * wr - ci * wi;
                ci = cr * wi + ci * wr;
                cr = next;
            }
        }
        sine = __builtin_sqrt((1 - cosine) / 2);
        cosine = __builtin_sqrt((1 + cosine) / 2);
    }
}

KERNEL(n) {
    int size = 1 << n;
    for (int i = 0; i < size; i++) {
        re[i] = i % 31 - 15;
        im[i] = i % 7;
    }
    transform(size, 1);
    double peak = re[size / 4];
    transform(size, -1);
    return bits_of(peak + re[1] / size);
}
