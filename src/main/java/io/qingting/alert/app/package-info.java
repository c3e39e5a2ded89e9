/** Alerts as rows, and their way into messages. Read {@link io.qingting.alert.app.Alerts} first. */
@NullMarked
package io.qingting.alert.app;

import org.jspecify.annotations.NullMarked;
