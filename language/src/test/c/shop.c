/* buy: func(customer: string, names: list<string>, price: u64) -> result<string, string>, by order of another module */
#include "canonical.h"

typedef struct {
    string name;
    u32 count;
    struct {
        unsigned char is_some;
        u64 value;
    } price;
} item;

typedef struct {
    unsigned char is_error;
    union {
        struct {
            u64 total;
            string *lines;
            size_t count;
        } receipt;
        struct {
            unsigned char is_other;
            union {
                unsigned char reason;
                string other;
            };
        } failure;
    };
} order_result;

IMPORT("store", "order")
void order(const char *customer, size_t customer_length, const item *items, size_t count, order_result *result);

static struct {
    unsigned char is_error;
    string text;
} answer;

/* One of the first, two of the second, and so on; what has no name has no price. */
EXPORT("buy")
void *buy(const char *customer, size_t customer_length, const string *names, size_t count, u64 price)
{
    item *items = cabi_realloc(0, 0, sizeof(u64), count * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i].name = names[i];
        items[i].count = i + 1;
        items[i].price.is_some = names[i].length > 0;
        items[i].price.value = price;
    }
    order_result result;
    order(customer, customer_length, items, count, &result);
    string text = {0, 0};
    answer.is_error = result.is_error;
    if (!result.is_error) {
        for (size_t i = 0; i < result.receipt.count; i++) {
            append(&text, result.receipt.lines[i].at, result.receipt.lines[i].length);
            APPEND(&text, "\n");
        }
        append_number(&text, result.receipt.total);
    } else if (result.failure.is_other) {
        append(&text, result.failure.other.at, result.failure.other.length);
    } else {
        APPEND(&text, "reason ");
        append_number(&text, result.failure.reason);
    }
    answer.text = text;
    return &answer;
}

EXPORT("cabi_post_buy")
void cabi_post_buy(void *done)
{
    (void)done;
    free_all();
}
