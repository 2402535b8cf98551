#include <stddef.h>
#include <stdint.h>

static uint32_t table[256];

int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

double norm(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i] * values[i];
    }
    return __builtin_sqrt(sum);
}

uint32_t crc(const uint8_t *bytes, size_t count) {
    uint32_t result = ~0u;
    for (size_t i = 0; i < count; i++) {
        result = result >> 8 ^ table[(result ^ bytes[i]) & 0xff];
    }
    return ~result;
}

const char *name_of(int kind) {
    switch (kind) {
        case 0: return "zero";
        case 1: return "one";
        case 2: return "two";
        case 3: return "three";
        default: return "many";
    }
}
