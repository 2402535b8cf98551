// Formats JSON (RFC 8259): `json [-c] [FILE]`, two blanks of indentation, or compact with -c.
// Numbers and strings keep their spelling. A bad document: "json: <line>:<column>: <message>" and exit code 1.
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 1000 };

static const char *text;
static const char *position;
static bool compact;

static _Noreturn void fail(const char *message) {
    int line = 1;
    int column = 1;
    for (const char *p = text; p < position; p++) {
        if (*p == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
    fflush(stdout);
    fprintf(stderr, "json: %d:%d: %s\n", line, column, message);
    exit(1);
}

static void skip_blanks(void) {
    while (*position != '\0' && strchr(" \t\r\n", *position) != NULL) {
        position++;
    }
}

static void new_line(int depth) {
    if (!compact) {
        printf("\n%*s", 2 * depth, "");
    }
}

static void copy_until(const char *end) {
    fwrite(position, 1, (size_t) (end - position), stdout);
    position = end;
}

static void format_string(void) {
    const char *p = position + 1;
    for (; *p != '"'; p++) {
        if ((unsigned char) *p < 0x20) {
            position = p;
            fail("control character or end of input in a string");
        }
        if (*p != '\\') {
            continue;
        }
        p++;
        if (*p == 'u') {
            for (int digit = 1; digit <= 4; digit++) {
                if (!isxdigit((unsigned char) p[digit])) {
                    position = p;
                    fail("four hexadecimal digits expected");
                }
            }
            p += 4;
        } else if (*p == '\0' || strchr("\"\\/bfnrt", *p) == NULL) {
            position = p;
            fail("unknown escape");
        }
    }
    copy_until(p + 1);
}

static const char *skip_digits(const char *p) {
    if (!isdigit((unsigned char) *p)) {
        position = p;
        fail("digit expected");
    }
    while (isdigit((unsigned char) *p)) {
        p++;
    }
    return p;
}

static void format_number(void) {
    const char *p = position;
    p += *p == '-';
    p = *p == '0' ? p + 1 : skip_digits(p);
    if (*p == '.') {
        p = skip_digits(p + 1);
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '+' || *p == '-';
        p = skip_digits(p);
    }
    copy_until(p);
}

static void format_word(const char *word) {
    if (strncmp(position, word, strlen(word)) != 0) {
        fail("value expected");
    }
    copy_until(position + strlen(word));
}

static void format_value(int depth);

static void format_member(int depth) {
    if (*position != '"') {
        fail("name expected");
    }
    format_string();
    skip_blanks();
    if (*position != ':') {
        fail("':' expected");
    }
    position++;
    fputs(compact ? ":" : ": ", stdout);
    format_value(depth);
}

static void format_collection(int depth, char close, void (*format_item)(int depth)) {
    if (depth == MAX_DEPTH) {
        fail("nested too deeply");
    }
    putchar(*position++);
    skip_blanks();
    if (*position != close) {
        for (;;) {
            new_line(depth + 1);
            format_item(depth + 1);
            skip_blanks();
            if (*position != ',') {
                break;
            }
            putchar(*position++);
            skip_blanks();
        }
        new_line(depth);
    }
    if (*position != close) {
        fail(close == ']' ? "',' or ']' expected" : "',' or '}' expected");
    }
    putchar(*position++);
}

static void format_value(int depth) {
    skip_blanks();
    switch (*position) {
        case '{': format_collection(depth, '}', format_member); break;
        case '[': format_collection(depth, ']', format_value); break;
        case '"': format_string(); break;
        case 't': format_word("true"); break;
        case 'f': format_word("false"); break;
        case 'n': format_word("null"); break;
        default:
            if (*position != '-' && !isdigit((unsigned char) *position)) {
                fail("value expected");
            }
            format_number();
    }
}

static char *read_all(FILE *input) {
    size_t capacity = 4096;
    size_t size = 0;
    char *content = malloc(capacity);
    size_t count;
    while (content != NULL && (count = fread(content + size, 1, capacity - size - 1, input)) > 0) {
        size += count;
        if (size == capacity - 1) {
            capacity *= 2;
            content = realloc(content, capacity);
        }
    }
    if (content == NULL) {
        fprintf(stderr, "json: out of memory\n");
        exit(2);
    }
    content[size] = '\0';
    return content;
}

int main(int argc, char **argv) {
    int next = 1;
    if (next < argc && strcmp(argv[next], "-c") == 0) {
        compact = true;
        next++;
    }
    FILE *input = next < argc ? fopen(argv[next], "r") : stdin;
    if (input == NULL) {
        perror(argv[next]);
        return 1;
    }
    text = position = read_all(input);
    format_value(0);
    skip_blanks();
    if (*position != '\0') {
        fail("end of input expected");
    }
    putchar('\n');
    return 0;
}
