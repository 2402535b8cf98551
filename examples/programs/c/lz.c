// An LZ77 compressor: `lz c < FROM > TO` compresses, `lz d` decompresses, `lz t` compresses, decompresses and compares.
// Format: a token is a byte n; n < 128: n + 1 literal bytes follow; else a match of n - 124 bytes, 16-bit distance follows.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_MATCH = 4, MAX_MATCH = 131, WINDOW = 65535, HASH_BITS = 14 };

typedef struct {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
} Buffer;

static void append(Buffer *buffer, const uint8_t *bytes, size_t size) {
    if (buffer->size + size > buffer->capacity) {
        buffer->capacity = (buffer->size + size) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
        if (buffer->bytes == NULL) {
            fprintf(stderr, "lz: out of memory\n");
            exit(2);
        }
    }
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

static unsigned hash_of(const uint8_t *p) {
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word * 2654435761u >> (32 - HASH_BITS);
}

static void flush_literals(Buffer *out, const uint8_t *start, const uint8_t *end) {
    while (start < end) {
        size_t count = end - start > 128 ? 128 : (size_t) (end - start);
        uint8_t token = (uint8_t) (count - 1);
        append(out, &token, 1);
        append(out, start, count);
        start += count;
    }
}

static size_t match_length(const uint8_t *a, const uint8_t *b, const uint8_t *end) {
    size_t length = 0;
    while (length < MAX_MATCH && b + length < end && a[length] == b[length]) {
        length++;
    }
    return length;
}

static Buffer compress(const Buffer *in) {
    static size_t last_position[1 << HASH_BITS];
    memset(last_position, 0, sizeof last_position);
    Buffer out = {0};
    const uint8_t *end = in->bytes + in->size;
    size_t literals = 0;
    size_t i = 0;
    while (i + MIN_MATCH <= in->size) {
        unsigned hash = hash_of(in->bytes + i);
        size_t candidate = last_position[hash];
        last_position[hash] = i + 1;
        size_t length = candidate == 0 || i + 1 - candidate > WINDOW ? 0
            : match_length(in->bytes + candidate - 1, in->bytes + i, end);
        if (length < MIN_MATCH) {
            i++;
            continue;
        }
        flush_literals(&out, in->bytes + literals, in->bytes + i);
        size_t distance = i + 1 - candidate;
        uint8_t token[3] = {(uint8_t) (128 + length - MIN_MATCH), (uint8_t) distance, (uint8_t) (distance >> 8)};
        append(&out, token, 3);
        i += length;
        literals = i;
    }
    flush_literals(&out, in->bytes + literals, end);
    return out;
}

static _Noreturn void fail(size_t offset) {
    fprintf(stderr, "lz: bad data at offset %zu\n", offset);
    exit(1);
}

static Buffer decompress(const Buffer *in) {
    Buffer out = {0};
    for (size_t i = 0; i < in->size;) {
        unsigned token = in->bytes[i];
        if (token < 128) {
            if (i + token + 2 > in->size) {
                fail(i);
            }
            append(&out, in->bytes + i + 1, token + 1);
            i += token + 2;
            continue;
        }
        size_t distance = i + 3 > in->size ? 0 : in->bytes[i + 1] | (size_t) in->bytes[i + 2] << 8;
        if (distance == 0 || distance > out.size) {
            fail(i);
        }
        for (unsigned length = token - 128 + MIN_MATCH; length > 0; length--) {
            // A match may overlap what it produces, so it is copied byte by byte.
            uint8_t byte = out.bytes[out.size - distance];
            append(&out, &byte, 1);
        }
        i += 3;
    }
    return out;
}

static Buffer read_all(FILE *input) {
    static uint8_t chunk[16384];
    Buffer content = {0};
    size_t count;
    while ((count = fread(chunk, 1, sizeof chunk, input)) > 0) {
        append(&content, chunk, count);
    }
    return content;
}

int main(int argc, char **argv) {
    char mode = argc == 2 ? argv[1][0] : '\0';
    if (mode != 'c' && mode != 'd' && mode != 't') {
        fprintf(stderr, "usage: lz c|d|t < FROM > TO\n");
        return 2;
    }
    Buffer in = read_all(stdin);
    if (mode == 't') {
        Buffer packed = compress(&in);
        Buffer unpacked = decompress(&packed);
        int same = unpacked.size == in.size && (in.size == 0 || memcmp(unpacked.bytes, in.bytes, in.size) == 0);
        printf("%zu -> %zu %s\n", in.size, packed.size, same ? "same" : "different");
        return !same;
    }
    Buffer out = mode == 'c' ? compress(&in) : decompress(&in);
    return fwrite(out.bytes, 1, out.size, stdout) != out.size || fflush(stdout) != 0;
}
