/** The event log in PostgreSQL, by the reactive client. Never decides what an event means. Read {@link io.qingting.event.store.EventLogStore} first. */
@NullMarked
package io.qingting.event.store;

import org.jspecify.annotations.NullMarked;
