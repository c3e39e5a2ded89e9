/**
 * What the floor shows: live figures, figures over the windows of the last hour and of today, and service scores, as a pure
 * fold of events and an instant. Never reads a clock, the log or a socket. Read {@link io.qingting.board.domain.Board} first.
 */
@NullMarked
package io.qingting.board.domain;

import org.jspecify.annotations.NullMarked;
