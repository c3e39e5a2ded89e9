/**
 * The watch over figures: what the board shows, judged by the rules, once a second. Read {@link
 * io.qingting.rule.app.RuleWatch} first, then {@link io.qingting.rule.app.BoardReadings}.
 */
@NullMarked
package io.qingting.rule.app;

import org.jspecify.annotations.NullMarked;
