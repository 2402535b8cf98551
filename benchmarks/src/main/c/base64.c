// Vectors with shuffles: 12 KiB are encoded as Base64, n times.
#include "kernel.h"
#include <wasm_simd128.h>

enum { IN = 12288 };

static v128_t encode(v128_t in) {
    // Each group of three bytes becomes four fields of six bits.
    v128_t spread = wasm_i8x16_shuffle(in, in, 1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
    v128_t high = wasm_u32x4_shr(wasm_v128_and(spread, wasm_i32x4_splat(0x0000FC00)), 10);
    v128_t second = wasm_i32x4_shl(wasm_v128_and(spread, wasm_i32x4_splat(0x000003F0)), 4);
    v128_t third = wasm_u32x4_shr(wasm_v128_and(spread, wasm_i32x4_splat(0x0FC00000)), 6);
    v128_t fourth = wasm_i32x4_shl(wasm_v128_and(spread, wasm_i32x4_splat(0x003F0000)), 8);
    v128_t fields = wasm_v128_or(wasm_v128_or(high, second), wasm_v128_or(third, fourth));
    v128_t offset = wasm_i8x16_splat('A');
    offset = wasm_v128_bitselect(wasm_i8x16_splat('a' - 26), offset, wasm_u8x16_ge(fields, wasm_i8x16_splat(26)));
    offset = wasm_v128_bitselect(wasm_i8x16_splat('0' - 52), offset, wasm_u8x16_ge(fields, wasm_i8x16_splat(52)));
    offset = wasm_v128_bitselect(wasm_i8x16_splat('+' - 62), offset, wasm_i8x16_eq(fields, wasm_i8x16_splat(62)));
    offset = wasm_v128_bitselect(wasm_i8x16_splat('/' - 63), offset, wasm_i8x16_eq(fields, wasm_i8x16_splat(63)));
    return wasm_i8x16_add(fields, offset);
}

KERNEL(n) {
    static unsigned char in[IN + 16];
    static unsigned char out[IN / 3 * 4];
    for (int i = 0; i < IN; i++) {
        in[i] = (unsigned char) (i * 11 + (i >> 8));
    }
    uint64_t sum = 0;
    for (int round = 0; round < n; round++) {
        in[round % IN]++;
        for (int from = 0, to = 0; from < IN; from += 12, to += 16) {
            wasm_v128_store(out + to, encode(wasm_v128_load(in + from)));
        }
        sum = sum * 31 + out[(round * 997) % (int) sizeof(out)];
    }
    return (int64_t) sum;
}
