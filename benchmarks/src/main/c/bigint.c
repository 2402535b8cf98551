// Wide arithmetic in limbs of 32 bits: n factorial, and a checksum of its digits.
#include "kernel.h"

enum { LIMIT = 1 << 12 };

KERNEL(n) {
    static uint32_t limbs[LIMIT];
    int length = 1;
    limbs[0] = 1;
    for (uint32_t factor = 2; factor <= (uint32_t) n; factor++) {
        uint64_t carry = 0;
        for (int i = 0; i < length; i++) {
            carry += (uint64_t) limbs[i] * factor;
            limbs[i] = (uint32_t) carry;
            carry >>= 32;
        }
        if (carry != 0) {
            limbs[length++] = (uint32_t) carry;
        }
    }
    uint64_t sum = 0;
    while (length > 0) {
        uint64_t rest = 0;
        for (int i = length - 1; i >= 0; i--) {
            rest = rest << 32 | limbs[i];
            limbs[i] = (uint32_t) (rest / 1000000000u);
            rest %= 1000000000u;
        }
        sum = sum * 31 + rest;
        while (length > 0 && limbs[length - 1] == 0) {
            length--;
        }
    }
    return (int64_t) sum;
}
