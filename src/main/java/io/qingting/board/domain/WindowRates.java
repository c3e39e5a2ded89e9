package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import org.jspecify.annotations.Nullable;

/** The rates of a place over a window that rules watch. {@code serviceLevel} null: accepts are automatic or only derived. */
public record WindowRates(@Nullable Ratio serviceLevel, Ratio abandonmentRate, Mean csat) {}
