/**
 * Explains figures: finds the contributions behind one, adds them up, and recomputes it from the log. Never writes. Read {@link
 * io.qingting.explain.app.Explanations} first.
 */
@NullMarked
package io.qingting.explain.app;

import org.jspecify.annotations.NullMarked;
