// Indirect calls of many targets: n objects of eight kinds are asked for their areas in random order.
#include "kernel.h"

typedef struct Shape Shape;

struct Shape {
    int64_t (*area)(const Shape *);
    int32_t a, b;
};

#define KIND(name, expression)                           \
    static int64_t name(const Shape *shape) {            \
        int64_t a = shape->a, b = shape->b;              \
        (void) a, (void) b;                              \
        return (expression);                             \
    }

KIND(square, a * a)
KIND(rectangle, a * b)
KIND(triangle, a * b / 2)
KIND(circle, a * a * 355 / 113)
KIND(ellipse, a * b * 355 / 113)
KIND(diamond, (a * b) >> 1)
KIND(cross, a * a + 4 * b)
KIND(constant, 42)

enum { COUNT = 1024 };

KERNEL(n) {
    static int64_t (*const kinds[])(const Shape *) = {square, rectangle, triangle, circle, ellipse, diamond, cross, constant};
    static Shape shapes[COUNT];
    seed_random(6);
    for (int i = 0; i < COUNT; i++) {
        uint64_t random = next_random();
        shapes[i] = (Shape) {kinds[random >> 20 & 7], (int32_t) (random >> 30 & 255), (int32_t) (random >> 40 & 255)};
    }
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        const Shape *shape = &shapes[i % COUNT];
        sum += shape->area(shape);
    }
    return sum;
}
