// Vectors of small integers: n passes of a blur and a brightening over an image of 256 by 64 bytes.
#include "kernel.h"
#include <wasm_simd128.h>

enum { WIDTH = 256, HEIGHT = 64, SIZE = WIDTH * HEIGHT };

KERNEL(n) {
    static _Alignas(16) unsigned char image[SIZE + 32];
    for (int i = 0; i < SIZE; i++) {
        image[i] = (unsigned char) (i * 7);
    }
    for (int pass = 0; pass < n; pass++) {
        for (int i = WIDTH; i < SIZE - WIDTH; i += 16) {
            v128_t here = wasm_v128_load(image + i);
            v128_t sides = wasm_u8x16_avgr(wasm_v128_load(image + i - 1), wasm_v128_load(image + i + 1));
            v128_t rows = wasm_u8x16_avgr(wasm_v128_load(image + i - WIDTH), wasm_v128_load(image + i + WIDTH));
            v128_t blurred = wasm_u8x16_avgr(here, wasm_u8x16_avgr(sides, rows));
            wasm_v128_store(image + i, wasm_u8x16_add_sat(blurred, wasm_i8x16_splat((int8_t) (pass & 1))));
        }
    }
    uint64_t sum = 0;
    for (int i = 0; i < SIZE; i++) {
        sum = sum * 31 + image[i];
    }
    return (int64_t) sum;
}
