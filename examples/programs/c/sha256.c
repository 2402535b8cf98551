// Prints SHA-256 checksums (FIPS 180-4) in the format of sha256sum: `sha256 [FILE...]`, "-" is standard input.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
    size_t filled;
} Sha256;

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t value, unsigned count) {
    return value >> count | value << (32 - count);
}

static void process_block(Sha256 *sha) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) {
        const uint8_t *p = sha->block + 4 * i;
        w[i] = (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16 | (uint32_t) p[2] << 8 | p[3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t v[8];
    memcpy(v, sha->state, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
        uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) {
        sha->state[i] += v[i];
    }
}

static void start(Sha256 *sha) {
    static const uint32_t initial[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memset(sha, 0, sizeof *sha);
    memcpy(sha->state, initial, sizeof initial);
}

static void update(Sha256 *sha, const uint8_t *data, size_t size) {
    sha->length += size;
    while (size > 0) {
        size_t count = 64 - sha->filled < size ? 64 - sha->filled : size;
        memcpy(sha->block + sha->filled, data, count);
        sha->filled += count;
        data += count;
        size -= count;
        if (sha->filled == 64) {
            process_block(sha);
            sha->filled = 0;
        }
    }
}

static void finish(Sha256 *sha, uint8_t digest[32]) {
    uint64_t bits = sha->length * 8;
    uint8_t padding[72] = {0x80};
    size_t size = (sha->filled < 56 ? 56 : 120) - sha->filled;
    for (int i = 0; i < 8; i++) {
        padding[size + (size_t) i] = (uint8_t) (bits >> (56 - 8 * i));
    }
    update(sha, padding, size + 8);
    for (int i = 0; i < 32; i++) {
        digest[i] = (uint8_t) (sha->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

static int print_checksum(const char *name) {
    FILE *input = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
    if (input == NULL) {
        fprintf(stderr, "sha256: %s: ", name);
        perror(NULL);
        return 1;
    }
    static uint8_t buffer[16384];
    Sha256 sha;
    start(&sha);
    size_t count;
    while ((count = fread(buffer, 1, sizeof buffer, input)) > 0) {
        update(&sha, buffer, count);
    }
    uint8_t digest[32];
    finish(&sha, digest);
    for (int i = 0; i < 32; i++) {
        printf("%02x", digest[i]);
    }
    printf("  %s\n", name);
    if (input != stdin) {
        fclose(input);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 1) {
        return print_checksum("-");
    }
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        failed |= print_checksum(argv[i]);
    }
    return failed;
}
