/**
 * Writes contact facts: one leader over all instances reads the event log's tail and stores each contact's contributions
 * together with its position. Never serves a figure itself: reports do. Read {@link io.qingting.history.app.FactWriter} first.
 */
@NullMarked
package io.qingting.history.app;

import org.jspecify.annotations.NullMarked;
