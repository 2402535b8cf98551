// setjmp and longjmp in the ways that programs use them: errors, nested handlers, retries, an interpreter's throw.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct handler {
    struct handler *outer;
    jmp_buf jump;
    char message[64];
};

static struct handler *current;

__attribute__((noinline, noreturn)) static void fail(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(current->message, sizeof current->message, format, arguments);
    va_end(arguments);
    longjmp(current->jump, code);
}

// A recursive descent parser whose errors leave all its levels at once.
static const char *position;
static const char *start;

static long sum(void);

static long factor(void) {
    if (*position == '(') {
        position++;
        long value = sum();
        if (*position != ')') {
            fail(2, "%ld: ) expected", (long) (position - start));
        }
        position++;
        return value;
    }
    if (*position < '0' || *position > '9') {
        fail(3, "%ld: number expected", (long) (position - start));
    }
    return strtol(position, (char **) &position, 10);
}

static long product(void) {
    long value = factor();
    while (*position == '*' || *position == '/') {
        char operator = *position++;
        long right = factor();
        if (operator == '/' && right == 0) {
            fail(4, "division by zero");
        }
        value = operator == '*' ? value * right : value / right;
    }
    return value;
}

static long sum(void) {
    long value = product();
    while (*position == '+' || *position == '-') {
        value = *position++ == '+' ? value + product() : value - product();
    }
    return value;
}

static int evaluate(const char *text, long *value) {
    struct handler handler = {.outer = current};
    current = &handler;
    int code = setjmp(handler.jump);
    if (code == 0) {
        start = position = text;
        *value = sum();
        if (*position) {
            fail(1, "%ld: end expected", (long) (position - start));
        }
    } else {
        printf("error %d: %s\n", code, handler.message);
    }
    current = handler.outer;
    return code;
}

// An inner handler hands on what it doesn't know.
static int nested(int thrown) {
    struct handler outer = {.outer = current};
    current = &outer;
    int code = setjmp(outer.jump);
    if (code) {
        current = outer.outer;
        return 100 + code;
    }
    struct handler inner = {.outer = current};
    current = &inner;
    code = setjmp(inner.jump);
    if (code == 0) {
        fail(thrown, "thrown %d", thrown);
    }
    current = inner.outer;
    if (code % 2) {
        fail(code + 1, "handed on %s", inner.message);
    }
    current = outer.outer;
    return code;
}

// Many jumps to one place, with locals that live across them.
static long retries(int count) {
    jmp_buf again;
    volatile int attempts = 0;
    volatile long total = 0;
    int value = setjmp(again);
    total += value;
    if (attempts < count) {
        attempts++;
        longjmp(again, attempts);
    }
    return total;
}

static jmp_buf bottom;

__attribute__((noinline)) static int descend(int depth, char *filled) {
    char block[64];
    memset(block, depth, sizeof block);
    if (depth == 0) {
        longjmp(bottom, filled[5] + 1);
    }
    return descend(depth - 1, block) + block[depth % 64];
}

// Two buffers filled in one loop: the jump must find the right one.
static void two(void) {
    jmp_buf buffers[2];
    volatile int step = 0;
    int first = setjmp(buffers[0]);
    int second = setjmp(buffers[1]);
    printf("first %d, second %d, step %d\n", first, second, step);
    if (step < 4) {
        step++;
        longjmp(buffers[step % 2], step * 10);
    }
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 20000;
    static const char *const texts[] = {"1+2*3", "(1+2)*3", "2*(3+4", "7/(3-3)", "1+", "5 5", "((((((9))))))", "-1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        long value;
        if (evaluate(texts[i], &value) == 0) {
            printf("%s = %ld\n", texts[i], value);
        }
    }
    for (int i = 1; i <= 4; i++) {
        printf("nested %d: %d\n", i, nested(i));
    }
    printf("%d retries: %ld\n", count, retries(count));
    for (volatile int depth = 1; depth <= 1000; depth *= 10) {
        int code = setjmp(bottom);
        if (code == 0) {
            descend(depth, (char[64]) {0});
        }
        printf("from %d: %d\n", depth, code);
    }
    jmp_buf zero;
    int value = setjmp(zero);
    if (value == 0) {
        longjmp(zero, 0);
    }
    printf("a jump with 0 gives %d\n", value);
    two();
    return 0;
}
