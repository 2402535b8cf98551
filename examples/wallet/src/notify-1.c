/* The package for notifications, version 1: useful, and loved by many. */
#include "wallet.h"

#ifndef TOGETHER
EXPORT("show")
#endif
void notify_show(i64 amount) {
    char text[40];
    int length = put_text(text, "you sent ");
    length += put_number(text + length, amount);
    log_write(1, text, length);
}
