package io.qingting.alert.app;

import io.qingting.access.app.Audit;
import io.qingting.access.app.People;
import io.qingting.access.domain.Person;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertFilter;
import io.qingting.alert.domain.AlertQuality;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.AlertStep;
import io.qingting.alert.domain.Silence;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people do about alerts. Each deed is in the alert's history; what changes who is told is in the audit trail too. */
@ApplicationScoped
public class AlertDesk {
    private static final int MOST_STEPS = 500;

    private final Pool pool;
    private final Audit audit;
    private final People people;
    private final MachineClock machine;
    private final BusinessClock business;

    AlertDesk(Pool pool, Audit audit, People people, MachineClock machine, BusinessClock business) {
        this.pool = pool;
        this.audit = audit;
        this.people = people;
        this.machine = machine;
        this.business = business;
    }

    /** How a deed went. */
    public enum Outcome {
        DONE,
        /** There is no such alert. */
        UNKNOWN,
        /** The alert's state does not allow it, or it is so already. */
        TOO_LATE
    }

    /** An alert with its history. */
    public record Story(Alert alert, List<AlertStep> steps) {}

    public Uni<List<Alert>> list(AlertFilter filter, long before, int limit) {
        return AlertQueries.list(pool, filter, before, limit);
    }

    public Uni<Optional<Alert>> find(long alertId) {
        return AlertQueries.find(pool, alertId);
    }

    /**
     * Empty where there is none of that id, and where it is not shown: after the same one statement, so that the time of the
     * answer does not tell which.
     */
    public Uni<Optional<Story>> story(long alertId, Predicate<Alert> isShown) {
        return AlertQueries.find(pool, alertId)
                .map(found -> found.filter(isShown))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : AlertQueries.steps(pool, alertId, MOST_STEPS)
                                .map(steps -> Optional.of(new Story(found.get(), steps))));
    }

    /** Somebody sees to it: it is neither repeated nor escalated. */
    public Uni<Outcome> acknowledge(long alertId, String by, @Nullable String note) {
        return pool.withTransaction(tx -> AlertQueries.acknowledge(tx, List.of(alertId), by, note, machine.now())
                .call(count -> count == 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(tx, by, "alert.acknowledged", "alert:" + alertId, null, null))
                .chain(count -> count == 1 ? Uni.createFrom().item(Outcome.DONE) : whyNot(alertId)));
    }

    /** Ends it by a person's word, such as one on a source that was taken out of service. */
    public Uni<Outcome> resolve(long alertId, String by, @Nullable String note) {
        return pool.withTransaction(tx -> AlertQueries.resolve(tx, alertId, by, note, machine.now(), business.now())
                .call(done -> done
                        ? audit.record(tx, by, "alert.resolved", "alert:" + alertId, null, null)
                        : Uni.createFrom().voidItem())
                .chain(done -> done ? Uni.createFrom().item(Outcome.DONE) : whyNot(alertId)));
    }

    private Uni<Outcome> whyNot(long alertId) {
        return AlertQueries.find(pool, alertId).map(found -> found.isEmpty() ? Outcome.UNKNOWN : Outcome.TOO_LATE);
    }

    /** @param assignee null: nobody any more */
    public Uni<Outcome> assign(long alertId, String by, @Nullable String assignee) {
        return pool.withTransaction(tx -> AlertQueries.assign(tx, alertId, by, assignee, machine.now()))
                .map(done -> done ? Outcome.DONE : Outcome.UNKNOWN);
    }

    /** Who may see to alerts and can log in, by name; at most so many. */
    public Uni<List<Person>> assignees(int limit) {
        return people.overseers(limit);
    }

    public Uni<Outcome> note(long alertId, String by, String note) {
        return pool.withTransaction(tx -> AlertQueries.note(tx, alertId, by, note, machine.now()))
                .map(done -> done ? Outcome.DONE : Outcome.UNKNOWN);
    }

    public Uni<List<AlertQuality>> quality(Instant from, Instant until) {
        return AlertQueries.quality(pool, from, until);
    }

    public Uni<List<Silence>> silences() {
        return RouteStore.silences(pool, machine.now());
    }

    /** @return its id */
    public Uni<Long> silence(Silence wanted) {
        return pool.withTransaction(tx -> RouteStore.insert(tx, wanted)
                .call(id -> audit.record(tx, wanted.by(), "silence.made", "silence:" + id, null, values(wanted))));
    }

    /**
     * Ends a silence before its time; false where there is none that lasts.
     *
     * @param onlyOwn one that somebody else made is none
     */
    public Uni<Boolean> endSilence(long silenceId, String by, boolean onlyOwn) {
        return pool.withTransaction(tx -> RouteStore.endSilence(tx, silenceId, onlyOwn ? by : null, machine.now())
                .call(done -> done
                        ? audit.record(tx, by, "silence.ended", "silence:" + silenceId, null, null)
                        : Uni.createFrom().voidItem()));
    }

    private static Map<String, Object> values(Silence silence) {
        Map<String, Object> values = new HashMap<>();
        if (silence.queueId() != null) values.put("queueId", silence.queueId());
        if (silence.kind() != null) values.put("kind", silence.kind().wireName());
        if (silence.name() != null) values.put("name", silence.name());
        values.put("fromAt", silence.from().toString());
        values.put("untilAt", silence.until().toString());
        values.put("reason", silence.reason());
        return values;
    }

    /** What a message names, for whoever holds its link; empty where the message is no longer kept. */
    public Uni<Optional<Letter>> letter(long messageId) {
        return AlertQueries.addressee(pool, messageId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : AlertQueries.ofMessage(pool, messageId)
                                .map(alerts -> Optional.of(new Letter(
                                        found.get().channel(), found.get().language(), alerts))));
    }

    /** A message that was sent, as its link shows it. */
    public record Letter(String channel, String language, List<Alert> alerts) {
        public long firing() {
            return alerts.stream()
                    .filter(alert -> alert.state() instanceof AlertState.Firing)
                    .count();
        }
    }

    /** Acknowledges what a message names, as its addressee; how many fired still. */
    public Uni<Long> acknowledgeLetter(Letter letter) {
        String by = "link:" + letter.channel();
        List<Long> ids = letter.alerts().stream().map(Alert::alertId).toList();
        return pool.withTransaction(tx -> AlertQueries.acknowledge(tx, ids, by, null, machine.now())
                .call(count -> count == 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(
                                tx, by, "alert.acknowledged", "alerts", null, Map.of("alerts", ids.toString()))));
    }
}
