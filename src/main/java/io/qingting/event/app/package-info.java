/**
 * Appending to the event log and reading it back: in order as it grows, or by contact. Never folds. Read
 * {@link io.qingting.event.app.EventLog} first, then {@link io.qingting.event.app.EventTail}.
 */
@NullMarked
package io.qingting.event.app;

import org.jspecify.annotations.NullMarked;
