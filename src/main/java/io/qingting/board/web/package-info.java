/**
 * The board's way out: topics, frames, and the socket that sends the newest state of a topic to all its viewers. Computes
 * no figure. Read {@link io.qingting.board.web.BoardSocket} first, then {@link io.qingting.board.web.FanOut}.
 */
@NullMarked
package io.qingting.board.web;

import org.jspecify.annotations.NullMarked;
