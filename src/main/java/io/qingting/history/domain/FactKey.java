package io.qingting.history.domain;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.kernel.ContactKey;

/** What makes a fact unique. */
public record FactKey(ContactKey contact, int cycle, SpanKind kind, int ordinal) {
    static FactKey of(ContactKey contact, Span span) {
        return new FactKey(contact, span.cycle(), span.kind(), span.ordinal());
    }
}
