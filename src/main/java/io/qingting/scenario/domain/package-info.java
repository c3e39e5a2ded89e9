/**
 * A model of a customer-service floor that produces canonical events: seeded, repeatable, simulated contact by contact.
 * Never sends them and knows no clock. Read {@link io.qingting.scenario.domain.Traffic} first, then
 * {@link io.qingting.scenario.domain.FloorDay}.
 */
@NullMarked
package io.qingting.scenario.domain;

import org.jspecify.annotations.NullMarked;
