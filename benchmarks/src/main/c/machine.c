// A br_table of 200 targets: an interpreter runs n instructions of a random program on four registers.
#include "kernel.h"

enum { LENGTH = 4096 };

typedef struct {
    uint8_t code, a, b, skip;
} Instruction;

#define FIVE(i)                                                                     \
    case (i): registers[in.a] += registers[in.b] + (i); break;                      \
    case (i) + 1: registers[in.a] ^= registers[in.b] << ((i) % 31 + 1); break;      \
    case (i) + 2: registers[in.a] = registers[in.b] * (2 * (i) + 1); break;         \
    case (i) + 3: registers[in.a] -= registers[in.b] >> ((i) % 31 + 1); break;      \
    case (i) + 4: pc += registers[in.a] > registers[in.b] ? in.skip : 0; break;
#define TWENTY_FIVE(i) FIVE(i) FIVE((i) + 5) FIVE((i) + 10) FIVE((i) + 15) FIVE((i) + 20)

KERNEL(n) {
    static Instruction program[LENGTH];
    seed_random(7);
    for (int i = 0; i < LENGTH; i++) {
        uint64_t random = next_random();
        program[i] = (Instruction) {(random >> 10) % 200, random >> 30 & 3, random >> 34 & 3, random >> 40 & 7};
    }
    int32_t registers[4] = {1, 2, 3, 4};
    uint32_t pc = 0;
    for (int i = 0; i < n; i++) {
        Instruction in = program[pc++ % LENGTH];
        switch (in.code) {
            TWENTY_FIVE(0) TWENTY_FIVE(25) TWENTY_FIVE(50) TWENTY_FIVE(75)
            TWENTY_FIVE(100) TWENTY_FIVE(125) TWENTY_FIVE(150) TWENTY_FIVE(175)
            default: __builtin_trap();
        }
    }
    return (int64_t) registers[0] * 31 + registers[1] * 29 + registers[2] * 23 + registers[3];
}
