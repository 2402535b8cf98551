// A loop around a br_table: a stack machine runs a program that counts the steps of Collatz sequences of 1 to n.
#include "kernel.h"

enum { PUSH, LOAD, STORE, ADD, SUBTRACT, MULTIPLY, SHIFT_RIGHT, AND, LESS, EQUAL, JUMP, JUMP_IF, DUPLICATE, DROP, SWAP, HALT };
enum { START, STEPS, VALUE };

// Variable 0 counts from 1 to n (the operand of the second PUSH), 1 adds up steps, 2 is the value of the sequence.
static int32_t program[] = {
    PUSH, 1, STORE, START,                                              //  0: start = 1
    PUSH, 0, LOAD, START, LESS, JUMP_IF, 53,                            //  4: if (n < start) goto 53
    LOAD, START, STORE, VALUE,                                          // 11: value = start
    LOAD, VALUE, PUSH, 1, EQUAL, JUMP_IF, 44,                           // 15: if (value == 1) goto 44
    LOAD, STEPS, PUSH, 1, ADD, STORE, STEPS,                            // 22: steps++
    LOAD, VALUE, DUPLICATE, PUSH, 1, AND, JUMP_IF, 67,                  // 29: if (value & 1) goto 67, value on the stack
    PUSH, 1, SHIFT_RIGHT, STORE, VALUE, JUMP, 15,                       // 37: value >>= 1; goto 15
    LOAD, START, PUSH, 1, ADD, STORE, START, JUMP, 4,                   // 44: start++; goto 4
    LOAD, STEPS, DUPLICATE, PUSH, 31, MULTIPLY, SWAP, DROP, PUSH, 7, SUBTRACT, HALT, // 53: leave steps * 31 - 7
    HALT, HALT,                                                         // 65
    PUSH, 3, MULTIPLY, PUSH, 1, ADD, STORE, VALUE, JUMP, 15,            // 67: value = value * 3 + 1; goto 15
};

static int64_t execute(void) {
    int64_t stack[16];
    int64_t variables[4] = {0, 0, 0, 0};
    const int32_t *pc = program;
    int64_t *top = stack - 1;
    for (;;) {
        switch (*pc++) {
            case PUSH: *++top = *pc++; break;
            case LOAD: *++top = variables[*pc++]; break;
            case STORE: variables[*pc++] = *top--; break;
            case ADD: top--; top[0] += top[1]; break;
            case SUBTRACT: top--; top[0] -= top[1]; break;
            case MULTIPLY: top--; top[0] *= top[1]; break;
            case SHIFT_RIGHT: top--; top[0] >>= top[1]; break;
            case AND: top--; top[0] &= top[1]; break;
            case LESS: top--; top[0] = top[0] < top[1]; break;
            case EQUAL: top--; top[0] = top[0] == top[1]; break;
            case JUMP: pc = program + *pc; break;
            case JUMP_IF: pc = *top-- ? program + *pc : pc + 1; break;
            case DUPLICATE: top++; top[0] = top[-1]; break;
            case DROP: top--; break;
            case SWAP: {
                int64_t swapped = top[0];
                top[0] = top[-1];
                top[-1] = swapped;
                break;
            }
            case HALT: return *top;
            default: __builtin_trap();
        }
    }
}

KERNEL(n) {
    program[5] = n;
    return execute();
}
