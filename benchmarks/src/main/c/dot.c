// Vectors of floats: n dot products of 4096 elements.
#include "kernel.h"
#include <wasm_simd128.h>

enum { LENGTH = 4096 };

KERNEL(n) {
    static _Alignas(16) float a[LENGTH], b[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
        a[i] = (float) (i % 17) - 8;
        b[i] = (float) (i % 23) - 11;
    }
    double sum = 0;
    for (int round = 0; round < n; round++) {
        v128_t lanes = wasm_f32x4_splat(0);
        for (int i = 0; i < LENGTH; i += 4) {
            lanes = wasm_f32x4_add(lanes, wasm_f32x4_mul(wasm_v128_load(a + i), wasm_v128_load(b + i)));
        }
        sum += wasm_f32x4_extract_lane(lanes, 0) + wasm_f32x4_extract_lane(lanes, 1) + wasm_f32x4_extract_lane(lanes, 2)
            + wasm_f32x4_extract_lane(lanes, 3);
        a[round % LENGTH] += 1;
    }
    return bits_of(sum);
}
