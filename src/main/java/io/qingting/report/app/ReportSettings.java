package io.qingting.report.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of reports: {@code qingting.report.*}. */
@ConfigMapping(prefix = "qingting.report")
public interface ReportSettings {
    /** Most rows of an answer; more are refused, never cut off. */
    @WithDefault("20000")
    int maxRows();

    /** Most periods of a range. */
    @WithDefault("2500")
    int maxPeriods();

    /** Longest range. */
    @WithDefault("1100d")
    Duration maxRange();

    /** Longest time of one statement; then the answer is 503. */
    @WithDefault("30s")
    Duration statementTimeout();

    /** Reports read at a time by one instance; more are answered 429. They must not take the live line's connections. */
    @WithDefault("3")
    int concurrent();

    /** Who has one of so many first places in a month's ranking is a star. */
    @WithDefault("3")
    int starPlaces();

    /** A contact is resolved where the customer does not come back within this. */
    @WithDefault("7d")
    Duration comeBack();

    /** A trend says "catching up" where history is behind the log for longer than this. */
    @WithDefault("5s")
    Duration lagLimit();

    /** False: this instance sends no scheduled reports; another one has to. */
    @WithDefault("true")
    boolean mail();

    /** How often an instance looks whether 30-day figures are to be summed up or shown anew; {@code off}: never. */
    @WithDefault("5s")
    String rollingEvery();
}
