package io.qingting.history.domain;

import io.qingting.contact.domain.Span;
import io.qingting.kernel.ContactKey;

/** One row of history: a contribution and whose it is. */
public record Fact(ContactKey contact, Span span) {}
