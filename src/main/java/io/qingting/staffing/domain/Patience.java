package io.qingting.staffing.domain;

/**
 * How long customers wait before they give up, taken as spread exponentially. Its mean is all time waited, by those who were
 * answered too, over how many gave up: the likeliest mean where waits are cut off by an answer [1].
 *
 * <p>[1] Mandelbaum, Zeltyn: Service engineering in action: the Palm/Erlang-A queue (2007), section 6.
 *
 * @param waitedSeconds by all whose wait ended
 * @param abandoned how many gave up, short abandons among them
 */
public record Patience(double waitedSeconds, long abandoned) {
    /** With fewer who gave up its mean says too little. */
    public static final int LEAST_ABANDONED = 20;

    /** Whether a mean can be told. */
    public boolean isKnown() {
        return abandoned >= LEAST_ABANDONED && waitedSeconds > 0;
    }

    /** Only where it is known. */
    public double meanSeconds() {
        return waitedSeconds / abandoned;
    }
}
