// Solves sudokus: one puzzle of 81 characters a line on standard input, '.' or '0' for an empty cell.
// Prints the solution, "no solution" or "bad puzzle", and the number of guesses.
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    unsigned rows[9], columns[9], boxes[9];
    unsigned char cells[81];
    unsigned guesses;
} Puzzle;

static bool place(Puzzle *puzzle, int cell, int digit) {
    int row = cell / 9;
    int column = cell % 9;
    int box = row / 3 * 3 + column / 3;
    unsigned bit = 1u << digit;
    if ((puzzle->rows[row] | puzzle->columns[column] | puzzle->boxes[box]) & bit) {
        return false;
    }
    puzzle->rows[row] |= bit;
    puzzle->columns[column] |= bit;
    puzzle->boxes[box] |= bit;
    puzzle->cells[cell] = (unsigned char) (digit + 1);
    return true;
}

static void clear(Puzzle *puzzle, int cell) {
    int row = cell / 9;
    int column = cell % 9;
    unsigned mask = ~(1u << (puzzle->cells[cell] - 1));
    puzzle->rows[row] &= mask;
    puzzle->columns[column] &= mask;
    puzzle->boxes[row / 3 * 3 + column / 3] &= mask;
    puzzle->cells[cell] = 0;
}

static unsigned candidates(const Puzzle *puzzle, int cell) {
    int row = cell / 9;
    int column = cell % 9;
    return 0x1ff & ~(puzzle->rows[row] | puzzle->columns[column] | puzzle->boxes[row / 3 * 3 + column / 3]);
}

// The empty cell with the fewest candidates, or -1 if none is empty.
static int most_constrained(const Puzzle *puzzle) {
    int best = -1;
    int fewest = 10;
    for (int cell = 0; cell < 81; cell++) {
        if (puzzle->cells[cell] == 0) {
            int count = __builtin_popcount(candidates(puzzle, cell));
            if (count < fewest) {
                fewest = count;
                best = cell;
            }
        }
    }
    return best;
}

static bool solve(Puzzle *puzzle) {
    int cell = most_constrained(puzzle);
    if (cell < 0) {
        return true;
    }
    for (unsigned left = candidates(puzzle, cell); left != 0; left &= left - 1) {
        puzzle->guesses += (left & (left - 1)) != 0;
        place(puzzle, cell, __builtin_ctz(left));
        if (solve(puzzle)) {
            return true;
        }
        clear(puzzle, cell);
    }
    return false;
}

static bool read_puzzle(Puzzle *puzzle, const char *line) {
    memset(puzzle, 0, sizeof *puzzle);
    if (strlen(line) != 81) {
        return false;
    }
    for (int cell = 0; cell < 81; cell++) {
        char c = line[cell];
        if (c >= '1' && c <= '9') {
            if (!place(puzzle, cell, c - '1')) {
                return false;
            }
        } else if (c != '.' && c != '0') {
            return false;
        }
    }
    return true;
}

int main(void) {
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        Puzzle puzzle;
        if (!read_puzzle(&puzzle, line)) {
            puts("bad puzzle");
        } else if (!solve(&puzzle)) {
            printf("no solution %u\n", puzzle.guesses);
        } else {
            for (int cell = 0; cell < 81; cell++) {
                putchar('0' + puzzle.cells[cell]);
            }
            printf(" %u\n", puzzle.guesses);
        }
    }
    return 0;
}
