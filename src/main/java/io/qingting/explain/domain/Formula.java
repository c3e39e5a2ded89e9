package io.qingting.explain.domain;

import org.jspecify.annotations.Nullable;

/**
 * A definition in words.
 *
 * @param hits the numerator, or what is counted
 * @param total the denominator; null: the figure is a count, or an instant
 */
public record Formula(Words name, Words hits, @Nullable Words total) {}
