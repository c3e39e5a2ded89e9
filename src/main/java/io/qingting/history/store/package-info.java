/** The tables of contact facts and of their writer's position. Read {@link io.qingting.history.store.FactStore} first. */
@NullMarked
package io.qingting.history.store;

import org.jspecify.annotations.NullMarked;
