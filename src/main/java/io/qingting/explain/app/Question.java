package io.qingting.explain.app;

import io.qingting.contact.domain.Span;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.explain.domain.Judged;
import io.qingting.explain.domain.Judging;
import io.qingting.explain.domain.Later;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.Terms;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.history.domain.FactScan;
import io.qingting.history.domain.FactScan.Place;
import org.jspecify.annotations.Nullable;

/**
 * A figure over a stretch of time, ready to be read: everything that decides it is known.
 *
 * @param from epoch milliseconds
 * @param to exclusive
 * @param isLive the board's own: events later than the moment are not looked at
 */
record Question(WindowMetric metric, Scope scope, long from, long to, Terms terms, AsOf asOf, boolean isLive) {

    FactScan scan() {
        return new FactScan(
                metric.kinds(scope),
                switch (metric.instant()) {
                    case BEGIN -> FactScan.Clock.BEGIN;
                    case END -> FactScan.Clock.END;
                    case DEADLINE -> FactScan.Clock.DEADLINE;
                },
                limitMillis(),
                from,
                to,
                place());
    }

    private Place place() {
        return switch (scope.kind()) {
            case SITE -> new Place.Everywhere();
            case QUEUE -> new Place.Queue(scope.id());
            case CHANNEL -> new Place.Channel(scope.id());
            case SEGMENT -> new Place.Segment(scope.id());
            case TEAM, AGENT -> new Place.Agents(scope.agents());
        };
    }

    /** How long before its point a contribution may have begun. */
    long limitMillis() {
        return metric.instant() == WindowMetric.Instant.DEADLINE ? terms.limitOf(metric) : 0;
    }

    /** Null: not of this figure. */
    @Nullable
    Judged judge(Span span, Later later) {
        Judged judged = Judging.judge(metric, scope, span, later, terms);
        return judged != null && judged.at() >= from && judged.at() < to ? judged : null;
    }

    /** What the figure's moment knows: an exclusion from a score holds from when it is on record, whatever its instant. */
    boolean sees(Event event) {
        return !isLive || event.at() <= asOf.at() || event.type() == EventType.SCORE_EXCLUDED;
    }
}
