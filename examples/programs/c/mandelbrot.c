// Draws the Mandelbrot set as a PNG: `mandelbrot [WIDTH HEIGHT [ITERATIONS]] > image.png`.
// Own encoder: CRC-32, Adler-32 and a deflate stream of fixed Huffman codes with run-length matches.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
    uint32_t bits;
    unsigned bit_count;
} Buffer;

static void put_byte(Buffer *buffer, unsigned byte) {
    if (buffer->size == buffer->capacity) {
        buffer->capacity = buffer->capacity == 0 ? 4096 : buffer->capacity * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
        if (buffer->bytes == NULL) {
            fprintf(stderr, "mandelbrot: out of memory\n");
            exit(2);
        }
    }
    buffer->bytes[buffer->size++] = (uint8_t) byte;
}

static void put_u32(Buffer *buffer, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        put_byte(buffer, value >> shift & 0xff);
    }
}

// Deflate packs bits from the least significant end; Huffman codes go most significant bit first.
static void put_bits(Buffer *buffer, unsigned value, unsigned count) {
    buffer->bits |= value << buffer->bit_count;
    buffer->bit_count += count;
    while (buffer->bit_count >= 8) {
        put_byte(buffer, buffer->bits & 0xff);
        buffer->bits >>= 8;
        buffer->bit_count -= 8;
    }
}

static void put_code(Buffer *buffer, unsigned code, unsigned count) {
    unsigned reversed = 0;
    for (unsigned i = 0; i < count; i++) {
        reversed = reversed << 1 | (code >> i & 1);
    }
    put_bits(buffer, reversed, count);
}

// The fixed code of literals and lengths (RFC 1951, 3.2.6).
static void put_symbol(Buffer *buffer, unsigned symbol) {
    if (symbol < 144) {
        put_code(buffer, 0x30 + symbol, 8);
    } else if (symbol < 256) {
        put_code(buffer, 0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
        put_code(buffer, symbol - 256, 7);
    } else {
        put_code(buffer, 0xc0 + symbol - 280, 8);
    }
}

static void put_run(Buffer *buffer, unsigned length) {
    static const uint16_t base[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258};
    static const uint8_t extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    unsigned i = 28;
    while (base[i] > length) {
        i--;
    }
    put_symbol(buffer, 257 + i);
    put_bits(buffer, length - base[i], extra[i]);
    put_code(buffer, 0, 5);
}

static uint32_t adler32(const uint8_t *data, size_t size) {
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < size; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static uint32_t crc32(const uint8_t *data, size_t size) {
    static uint32_t table[256];
    if (table[1] == 0) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
            }
            table[i] = value;
        }
    }
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < size; i++) {
        crc = crc >> 8 ^ table[(crc ^ data[i]) & 0xff];
    }
    return ~crc;
}

static Buffer compress(const uint8_t *data, size_t size) {
    Buffer out = {0};
    put_byte(&out, 0x78);
    put_byte(&out, 0x01);
    put_bits(&out, 1, 1);
    put_bits(&out, 1, 2);
    for (size_t i = 0; i < size;) {
        unsigned run = 0;
        while (i > 0 && run < 258 && i + run < size && data[i + run] == data[i - 1]) {
            run++;
        }
        if (run >= 3) {
            put_run(&out, run);
            i += run;
        } else {
            put_symbol(&out, data[i++]);
        }
    }
    put_symbol(&out, 256);
    put_bits(&out, 0, 7);
    put_u32(&out, adler32(data, size));
    return out;
}

static void write_chunk(const char *type, const uint8_t *data, size_t size) {
    Buffer chunk = {0};
    put_u32(&chunk, (uint32_t) size);
    for (int i = 0; i < 4; i++) {
        put_byte(&chunk, (unsigned char) type[i]);
    }
    for (size_t i = 0; i < size; i++) {
        put_byte(&chunk, data[i]);
    }
    put_u32(&chunk, crc32(chunk.bytes + 4, chunk.size - 4));
    fwrite(chunk.bytes, 1, chunk.size, stdout);
    free(chunk.bytes);
}

static unsigned escape_time(double cx, double cy, unsigned limit) {
    double x = 0;
    double y = 0;
    unsigned count = 0;
    while (count < limit && x * x + y * y <= 4) {
        double next = x * x - y * y + cx;
        y = 2 * x * y + cy;
        x = next;
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    unsigned width = argc > 2 ? (unsigned) strtoul(argv[1], NULL, 10) : 320;
    unsigned height = argc > 2 ? (unsigned) strtoul(argv[2], NULL, 10) : 240;
    unsigned limit = argc > 3 ? (unsigned) strtoul(argv[3], NULL, 10) : 100;
    if (width - 1 >= 16384 || height - 1 >= 16384 || limit == 0) {
        fprintf(stderr, "usage: mandelbrot [WIDTH HEIGHT [ITERATIONS]] > image.png\n");
        return 2;
    }
    Buffer rows = {0};
    for (unsigned row = 0; row < height; row++) {
        put_byte(&rows, 0);
        for (unsigned column = 0; column < width; column++) {
            unsigned count = escape_time(-2.2 + 3.2 * column / width, -1.2 + 2.4 * row / height, limit);
            put_byte(&rows, count == limit ? 0 : 255 - count * 255 / limit);
        }
    }
    Buffer header = {0};
    put_u32(&header, width);
    put_u32(&header, height);
    const uint8_t format[] = {8, 0, 0, 0, 0};
    for (size_t i = 0; i < sizeof format; i++) {
        put_byte(&header, format[i]);
    }
    Buffer data = compress(rows.bytes, rows.size);
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, stdout);
    write_chunk("IHDR", header.bytes, header.size);
    write_chunk("IDAT", data.bytes, data.size);
    write_chunk("IEND", NULL, 0);
    return 0;
}
