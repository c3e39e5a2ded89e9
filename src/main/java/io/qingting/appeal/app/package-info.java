/**
 * Making and deciding appeals. Never changes a figure itself: what is accepted is an event in the log. Read
 * {@link io.qingting.appeal.app.Appeals} first.
 */
@NullMarked
package io.qingting.appeal.app;

import org.jspecify.annotations.NullMarked;
