package io.qingting.alert.domain;

import io.qingting.kernel.ContactKey;

/**
 * What an alert is about, as a stable text: the same cause seen again is the same alert. Never holds customer data.
 *
 * @param key 1 to 600 characters; its first part, up to the colon, says what kind of thing it is
 */
public record Cause(String key) implements Comparable<Cause> {
    private static final int LONGEST = 600;

    public Cause {
        if (key.isEmpty() || key.length() > LONGEST || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a cause has 1 to " + LONGEST + " characters: " + key);
        }
    }

    /**
     * One promise to a customer. Its warning and its breach have the same cause: the alert grows worse.
     *
     * @param target name of the target, such as {@code answer}
     * @param ordinal tells equal targets of one cycle apart, from 0
     */
    public static Cause ofTarget(ContactKey contact, String target, int cycle, int ordinal) {
        return new Cause("target:" + target + ":" + cycle + ":" + ordinal + ":" + contact.sourceId() + ":"
                + contact.contactId());
    }

    /**
     * A rule on a figure, for one of the things that it watches.
     *
     * @param where such as a queue's id; {@code *} for the site
     */
    public static Cause ofFigure(String ruleId, String where) {
        return new Cause("figure:" + ruleId + ":" + where);
    }

    /** A source that says nothing for longer than a rule allows: of two rules each has an alert of its own. */
    public static Cause ofSilence(String ruleId, String source) {
        return new Cause("silence:" + ruleId + ":" + source);
    }

    /** The fold that settles clocks is behind the log. */
    public static Cause ofFoldLag() {
        return new Cause("fold:lag");
    }

    /** A channel that does not take messages. */
    public static Cause ofChannel(long channelId) {
        return new Cause("channel:" + channelId);
    }

    /** An agent who calls for help. */
    public static Cause ofHelp(String agentId) {
        return new Cause("help:" + agentId);
    }

    @Override
    public int compareTo(Cause other) {
        return key.compareTo(other.key);
    }
}
