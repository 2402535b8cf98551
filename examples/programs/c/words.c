// Counts how often each word of the files (or of standard input) occurs: `words [-n COUNT] [FILE...]`.
// A word is a run of ASCII letters, lower-cased. Output: "<count> <word>" by falling count, then by word.
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    char *word;
    unsigned hash;
    unsigned count;
} Entry;

typedef struct {
    Entry *slots;
    size_t capacity;
    size_t size;
} Table;

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fprintf(stderr, "words: out of memory\n");
        exit(2);
    }
    return memory;
}

static unsigned hash_of(const char *word) {
    unsigned hash = 2166136261u;
    for (; *word != '\0'; word++) {
        hash = (hash ^ (unsigned char) *word) * 16777619u;
    }
    return hash;
}

static Entry *find_slot(const Table *table, const char *word, unsigned hash) {
    size_t index = hash & (table->capacity - 1);
    while (table->slots[index].word != NULL) {
        Entry *entry = &table->slots[index];
        if (entry->hash == hash && strcmp(entry->word, word) == 0) {
            return entry;
        }
        index = (index + 1) & (table->capacity - 1);
    }
    return &table->slots[index];
}

static void grow(Table *table) {
    Table larger = {allocate(table->capacity * 2, sizeof(Entry)), table->capacity * 2, table->size};
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].word != NULL) {
            *find_slot(&larger, table->slots[i].word, table->slots[i].hash) = table->slots[i];
        }
    }
    free(table->slots);
    *table = larger;
}

static void add(Table *table, const char *word) {
    unsigned hash = hash_of(word);
    Entry *entry = find_slot(table, word, hash);
    if (entry->word != NULL) {
        entry->count++;
        return;
    }
    entry->word = strcpy(allocate(strlen(word) + 1, 1), word);
    entry->hash = hash;
    entry->count = 1;
    if (++table->size * 4 > table->capacity * 3) {
        grow(table);
    }
}

static void count_words(Table *table, FILE *input) {
    char word[256];
    size_t length = 0;
    int c;
    do {
        c = getc(input);
        if (c != EOF && isalpha(c)) {
            if (length < sizeof word - 1) {
                word[length++] = (char) tolower(c);
            }
        } else if (length > 0) {
            word[length] = '\0';
            add(table, word);
            length = 0;
        }
    } while (c != EOF);
}

static int by_count_then_word(const void *left, const void *right) {
    const Entry *a = left;
    const Entry *b = right;
    if (a->count != b->count) {
        return a->count < b->count ? 1 : -1;
    }
    return strcmp(a->word, b->word);
}

static void print_most_frequent(Table *table, size_t limit) {
    Entry *sorted = allocate(table->size + 1, sizeof(Entry));
    size_t size = 0;
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].word != NULL) {
            sorted[size++] = table->slots[i];
        }
    }
    qsort(sorted, size, sizeof(Entry), by_count_then_word);
    for (size_t i = 0; i < size && i < limit; i++) {
        printf("%7u %s\n", sorted[i].count, sorted[i].word);
    }
    free(sorted);
}

int main(int argc, char **argv) {
    size_t limit = (size_t) -1;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "-n") == 0) {
        limit = strtoul(argv[2], NULL, 10);
        first = 3;
    }
    Table table = {allocate(64, sizeof(Entry)), 64, 0};
    if (first == argc) {
        count_words(&table, stdin);
    }
    for (int i = first; i < argc; i++) {
        FILE *input = fopen(argv[i], "r");
        if (input == NULL) {
            fprintf(stderr, "words: %s: ", argv[i]);
            perror(NULL);
            return 1;
        }
        count_words(&table, input);
        fclose(input);
    }
    print_most_frequent(&table, limit);
    return 0;
}
