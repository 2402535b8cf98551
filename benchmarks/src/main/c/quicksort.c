// Indirect calls: sorts n pseudo-random numbers, n at most LIMIT, through a pointer to the comparison.
#include "kernel.h"

enum { LIMIT = 200000 };

typedef int (*Comparison)(uint32_t, uint32_t);

static uint32_t numbers[LIMIT];

static int ascending(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_low_bits(uint32_t a, uint32_t b) {
    return (int) (a & 0xffff) - (int) (b & 0xffff);
}

// Volatile, so that the calls stay indirect.
static Comparison volatile comparisons[2] = {ascending, by_low_bits};

static void quicksort(int low, int high, Comparison compare) {
    while (low < high) {
        uint32_t pivot = numbers[low + (high - low) / 2];
        int i = low;
        int j = high;
        while (i <= j) {
            while (compare(numbers[i], pivot) < 0) {
                i++;
            }
            while (compare(numbers[j], pivot) > 0) {
                j--;
            }
            if (i <= j) {
                uint32_t swapped = numbers[i];
                numbers[i++] = numbers[j];
                numbers[j--] = swapped;
            }
        }
        if (j - low < high - i) {
            quicksort(low, j, compare);
            low = i;
        } else {
            quicksort(i, high, compare);
            high = j;
        }
    }
}

KERNEL(n) {
    uint32_t random = 1;
    for (int i = 0; i < n; i++) {
        random = random * 1664525u + 1013904223u;
        numbers[i] = random >> 4;
    }
    uint64_t checksum = 0;
    for (int order = 0; order < 2; order++) {
        quicksort(0, n - 1, comparisons[order]);
        for (int i = 0; i < n; i += 97) {
            checksum = checksum * 31 + (order == 0 ? numbers[i] : numbers[i] & 0xffff);
        }
    }
    return (int64_t) checksum;
}
