// As much as the example needs: see pthread.c.
#pragma once

/** Knows %d, %ld and %lld. */
int printf(const char *format, ...);
