package io.qingting.importing.app;

/** A set of well-mixed 64-bit numbers by open addressing: 16 to 32 bytes a member. Zero is taken for one. */
final class LongSet {
    private long[] places = new long[1 << 10];
    private int size;

    void add(long value) {
        if (size * 2 >= places.length) grow();
        if (put(places, value == 0 ? 1 : value)) size++;
    }

    long size() {
        return size;
    }

    private static boolean put(long[] places, long value) {
        int mask = places.length - 1;
        int i = (int) value & mask;
        while (places[i] != 0) {
            if (places[i] == value) return false;
            i = (i + 1) & mask;
        }
        places[i] = value;
        return true;
    }

    private void grow() {
        long[] larger = new long[places.length * 2];
        for (long value : places) if (value != 0) put(larger, value);
        places = larger;
    }
}
