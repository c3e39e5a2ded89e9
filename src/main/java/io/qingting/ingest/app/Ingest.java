package io.qingting.ingest.app;

import io.qingting.access.domain.Grant;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.NewEvent;
import io.qingting.ingest.domain.Admission;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.EventDecoder;
import io.qingting.kernel.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The way of a request's events into the log: what is fit is appended together with that of other requests
 * ({@link GroupCommit}), and every event gets its outcome after the commit.
 */
@ApplicationScoped
public class Ingest {
    private final GroupCommit commits;
    private final SourceRates rates;
    private final IngestMetrics metrics;
    private final IngestSettings settings;
    private final BusinessClock clock;
    private final EventDecoder decoder;

    Ingest(
            GroupCommit commits,
            SourceRates rates,
            IngestMetrics metrics,
            IngestSettings settings,
            BusinessClock clock,
            CustomerKeys customerKeys) {
        this.commits = commits;
        this.rates = rates;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.decoder = new EventDecoder(customerKeys);
    }

    /** Checks single events. Safe for all threads. */
    public EventDecoder decoder() {
        return decoder;
    }

    /** Seconds until the source may send again; 0: now. */
    public int secondsToWait(Grant.Source source) {
        return rates.secondsToWait(source.sourceId());
    }

    /** What the source may send now. {@code imported} only with a key that may import. */
    public Admission admission(Grant.Source source, boolean imported) {
        long now = clock.nowMillis();
        return new Admission(
                source.sourceId(),
                source.source(),
                imported,
                now + settings.maxFuture().toMillis(),
                imported ? 0 : now - settings.oldestPeriod().toMillis());
    }

    /**
     * Appends what is fit. The outcomes stand in the events' order. Fails with {@link OverloadedException}, or with
     * {@link io.qingting.event.app.LogUnavailableException}: repeating the whole request is right then.
     */
    public Uni<List<EventOutcome>> submit(Grant.Source source, List<Decoded> events) {
        rates.take(source.sourceId(), events.size());
        List<NewEvent> fit = new ArrayList<>(events.size());
        for (Decoded decoded : events) {
            switch (decoded) {
                case Decoded.Valid valid -> fit.add(valid.event());
                case Decoded.Refused refused ->
                    metrics.refused(refused.refusal().slug());
            }
        }
        return commits.append(fit).invoke(this::count).map(appended -> outcomes(events, appended));
    }

    private void count(List<AppendOutcome> outcomes) {
        int duplicates = 0;
        int conflicts = 0;
        for (AppendOutcome outcome : outcomes) {
            switch (outcome) {
                case AppendOutcome.Accepted accepted -> {}
                case AppendOutcome.Duplicate duplicate -> duplicates++;
                case AppendOutcome.Conflict conflict -> conflicts++;
            }
        }
        metrics.accepted(outcomes.size() - duplicates - conflicts);
        metrics.duplicate(duplicates);
        metrics.conflict(conflicts);
    }

    private static List<EventOutcome> outcomes(List<Decoded> events, List<AppendOutcome> appended) {
        List<EventOutcome> outcomes = new ArrayList<>(events.size());
        Iterator<AppendOutcome> next = appended.iterator();
        for (Decoded decoded : events) {
            outcomes.add(
                    switch (decoded) {
                        case Decoded.Valid valid ->
                            new EventOutcome.Logged(valid.event().id(), next.next(), valid.ignored());
                        case Decoded.Refused refused -> new EventOutcome.Refused(refused.id(), refused.refusal());
                    });
        }
        return outcomes;
    }

    /** Counts a request that was refused whole. */
    public void refusedWhole(Grant.Source source, String slug) {
        rates.take(source.sourceId(), 1);
        metrics.refused(slug);
    }
}
