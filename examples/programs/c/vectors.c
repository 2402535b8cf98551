// Kernels with 128-bit vectors and the same without: built with -msimd128 they use intrinsics, otherwise plain C.
// Prints checksums, which the builds share.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

static uint32_t seed = 12345;

static uint32_t next(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    return seed ^= seed << 5;
}

static uint32_t checksum(const void *data, size_t size) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ ((const uint8_t *) data)[i]) * 16777619u;
    }
    return hash;
}

#ifdef __wasm_simd128__

// Sums in four lanes, as the plain version does, so that rounding is the same.
static void dot(const float *a, const float *b, size_t count, float lanes[4]) {
    v128_t sum = wasm_f32x4_const_splat(0);
    for (size_t i = 0; i < count; i += 4) {
        sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(a + i), wasm_v128_load(b + i)));
    }
    wasm_v128_store(lanes, sum);
}

static int32_t dot16(const int16_t *a, const int16_t *b, size_t count) {
    v128_t sum = wasm_i32x4_const_splat(0);
    for (size_t i = 0; i < count; i += 8) {
        sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_v128_load(a + i), wasm_v128_load(b + i)));
    }
    return wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2)
            + wasm_i32x4_extract_lane(sum, 3);
}

// One row: (left + 2 * middle + right + 2) / 4 of three rows' sums would overflow bytes, so in 16 bits.
static void blur_row(const uint8_t *in, uint8_t *out, size_t count) {
    for (size_t i = 0; i < count; i += 8) {
        v128_t left = wasm_u16x8_load8x8(in + i);
        v128_t middle = wasm_u16x8_load8x8(in + i + 1);
        v128_t right = wasm_u16x8_load8x8(in + i + 2);
        v128_t sum = wasm_i16x8_add(wasm_i16x8_add(left, right), wasm_i16x8_shl(middle, 1));
        sum = wasm_u16x8_shr(wasm_i16x8_add(sum, wasm_i16x8_const_splat(2)), 2);
        wasm_v128_store64_lane(out + i, wasm_u8x16_narrow_i16x8(sum, sum), 0);
    }
}

// Twelve bytes give sixteen letters: shuffle, shift by multiplication, then ranges by comparisons.
static void base64_block(const uint8_t *in, char *out) {
    v128_t bytes = wasm_i8x16_swizzle(wasm_v128_load(in), wasm_i8x16_const(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
    v128_t first = wasm_u32x4_shr(wasm_v128_and(bytes, wasm_i32x4_const_splat(0x0000fc00)), 10);
    v128_t second = wasm_i32x4_shl(wasm_v128_and(bytes, wasm_i32x4_const_splat(0x000003f0)), 4);
    v128_t third = wasm_u32x4_shr(wasm_v128_and(bytes, wasm_i32x4_const_splat(0x0fc00000)), 6);
    v128_t fourth = wasm_i32x4_shl(wasm_v128_and(bytes, wasm_i32x4_const_splat(0x003f0000)), 8);
    v128_t index = wasm_v128_or(wasm_v128_or(first, second), wasm_v128_or(third, fourth));
    v128_t offset = wasm_i8x16_const_splat('A');
    offset = wasm_v128_bitselect(wasm_i8x16_const_splat('a' - 26), offset, wasm_u8x16_ge(index, wasm_i8x16_const_splat(26)));
    offset = wasm_v128_bitselect(wasm_i8x16_const_splat('0' - 52), offset, wasm_u8x16_ge(index, wasm_i8x16_const_splat(52)));
    offset = wasm_v128_bitselect(wasm_i8x16_const_splat('+' - 62), offset, wasm_i8x16_eq(index, wasm_i8x16_const_splat(62)));
    offset = wasm_v128_bitselect(wasm_i8x16_const_splat('/' - 63), offset, wasm_i8x16_eq(index, wasm_i8x16_const_splat(63)));
    wasm_v128_store(out, wasm_i8x16_add(index, offset));
}

static const uint8_t *find(const uint8_t *data, uint8_t byte, size_t count) {
    v128_t wanted = wasm_i8x16_splat((int8_t) byte);
    for (size_t i = 0; i < count; i += 16) {
        uint32_t found = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(data + i), wanted));
        if (found) {
            return data + i + __builtin_ctz(found);
        }
    }
    return NULL;
}

#else

static void dot(const float *a, const float *b, size_t count, float lanes[4]) {
    memset(lanes, 0, 4 * sizeof *lanes);
    for (size_t i = 0; i < count; i++) {
        volatile float product = a[i] * b[i];
        lanes[i % 4] += product;
    }
}

static int32_t dot16(const int16_t *a, const int16_t *b, size_t count) {
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum = (int32_t) ((uint32_t) sum + (uint32_t) (a[i] * b[i]));
    }
    return sum;
}

static void blur_row(const uint8_t *in, uint8_t *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        out[i] = (uint8_t) ((in[i] + 2 * in[i + 1] + in[i + 2] + 2) / 4);
    }
}

static void base64_block(const uint8_t *in, char *out) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 4; i++, in += 3) {
        uint32_t bits = (uint32_t) in[0] << 16 | (uint32_t) in[1] << 8 | in[2];
        for (int shift = 18; shift >= 0; shift -= 6) {
            *out++ = letters[bits >> shift & 63];
        }
    }
}

static const uint8_t *find(const uint8_t *data, uint8_t byte, size_t count) {
    return memchr(data, byte, count);
}

#endif

enum { FLOATS = 4096, SHORTS = 8192, WIDTH = 640, HEIGHT = 100, BYTES = 12 * 1024, TEXT = 1 << 16 };

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 20;
    static float a[FLOATS], b[FLOATS];
    static int16_t c[SHORTS], d[SHORTS];
    static uint8_t image[HEIGHT][WIDTH + 16], blurred[HEIGHT][WIDTH + 16], bytes[BYTES + 16], text[TEXT];
    static char encoded[BYTES / 3 * 4 + 1];
    for (int i = 0; i < FLOATS; i++) {
        a[i] = (float) (int32_t) next() / 65536.0f;
        b[i] = (float) (int32_t) next() / 65536.0f;
    }
    for (int i = 0; i < SHORTS; i++) {
        c[i] = (int16_t) next();
        d[i] = (int16_t) next();
    }
    for (size_t i = 0; i < sizeof image; i++) {
        ((uint8_t *) image)[i] = (uint8_t) next();
    }
    for (int i = 0; i < BYTES; i++) {
        bytes[i] = (uint8_t) next();
    }
    for (int i = 0; i < TEXT; i++) {
        text[i] = (uint8_t) (1 + next() % 200);
    }
    text[TEXT - 7] = 255;
    for (int round = 0; round < rounds; round++) {
        float lanes[4];
        dot(a, b, FLOATS, lanes);
        printf("dot %a %a %a %a\n", lanes[0], lanes[1], lanes[2], lanes[3]);
        printf("dot16 %d\n", dot16(c, d, SHORTS));
        for (int row = 0; row < HEIGHT; row++) {
            blur_row(image[row], blurred[row] + 1, WIDTH);
        }
        memcpy(image, blurred, sizeof image);
        printf("blur %08x\n", checksum(image, sizeof image));
        for (int i = 0; i < BYTES / 12; i++) {
            base64_block(bytes + 12 * i, encoded + 16 * i);
        }
        printf("base64 %.32s... %08x\n", encoded, checksum(encoded, sizeof encoded));
        printf("find %td, %d\n", find(text, 255, TEXT) - text, find(text, 254, TEXT) != NULL);
        a[round] += 1.5f;
        c[round] ^= 0x55;
        bytes[round] ^= 0xff;
    }
    return 0;
}
