// Grows its memory many times: `grow STEPS [PAGES]`, each step by PAGES pages (default 1). Checks that new pages are zero
// and that old ones keep what was written; then asks for more than any memory has. Compiled for Wasm only.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 65536 };

int main(int argc, char **argv) {
    unsigned steps = argc > 1 ? (unsigned) strtoul(argv[1], NULL, 10) : 100;
    unsigned pages = argc > 2 ? (unsigned) strtoul(argv[2], NULL, 10) : 1;
    size_t first = __builtin_wasm_memory_size(0);
    unsigned dirty = 0;
    for (unsigned step = 0; step < steps; step++) {
        size_t before = __builtin_wasm_memory_grow(0, pages);
        if (before == (size_t) -1) {
            printf("refused after %u steps\n", step);
            return 1;
        }
        volatile uint64_t *start = (volatile uint64_t *) (before * PAGE);
        volatile uint64_t *end = (volatile uint64_t *) (start + (size_t) pages * PAGE / 8);
        dirty += start[0] != 0 || start[1000] != 0 || end[-1] != 0;
        start[0] = step + 1;
        end[-1] = ~(uint64_t) step;
    }
    unsigned lost = 0;
    for (unsigned step = 0; step < steps; step++) {
        volatile uint64_t *start = (volatile uint64_t *) ((first + (size_t) step * pages) * PAGE);
        lost += start[0] != step + 1 || start[(size_t) pages * PAGE / 8 - 1] != ~(uint64_t) step;
    }
    printf("%u steps of %u pages, %u dirty, %u lost\n", steps, pages, dirty, lost);
    printf("too much: %ld\n", (long) __builtin_wasm_memory_grow(0, 65536));
    printf("nothing: %s\n", __builtin_wasm_memory_grow(0, 0) == __builtin_wasm_memory_size(0) ? "size" : "other");
    size_t block = (size_t) 8 << 20;
    char *large = malloc(block);
    printf("malloc of 8 MiB %s\n", large != NULL ? "works" : "fails");
    return large == NULL || dirty != 0 || lost != 0;
}
