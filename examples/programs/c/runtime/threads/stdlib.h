// As much as the example needs: see pthread.c.
#pragma once
#include <stddef.h>

_Noreturn void exit(int code);
