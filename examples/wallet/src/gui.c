/* What the user sees. It uses a package for notifications, as everybody does. */
#include "wallet.h"

#ifndef TOGETHER
EXPORT("pay")
#endif
void gui_pay(i64 amount, i64 signature) {
    char line[80];
    int length = put_text(line, "paid ");
    length += put_number(line + length, amount);
    length += put_text(line + length, " coins, signed ");
    length += put_number(line + length, signature);
    length += put_text(line + length, "\n");
    out_write(line, length);
    notify_show(amount);
}
