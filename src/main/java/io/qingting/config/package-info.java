/**
 * Wiring: the embedded database, the clocks, start-up and the shape of errors. Never holds a rule of the floor. Read
 * {@link io.qingting.config.DatabaseProcess} first.
 */
@NullMarked
package io.qingting.config;

import org.jspecify.annotations.NullMarked;
