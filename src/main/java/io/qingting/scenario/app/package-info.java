/**
 * Streams events into a running server through its public API: the simulated floor in real time, and recorded logs as a
 * replay. Never touches the log or the board directly. Read {@link io.qingting.scenario.app.DemoTraffic} first.
 */
@NullMarked
package io.qingting.scenario.app;

import org.jspecify.annotations.NullMarked;
