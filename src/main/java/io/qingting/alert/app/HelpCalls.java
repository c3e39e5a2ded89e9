package io.qingting.alert.app;

import io.qingting.access.app.Audit;
import io.qingting.access.app.People;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.HelpReason;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.HelpStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Agents' calls for help: one open alert an agent, which only those see who may see the agent, assigned to the supervisor where
 * one person leads the team. A supervisor resolves it like any alert, or the agent takes it back.
 */
@ApplicationScoped
public class HelpCalls {
    /** A further call is refused so soon after the last one. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    /** Most calls of an agent in an hour. */
    public static final int MOST_AN_HOUR = 6;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SYSTEM = "system";

    private final Pool pool;
    private final Alerts alerts;
    private final Floor floor;
    private final People people;
    private final Audit audit;
    private final BusinessClock clock;
    private final MachineClock machine;

    HelpCalls(
            Pool pool,
            Alerts alerts,
            Floor floor,
            People people,
            Audit audit,
            BusinessClock clock,
            MachineClock machine) {
        this.pool = pool;
        this.alerts = alerts;
        this.floor = floor;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
        this.machine = machine;
    }

    /** The agent's open call; empty: there is none. */
    public Uni<Optional<Alert>> open(String agentId) {
        return HelpStore.open(pool, Cause.ofHelp(agentId));
    }

    /**
     * Calls for help. Where a call is open already nothing is done, and that one is given; a call too soon after the last, or one
     * too many in an hour, fails with 429.
     *
     * @param actor as the audit trail names who acted
     */
    public Uni<Alert> call(String actor, String agentId, HelpReason reason) {
        Cause cause = Cause.ofHelp(agentId);
        return pool.withTransaction(tx -> HelpStore.lock(tx, cause)
                .chain(() -> HelpStore.open(tx, cause))
                .chain(open ->
                        open.isPresent() ? Uni.createFrom().item(open.get()) : raise(tx, actor, agentId, reason)));
    }

    private Uni<Alert> raise(SqlConnection tx, String actor, String agentId, HelpReason reason) {
        Cause cause = Cause.ofHelp(agentId);
        Signal signal = new Signal.HelpWanted(Severity.WARNING, agentId, reason.wireName(), clock.now());
        return HelpStore.raisedSince(tx, cause, machine.now().minus(HOUR), MOST_AN_HOUR)
                .invoke(this::refuseTooMany)
                .chain(() -> alerts.raise(tx, List.of(signal), clock.now()))
                .chain(() -> HelpStore.open(tx, cause))
                .map(Optional::orElseThrow)
                .call(alert -> assign(tx, alert, agentId))
                .call(alert -> audit.record(
                        tx,
                        actor,
                        "help.called",
                        "alert:" + alert.alertId(),
                        null,
                        Map.of("agentId", agentId, "reason", reason.wireName())));
    }

    private void refuseTooMany(List<Instant> raised) {
        if (raised.isEmpty()) return;
        Instant now = machine.now();
        Instant free = raised.getFirst().plus(PAUSE);
        if (raised.size() >= MOST_AN_HOUR) free = raised.getLast().plus(HOUR);
        if (!free.isAfter(now)) return;
        throw new ProblemException(
                Problem.of(
                        429,
                        "help-too-often",
                        "Called for help too often",
                        "One call a minute and " + MOST_AN_HOUR + " an hour. If it is urgent, call your supervisor."),
                Math.toIntExact(Duration.between(now, free).toSeconds() + 1));
    }

    private Uni<Boolean> assign(SqlConnection tx, Alert alert, String agentId) {
        String team = floor.teamOf(agentId);
        if (team == null) return Uni.createFrom().item(false);
        return people.supervisorsOf(tx, team)
                .chain(logins -> logins.size() == 1
                        ? AlertQueries.assign(tx, alert.alertId(), SYSTEM, logins.getFirst(), machine.now())
                        : Uni.createFrom().item(false));
    }

    /** Help is no longer needed; false where there is no open call. */
    public Uni<Boolean> withdraw(String actor, String agentId) {
        Cause cause = Cause.ofHelp(agentId);
        return pool.withTransaction(tx -> HelpStore.lock(tx, cause)
                .chain(() -> HelpStore.open(tx, cause))
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().item(false)
                        : alerts.end(tx, List.of(cause), actor, "no longer needed", clock.now())
                                .chain(() -> audit.record(
                                        tx,
                                        actor,
                                        "help.withdrawn",
                                        "alert:" + open.get().alertId(),
                                        null,
                                        null))
                                .replaceWith(true)));
    }
}
