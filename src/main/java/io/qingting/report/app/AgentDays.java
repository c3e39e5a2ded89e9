package io.qingting.report.app;

import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.AgentDay;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.store.AgentDayStore;
import io.qingting.report.store.Snapshot;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Days of single agents. Who may see the agent is decided by the caller. */
@ApplicationScoped
public class AgentDays {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_LEGS = 2_000;
    private static final int MOST_TURNS = 2_000;

    private final Pool pool;
    private final BusinessClock clock;
    private final ReportSettings settings;
    private final SiteConfiguration site;
    private final FactLag lag;

    AgentDays(Pool pool, BusinessClock clock, ReportSettings settings, SiteConfiguration site, FactLag lag) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.site = site;
        this.lag = lag;
    }

    /** @param wanted null: the business day of now */
    public Uni<AgentDay> read(String agentId, @Nullable LocalDate wanted) {
        Site present = site.current();
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        Instant now = clock.now();
        LocalDate day = wanted == null ? days.dayOf(now) : wanted;
        Instant from = days.start(day);
        Instant to = days.start(day.plusDays(1));
        Instant until = now.isBefore(to) ? now : to;
        // Looked at before the facts are read: they can only be newer than it says.
        return lag.now()
                .chain(behind -> Snapshot.read(
                        pool,
                        LIMIT,
                        tx -> AgentDayStore.turns(tx, agentId, from, to, MOST_TURNS + 1)
                                .chain(turns -> AgentDayStore.legs(tx, agentId, from, to, MOST_LEGS + 1)
                                        .map(legs -> new AgentDay(
                                                day,
                                                from,
                                                to,
                                                now.toEpochMilli(),
                                                behind.seconds(),
                                                behind.seconds() * 1_000
                                                        > settings.lagLimit().toMillis(),
                                                ended(AgentDay.spans(turns, from, until), now, to),
                                                legs.subList(0, Math.min(MOST_LEGS, legs.size())),
                                                legs.size() > MOST_LEGS || turns.size() > MOST_TURNS)))));
    }

    /** On a day that is over the last state ends with it. */
    private static List<AgentDay.PresenceSpan> ended(List<AgentDay.PresenceSpan> spans, Instant now, Instant to) {
        if (spans.isEmpty() || now.isBefore(to)) return spans;
        AgentDay.PresenceSpan last = spans.getLast();
        List<AgentDay.PresenceSpan> all = new ArrayList<>(spans.subList(0, spans.size() - 1));
        all.add(new AgentDay.PresenceSpan(last.presence(), last.from(), to));
        return all;
    }
}
