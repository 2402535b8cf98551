/* What the canonical ABI of the Component Model asks of a module in C, without a C library. */

typedef unsigned int u32;
typedef unsigned long long u64;
typedef __SIZE_TYPE__ size_t;

/* string, and list<T> likewise */
typedef struct {
    const char *at;
    size_t length;
} string;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define PAGE 65536

extern char __heap_base;
static size_t next;

/* Hands out memory one after another, until all of it is free again. */
EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size)
{
    if (next == 0)
        next = (size_t)&__heap_base;
    size_t at = (next + alignment - 1) & -alignment;
    while (at + size > __builtin_wasm_memory_size(0) * PAGE)
        if (__builtin_wasm_memory_grow(0, 1) == (size_t)-1)
            __builtin_trap();
    next = at + size;
    for (size_t i = 0; i < old_size && i < size; i++)
        ((char *)at)[i] = ((char *)old)[i];
    return (void *)at;
}

static void free_all(void)
{
    next = 0;
}

static void append(string *text, const char *at, size_t length)
{
    char *grown = cabi_realloc((void *)text->at, text->length, 1, text->length + length);
    for (size_t i = 0; i < length; i++)
        grown[text->length + i] = at[i];
    text->at = grown;
    text->length += length;
}

#define APPEND(text, literal) append(text, literal, sizeof literal - 1)

static void append_number(string *text, u64 number)
{
    char digits[20];
    size_t start = sizeof digits;
    do
        digits[--start] = '0' + number % 10;
    while (number /= 10);
    append(text, digits + start, sizeof digits - start);
}
