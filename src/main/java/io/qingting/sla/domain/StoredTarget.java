package io.qingting.sla.domain;

import io.qingting.kernel.ContactKey;

/**
 * A target as it is kept.
 *
 * @param alerts false: it is history, which alerts nobody ({@link News})
 * @param warned its warning was signalled
 * @param raised its breach was signalled, and still holds
 */
public record StoredTarget(
        long targetId, ContactKey contact, SlaTarget target, boolean alerts, boolean warned, boolean raised) {

    public TargetId id() {
        return new TargetId(contact, target.key());
    }

    /** The next instant at which it warns or breaches; {@link SlaTarget#NEVER}: it does not. */
    public long dueAt() {
        return TargetPlan.dueAt(target, alerts, warned, raised);
    }
}
