/**
 * The vocabulary of what happens on a floor: canonical events, version 1, and their order. Never folds, stores or parses
 * them. Read {@link io.qingting.event.domain.Event} first.
 */
@NullMarked
package io.qingting.event.domain;

import org.jspecify.annotations.NullMarked;
