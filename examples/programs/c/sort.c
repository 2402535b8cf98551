// Sorts lines as `LC_ALL=C sort` does: `sort [-f|-n|-l] [-r] [-u] [FILE]`: by bytes, ignoring case, by number, or by length (-l).
// Quicksort with insertion sort for short ranges; every comparison is a call through a function pointer.
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*Comparison)(const char *left, const char *right);

static int by_bytes(const char *left, const char *right) {
    return strcmp(left, right);
}

static int by_folded_case(const char *left, const char *right) {
    for (size_t i = 0;; i++) {
        int order = toupper((unsigned char) left[i]) - toupper((unsigned char) right[i]);
        if (order != 0 || left[i] == '\0') {
            return order;
        }
    }
}

static int by_number(const char *left, const char *right) {
    double a = strtod(left, NULL);
    double b = strtod(right, NULL);
    return (a > b) - (a < b);
}

static int by_length(const char *left, const char *right) {
    size_t a = strlen(left);
    size_t b = strlen(right);
    return (a > b) - (a < b);
}

static Comparison main_order = by_bytes;
static bool last_resort = true;

static int ascending(const char *left, const char *right) {
    int order = main_order(left, right);
    return order != 0 || !last_resort ? order : by_bytes(left, right);
}

static int descending(const char *left, const char *right) {
    return -ascending(left, right);
}

static void insertion_sort(char **lines, size_t size, Comparison compare) {
    for (size_t i = 1; i < size; i++) {
        char *line = lines[i];
        size_t j = i;
        for (; j > 0 && compare(lines[j - 1], line) > 0; j--) {
            lines[j] = lines[j - 1];
        }
        lines[j] = line;
    }
}

static void quicksort(char **lines, size_t size, Comparison compare) {
    while (size > 12) {
        char *pivot = lines[size / 2];
        size_t low = 0;
        size_t high = size - 1;
        for (;;) {
            while (compare(lines[low], pivot) < 0) {
                low++;
            }
            while (compare(pivot, lines[high]) < 0) {
                high--;
            }
            if (low >= high) {
                break;
            }
            char *swapped = lines[low];
            lines[low++] = lines[high];
            lines[high--] = swapped;
        }
        // Only the smaller part recurses, so the stack stays logarithmic.
        size_t left = high + 1;
        if (left < size - left) {
            quicksort(lines, left, compare);
            lines += left;
            size -= left;
        } else {
            quicksort(lines + left, size - left, compare);
            size = left;
        }
    }
    insertion_sort(lines, size, compare);
}

static char **read_lines(FILE *input, size_t *size) {
    char **lines = NULL;
    size_t capacity = 0;
    char *line = NULL;
    size_t line_capacity = 0;
    ssize_t length;
    *size = 0;
    while ((length = getline(&line, &line_capacity, input)) >= 0) {
        if (length > 0 && line[length - 1] == '\n') {
            line[length - 1] = '\0';
        }
        if (*size == capacity) {
            capacity = capacity == 0 ? 64 : capacity * 2;
            lines = realloc(lines, capacity * sizeof *lines);
        }
        if (lines == NULL || (lines[(*size)++] = strdup(line)) == NULL) {
            fprintf(stderr, "sort: out of memory\n");
            exit(2);
        }
    }
    free(line);
    return lines;
}

int main(int argc, char **argv) {
    Comparison direction = ascending;
    bool unique = false;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-f") == 0) {
            main_order = by_folded_case;
        } else if (strcmp(argv[i], "-n") == 0) {
            main_order = by_number;
        } else if (strcmp(argv[i], "-l") == 0) {
            main_order = by_length;
        } else if (strcmp(argv[i], "-r") == 0) {
            direction = descending;
        } else if (strcmp(argv[i], "-u") == 0) {
            unique = true;
        } else {
            path = argv[i];
        }
    }
    FILE *input = path == NULL ? stdin : fopen(path, "r");
    if (input == NULL) {
        perror(path);
        return 2;
    }
    size_t size;
    char **lines = read_lines(input, &size);
    quicksort(lines, size, direction);
    for (size_t i = 0; i < size; i++) {
        if (!unique || i == 0 || strcmp(lines[i - 1], lines[i]) != 0) {
            puts(lines[i]);
        }
    }
    return 0;
}
