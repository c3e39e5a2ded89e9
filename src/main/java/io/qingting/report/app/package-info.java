/** Answers what was asked for within stated limits. Read {@link io.qingting.report.app.Reports} first. */
@NullMarked
package io.qingting.report.app;

import org.jspecify.annotations.NullMarked;
