// Doubles in registers, short loops: the steps that n by n points need to leave the circle.
#include "kernel.h"

KERNEL(n) {
    int64_t sum = 0;
    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            double cr = 3.0 * x / n - 2.25, ci = 3.0 * y / n - 1.5, zr = 0, zi = 0;
            int steps = 0;
            while (steps < 100 && zr * zr + zi * zi <= 4) {
                double next = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = next;
                steps++;
            }
            sum += steps;
        }
    }
    return sum;
}
