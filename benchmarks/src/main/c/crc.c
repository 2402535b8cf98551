// A table and a chain of dependences: the CRC-32 of n blocks of 1 KiB.
#include "kernel.h"

static uint32_t table[256];
static unsigned char block[1024];

KERNEL(n) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++) {
            value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
        }
        table[i] = value;
    }
    uint32_t crc = ~0u;
    for (int round = 0; round < n; round++) {
        block[round % 1024]++;
        for (int i = 0; i < 1024; i++) {
            crc = table[(crc ^ block[i]) & 255] ^ crc >> 8;
        }
    }
    for (int i = 0; i < 1024; i++) {
        block[i] = 0;
    }
    return ~crc;
}
