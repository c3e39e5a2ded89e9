/** Reasons to alert, and the life of an alert. Knows nobody who alerts. Read {@link io.qingting.alert.domain.Signal} first. */
@NullMarked
package io.qingting.alert.domain;

import org.jspecify.annotations.NullMarked;
