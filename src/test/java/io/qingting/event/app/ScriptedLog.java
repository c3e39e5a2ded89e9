package io.qingting.event.app;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.NewEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;

/** A log whose appends end when and how a test says, in the order in which they began. */
@SuppressWarnings("NullAway") // What a real log writes to is not there.
public final class ScriptedLog extends EventLog {
    private final List<Append> appends = new ArrayList<>();
    private int positions;

    /** One append that was begun. */
    public record Append(List<NewEvent> events, UniEmitter<? super List<AppendOutcome>> answer) {}

    public ScriptedLog() {
        super(null, null, null, null);
    }

    @Override
    public Uni<List<AppendOutcome>> append(List<NewEvent> events) {
        return Uni.createFrom().emitter(answer -> appends.add(new Append(List.copyOf(events), answer)));
    }

    /** The ids of each append begun so far. */
    public List<List<String>> begun() {
        return appends.stream()
                .map(append -> append.events().stream().map(NewEvent::id).toList())
                .toList();
    }

    public void commit(int n) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < appends.get(n).events().size(); i++) outcomes.add(new AppendOutcome.Accepted(++positions));
        appends.get(n).answer().complete(outcomes);
    }

    /** The database is away. */
    public void goAway(int n) {
        fail(n, new LogUnavailableException(new IllegalStateException("away")));
    }

    public void fail(int n, Throwable failure) {
        appends.get(n).answer().fail(failure);
    }
}
