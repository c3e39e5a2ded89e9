package io.qingting.history.domain;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.kernel.ContactKey;

/**
 * Where a fact stands in the order of a {@link FactScan}.
 *
 * @param instant by which it belongs to a period, epoch milliseconds
 */
public record FactPlace(long instant, ContactKey contact, int cycle, SpanKind kind, int ordinal)
        implements Comparable<FactPlace> {

    public static FactPlace of(long instant, ContactKey contact, Span span) {
        return new FactPlace(instant, contact, span.cycle(), span.kind(), span.ordinal());
    }

    /** Before all others of a period that begins at an instant. */
    public static FactPlace before(long from) {
        return new FactPlace(from, new ContactKey(0, ""), -1, SpanKind.CONTACT, -1);
    }

    @Override
    public int compareTo(FactPlace other) {
        int c = Long.compare(instant, other.instant);
        if (c == 0) c = contact.compareTo(other.contact);
        if (c == 0) c = Integer.compare(cycle, other.cycle);
        if (c == 0) c = kind.name().compareTo(other.kind.name());
        return c != 0 ? c : Integer.compare(ordinal, other.ordinal);
    }
}
