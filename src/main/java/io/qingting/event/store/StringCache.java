package io.qingting.event.store;

import org.jspecify.annotations.Nullable;

/**
 * One copy of texts that recur, such as queue and agent ids: a direct-mapped table, so that it never grows and a text that
 * lost its place is merely made again. Safe for all threads: a lost race costs a second copy, nothing else.
 */
final class StringCache {
    private final @Nullable String[] slots;

    /** @param size a power of two */
    StringCache(int size) {
        if (Integer.bitCount(size) != 1) throw new IllegalArgumentException("no power of two: " + size);
        slots = new String[size];
    }

    String of(char[] chars, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) hash = 31 * hash + chars[i];
        int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
        String known = slots[slot];
        if (known != null && equal(known, chars, offset, length)) return known;
        String fresh = new String(chars, offset, length);
        slots[slot] = fresh;
        return fresh;
    }

    private static boolean equal(String known, char[] chars, int offset, int length) {
        if (known.length() != length) return false;
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[offset + i]) return false;
        }
        return true;
    }
}
