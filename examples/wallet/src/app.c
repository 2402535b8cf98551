/* The wallet: pays five coins. */
#include "wallet.h"

EXPORT("_start") void start(void) {
    i64 signature = vault_sign(5);
    gui_pay(5, signature);
}
