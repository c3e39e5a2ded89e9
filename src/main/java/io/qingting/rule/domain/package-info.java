/**
 * Alerts on figures: rules, and what a rule makes of the figures it is shown. Pure: never reads a board, a clock or a row.
 * Read {@link io.qingting.rule.domain.FigureRule} first, then {@link io.qingting.rule.domain.Verdict}.
 */
@NullMarked
package io.qingting.rule.domain;

import org.jspecify.annotations.NullMarked;
