/**
 * The board of this process: follows the log, keeps itself across restarts, tells the way out when it changed. Read {@link
 * io.qingting.board.app.LiveBoard} first.
 */
@NullMarked
package io.qingting.board.app;

import org.jspecify.annotations.NullMarked;
