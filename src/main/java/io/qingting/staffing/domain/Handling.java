package io.qingting.staffing.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;

/**
 * What a contact takes of an agent's time. A call takes all of its handle time. Chats run side by side: of an agent who holds
 * c at a time each takes the c-th part of its own, so that the queue of chats is treated as one of contacts one at a time that
 * are so much shorter.
 *
 * @param voiceSeconds handle time of calls: seconds, and how many were handled
 * @param chatSeconds handle time of chats likewise
 * @param chatConcurrency milliseconds of chats held, over milliseconds with at least one
 */
public record Handling(Mean voiceSeconds, Mean chatSeconds, Ratio chatConcurrency) {
    public static final Handling NONE = new Handling(Mean.NONE, Mean.NONE, Ratio.NONE);

    /** Seconds of an agent's time, and contacts handled; no contacts: nothing is known. */
    public Mean agentSeconds() {
        double atOnce = chatConcurrency.total() == 0
                ? 1
                : Math.max(1, (double) chatConcurrency.hits() / chatConcurrency.total());
        return voiceSeconds.plus(new Mean(chatSeconds.sum() / atOnce, chatSeconds.count()));
    }
}
