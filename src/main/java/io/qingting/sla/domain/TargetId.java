package io.qingting.sla.domain;

import io.qingting.alert.domain.Cause;
import io.qingting.kernel.ContactKey;

/** What makes a target unique. Its alert is about the same cause whenever it is signalled. */
public record TargetId(ContactKey contact, SlaTarget.Key key) {
    public Cause cause() {
        return Cause.ofTarget(contact, key.kind().wireName(), key.cycle(), key.ordinal());
    }
}
