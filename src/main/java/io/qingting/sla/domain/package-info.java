/**
 * Promises to customers: business calendars, policies, and the clocks that follow from a contact's contributions. Pure: never
 * reads a clock, stores or alerts. Read {@link io.qingting.sla.domain.BusinessCalendar} first.
 */
@NullMarked
package io.qingting.sla.domain;

import org.jspecify.annotations.NullMarked;
