/**
 * What one contact contributes to every figure: a pure fold of the set of its events, in one order, to spans. Never reads a
 * clock, stores or throws on an event that makes no sense. Read {@link io.qingting.contact.domain.ContactFold} first, then
 * {@link io.qingting.contact.domain.Span}.
 */
@NullMarked
package io.qingting.contact.domain;

import org.jspecify.annotations.NullMarked;
