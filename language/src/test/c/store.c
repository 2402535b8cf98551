/* order: func(customer: string, items: list<item>) -> result<receipt, failure> */
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
} result;

static result answer;

enum { EMPTY, UNPRICED };

static result *refuse(unsigned char reason)
{
    answer.is_error = 1;
    answer.failure.is_other = 0;
    answer.failure.reason = reason;
    return &answer;
}

EXPORT("order")
result *order(const char *customer, size_t customer_length, const item *items, size_t count)
{
    if (count == 0)
        return refuse(EMPTY);
    if (customer_length == 0) {
        answer.is_error = 1;
        answer.failure.is_other = 1;
        answer.failure.other = (string){"who are you?", 12};
        return &answer;
    }
    string *lines = cabi_realloc(0, 0, sizeof(size_t), count * sizeof *lines);
    u64 total = 0;
    for (size_t i = 0; i < count; i++) {
        if (!items[i].price.is_some)
            return refuse(UNPRICED);
        total += items[i].count * items[i].price.value;
        lines[i] = (string){0, 0};
        append(&lines[i], customer, customer_length);
        APPEND(&lines[i], ": ");
        append_number(&lines[i], items[i].count);
        APPEND(&lines[i], " ");
        append(&lines[i], items[i].name.at, items[i].name.length);
    }
    answer.is_error = 0;
    answer.receipt.total = total;
    answer.receipt.lines = lines;
    answer.receipt.count = count;
    return &answer;
}

EXPORT("cabi_post_order")
void cabi_post_order(result *done)
{
    (void)done;
    free_all();
}
