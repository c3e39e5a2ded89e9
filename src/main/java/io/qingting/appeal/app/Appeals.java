package io.qingting.appeal.app;

import io.qingting.access.app.Audit;
import io.qingting.access.domain.Sight;
import io.qingting.appeal.domain.Appeal;
import io.qingting.appeal.domain.Appeal.Decision;
import io.qingting.appeal.domain.Appeal.State;
import io.qingting.appeal.store.AppealStore;
import io.qingting.appeal.store.AppealStore.Count;
import io.qingting.appeal.store.AppealStore.Found;
import io.qingting.board.app.AgentTeams;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and decides appeals. What is accepted is an event of the contact in the log, in one transaction with the decision and the
 * audit entry: scores follow from the log on every instance, and the log says who decided. Figures of queues never change by it.
 */
@ApplicationScoped
public class Appeals {
    /** Most open appeals of an agent. */
    public static final int MOST_OPEN = 10;

    /** Most appeals that an agent makes in 24 hours. */
    public static final int MOST_A_DAY = 10;

    /** A contact may be appealed against for so long after it was served: as long as it counts in a score. */
    public static final Duration SCORED_FOR = Duration.ofDays(30);

    private static final Duration DAY = Duration.ofDays(1);

    private final Pool pool;
    private final EventLog log;
    private final Audit audit;
    private final AgentTeams teams;
    private final BusinessClock clock;
    private final MachineClock machine;

    Appeals(Pool pool, EventLog log, Audit audit, AgentTeams teams, BusinessClock clock, MachineClock machine) {
        this.pool = pool;
        this.log = log;
        this.audit = audit;
        this.teams = teams;
        this.clock = clock;
        this.machine = machine;
    }

    /**
     * Appeals against a contact that the agent served. Fails with 404 where the agent did not serve it within 30 days, with 409
     * where it is out of the score already, is appealed against already or was decided, or where there are too many.
     *
     * @return id of the appeal
     */
    public Uni<Long> make(String actor, String agentId, ContactKey contact, String reason) {
        return pool.withTransaction(tx -> AppealStore.lockAndCount(
                        tx, agentId, machine.now().minus(DAY))
                .invoke(Appeals::refuseTooMany)
                .chain(() -> AppealStore.latest(tx, agentId, contact))
                .invoke(Appeals::refuseAgain)
                .chain(() ->
                        AppealStore.served(tx, agentId, contact, clock.now().minus(SCORED_FOR), teams.teamOf(agentId)))
                .map(Appeals::counted)
                .chain(found -> AppealStore.insert(tx, agentId, found.served(), reason, actor, machine.now()))
                .call(id -> audit.record(
                        tx,
                        actor,
                        "appeal.made",
                        "appeal:" + id,
                        null,
                        Map.of("agentId", agentId, "contact", subject(contact)))));
    }

    private static void refuseTooMany(Count count) {
        if (count.open() < MOST_OPEN && count.recent() < MOST_A_DAY) return;
        throw new ProblemException(Problem.of(
                409,
                "too-many-appeals",
                "Too many appeals",
                "At most " + MOST_OPEN + " may be open, and " + MOST_A_DAY
                        + " made in 24 hours. Wait until some are decided, or withdraw one."));
    }

    private static void refuseAgain(Optional<State> latest) {
        if (latest.isEmpty() || latest.get() == State.WITHDRAWN) return;
        throw new ProblemException(Problem.of(
                        409,
                        "appealed-already",
                        "This contact was appealed against already",
                        "An appeal is made once a contact. See its state in the list of your appeals.")
                .at("/contactId"));
    }

    private static Found counted(Optional<Found> found) {
        if (found.isEmpty())
            throw new ProblemException(Problem.of(
                            404,
                            "not-found",
                            "Not found",
                            "You served no contact of that id that ended within 30 days. Choose one from your list.")
                    .at("/contactId"));
        if (found.get().isExcluded())
            throw new ProblemException(
                    Problem.of(409, "excluded-already", "Out of the score already", "This contact counts no longer.")
                            .at("/contactId"));
        return found.get();
    }

    /** An agent takes an own open appeal back; false where there is none. */
    public Uni<Boolean> withdraw(String actor, String agentId, long appealId) {
        return pool.withTransaction(tx -> AppealStore.lock(tx, appealId).chain(found -> {
            boolean isOwn = found.filter(it -> it.agentId().equals(agentId) && it.state() == State.OPEN)
                    .isPresent();
            return isOwn
                    ? decide(tx, found.get(), State.WITHDRAWN, actor, null).replaceWith(true)
                    : Uni.createFrom().item(false);
        }));
    }

    /**
     * Who decides.
     *
     * @param actor as the audit trail names who acted
     * @param role wire name of the role in which it is decided
     * @param ownAgentId the agent that the decider is; null: none
     */
    public record Decider(
            String actor, String role, @Nullable String ownAgentId) {}

    /**
     * Decides an open appeal. Fails with 404 where there is none of that id, 409 where it was decided, 403 where it is the
     * decider's own.
     *
     * @param decider who decides
     */
    public Uni<Void> decide(Decider decider, long appealId, boolean accept, String note) {
        String actor = decider.actor();
        return pool.withTransaction(tx -> AppealStore.lock(tx, appealId)
                        .map(found -> undecided(found, decider.ownAgentId()))
                        .chain(appeal -> decide(tx, appeal, accept ? State.ACCEPTED : State.REJECTED, actor, note)
                                .chain(() -> accept
                                        ? exclude(tx, appeal, decider, note)
                                        : Uni.createFrom().voidItem())))
                .invoke(log::wakeReaders);
    }

    private static Appeal undecided(Optional<Appeal> found, @Nullable String ownAgentId) {
        if (found.isEmpty())
            throw new ProblemException(Problem.of(404, "not-found", "Not found", "There is no appeal of this id."));
        Appeal appeal = found.get();
        if (appeal.agentId().equals(ownAgentId))
            throw new ProblemException(
                    Problem.of(403, "own-appeal", "This is your own appeal", "Somebody else decides about it."));
        if (appeal.state() != State.OPEN)
            throw new ProblemException(Problem.of(
                    409, "conflict", "Not possible now", "It was decided or withdrawn already. Read the list again."));
        return appeal;
    }

    private Uni<Void> decide(SqlConnection tx, Appeal appeal, State state, String actor, @Nullable String note) {
        return AppealStore.decide(tx, appeal.appealId(), state, new Decision(machine.now(), actor, note))
                .chain(() -> audit.record(
                        tx,
                        actor,
                        "appeal." + state.wireName(),
                        "appeal:" + appeal.appealId(),
                        Map.of("state", appeal.state().wireName()),
                        note == null
                                ? Map.of("state", state.wireName())
                                : Map.of(
                                        "state",
                                        state.wireName(),
                                        "note",
                                        note,
                                        "agentId",
                                        appeal.agentId(),
                                        "contact",
                                        subject(appeal.served().contact()))));
    }

    /**
     * Named after the appeal: deciding twice excludes once. The event says in which role it was decided; who it was say its actor
     * and the audit trail.
     */
    private Uni<Void> exclude(SqlConnection tx, Appeal appeal, Decider decider, String note) {
        ContactKey contact = appeal.served().contact();
        JsonObject data = new JsonObject()
                .put("channel", appeal.served().channel())
                .put("actor", new JsonObject().put("type", "human").put("id", decider.actor()))
                .put(
                        "exclusion",
                        new JsonObject()
                                .put("agentId", appeal.agentId())
                                .put("reason", note)
                                .put("by", decider.role()));
        NewEvent event = new NewEvent(
                contact.sourceId(),
                "appeal:" + appeal.appealId(),
                EventType.SCORE_EXCLUDED,
                clock.nowMillis(),
                null,
                contact.contactId(),
                null,
                false,
                data.encode());
        return log.append(tx, List.of(event)).invoke(Appeals::refuseRepeat).replaceWithVoid();
    }

    private static void refuseRepeat(List<AppendOutcome> outcomes) {
        if (outcomes.getFirst() instanceof AppendOutcome.Accepted) return;
        throw new IllegalStateException("the source used the id of an appeal for an event of its own");
    }

    private static String subject(ContactKey contact) {
        return "contact:" + contact.sourceId() + ":" + contact.contactId();
    }

    /** An agent's own, the newest first. */
    public Uni<List<Appeal>> ofAgent(String agentId, long before, int limit) {
        return AppealStore.ofAgent(pool, agentId, before, limit);
    }

    /**
     * Those of agents whom the viewer may see, the newest first.
     *
     * @param state null: of all
     */
    public Uni<List<Appeal>> list(Sight sight, @Nullable State state, long before, int limit) {
        Set<String> teams = switch (sight) {
            case Sight.Everybody everybody -> null;
            case Sight.Nobody nobody -> Set.of();
            case Sight.Own own -> own.teamIds();
        };
        return AppealStore.list(pool, state, teams, before, limit);
    }
}
