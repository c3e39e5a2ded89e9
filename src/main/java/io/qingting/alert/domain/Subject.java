package io.qingting.alert.domain;

import io.qingting.kernel.ContactKey;
import org.jspecify.annotations.Nullable;

/**
 * Whom or what an alert is about, by ids only.
 *
 * @param queueId null: no queue, or all of them
 * @param contact null: no single contact
 * @param agentId null: no single agent. Shown to those who may see single people, never in a message to a group
 * @param source name of a connector; null: none
 * @param vip the contact is a VIP's: messages may point at it
 * @param complaint the contact is a complaint: messages may point at it
 */
public record Subject(
        @Nullable String queueId,
        @Nullable ContactKey contact,
        @Nullable String agentId,
        @Nullable String source,
        boolean vip,
        boolean complaint) {
    public static final Subject SITE = new Subject(null, null, null, null, false, false);

    public static Subject ofQueue(String queueId) {
        return new Subject(queueId, null, null, null, false, false);
    }

    public static Subject ofContact(ContactKey contact, @Nullable String queueId, boolean vip, boolean complaint) {
        return new Subject(queueId, contact, null, null, vip, complaint);
    }

    public static Subject ofAgent(String agentId, @Nullable String queueId) {
        return new Subject(queueId, null, agentId, null, false, false);
    }

    public static Subject ofSource(String source) {
        return new Subject(null, null, null, source, false, false);
    }

    /** True where a message may point at the contact: those of VIPs and complaints only. */
    public boolean mayBeNamed() {
        return vip || complaint;
    }
}
