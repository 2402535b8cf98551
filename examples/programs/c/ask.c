// A dialogue on standard input: asks for a name and a number, waiting with poll for at most TIMEOUT milliseconds
// (`ask [TIMEOUT]`, default 10000). Exit code 0 if both were given, 3 if the time ran out, 4 at the end of the input.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char pending[256];
static size_t pending_size;

// Reads a line into `line`, which has room for 256 bytes; returns 0, or the exit code if there is none.
static int read_line(char *line, int timeout) {
    for (;;) {
        char *end = memchr(pending, '\n', pending_size);
        if (end != NULL) {
            size_t length = (size_t) (end - pending);
            memcpy(line, pending, length);
            line[length] = '\0';
            pending_size -= length + 1;
            memmove(pending, end + 1, pending_size);
            return 0;
        }
        struct pollfd input = {STDIN_FILENO, POLLIN, 0};
        int ready = poll(&input, 1, timeout);
        if (ready < 0) {
            perror("ask: poll");
            return 1;
        }
        if (ready == 0) {
            return 3;
        }
        ssize_t count = read(STDIN_FILENO, pending + pending_size, sizeof pending - pending_size);
        if (count <= 0) {
            return 4;
        }
        pending_size += (size_t) count;
    }
}

static int ask(const char *question, char *answer, int timeout) {
    printf("%s ", question);
    fflush(stdout);
    int code = read_line(answer, timeout);
    if (code == 3) {
        puts("(no answer in time)");
    } else if (code == 4) {
        puts("(end of input)");
    }
    return code;
}

int main(int argc, char **argv) {
    int timeout = argc > 1 ? atoi(argv[1]) : 10000;
    char answer[256];
    int code = ask("What is your name?", answer, timeout);
    if (code != 0) {
        return code;
    }
    printf("Hello, %s!\n", answer);
    long number = 0;
    char *end = answer;
    while (end == answer || *end != '\0') {
        code = ask("Which number shall I square?", answer, timeout);
        if (code != 0) {
            return code;
        }
        number = strtol(answer, &end, 10);
        if (end == answer || *end != '\0') {
            printf("\"%s\" is no number.\n", answer);
        }
    }
    printf("%ld squared is %ld.\n", number, number * number);
    return 0;
}
