package io.qingting.board.web;

import org.jspecify.annotations.Nullable;

/**
 * What one viewer says, and how much it still may. Every subscription costs the board's thread a frame a topic, so nobody may
 * ask for many: a bucket of messages, refilled one by one. A message in parts is put together here, because the library would
 * let it grow without end; each part counts as a message. For one thread at a time.
 */
final class Talk {
    /** Characters of one message; a screen's longest, twenty topics, has less than half of them. */
    static final int LONGEST_MESSAGE = 8_192;

    private final int atOnce;
    private final long everyNanos;
    private final StringBuilder heard = new StringBuilder(0);
    private double left;
    private long filledNanos;

    /** @param nowNanos of the machine's clock, as in {@link #allows} */
    Talk(int atOnce, long everyNanos, long nowNanos) {
        this.atOnce = atOnce;
        this.everyNanos = everyNanos;
        this.left = atOnce;
        this.filledNanos = nowNanos;
    }

    /** Takes one message, or part of one; false: there is none left to take. */
    synchronized boolean allows(long nowNanos) {
        left = Math.min(atOnce, left + (double) (nowNanos - filledNanos) / everyNanos);
        filledNanos = nowNanos;
        if (left < 1) return false;
        left--;
        return true;
    }

    /** Whether the message is still of a fair length with this part. */
    synchronized boolean fits(String part) {
        return heard.length() + part.length() <= LONGEST_MESSAGE;
    }

    /** The message that this part ends; null: more of it is to come. */
    synchronized @Nullable String message(String part, boolean last) {
        if (last && heard.isEmpty()) return part;
        heard.append(part);
        if (!last) return null;
        String whole = heard.toString();
        heard.setLength(0);
        return whole;
    }
}
