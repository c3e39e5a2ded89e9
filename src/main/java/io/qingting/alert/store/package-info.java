/** Alerts, their history and their outbox in PostgreSQL. Read {@link io.qingting.alert.store.AlertStore} first. */
@NullMarked
package io.qingting.alert.store;

import org.jspecify.annotations.NullMarked;
