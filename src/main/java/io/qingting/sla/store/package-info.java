/** Rows of rules, targets and what falls due. Read {@link io.qingting.sla.store.TargetStore} first. */
@NullMarked
package io.qingting.sla.store;

import org.jspecify.annotations.NullMarked;
