package io.qingting.explain.app;

import io.qingting.event.app.EventHistory;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.explain.domain.Why;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What is on record of contacts that were taken out of an agent's score: why, by whom, and when. */
@ApplicationScoped
public class Exclusions {
    private final EventHistory history;

    Exclusions(EventHistory history) {
        this.history = history;
    }

    /** One agent's part in a contact. */
    public record Subject(ContactKey contact, String agentId) {}

    /**
     * @param by the role in which it was decided, or whatever the source wrote
     * @param at epoch milliseconds
     */
    public record Exclusion(String reason, String by, long at) {}

    /** Of the lines that are left out on appeal; those of which the log no longer tells are absent. */
    public Uni<Map<Subject, Exclusion>> of(Explanation.Page page) {
        Set<ContactKey> excluded = page.lines().stream()
                .filter(line -> line.judged().why() == Why.EXCLUDED_ON_APPEAL)
                .map(Line::contact)
                .collect(Collectors.toSet());
        if (excluded.isEmpty()) return Uni.createFrom().item(Map.of());
        return history.of(excluded, page.asOf().position().position()).map(Exclusions::found);
    }

    /** Of several the first holds: the contact was out from then on. */
    private static Map<Subject, Exclusion> found(Map<ContactKey, List<Event>> events) {
        Map<Subject, Exclusion> found = new HashMap<>();
        events.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.type() == EventType.SCORE_EXCLUDED)
                .forEach(event -> {
                    if (!(event.detail() instanceof Event.Exclusion exclusion)) return;
                    found.putIfAbsent(
                            new Subject(event.contact(), exclusion.agentId()),
                            new Exclusion(exclusion.reason(), exclusion.by(), event.at()));
                });
        return found;
    }

    /** The part in the contact that a line tells of. */
    public static Subject subject(Line line) {
        return new Subject(line.contact(), Objects.requireNonNullElse(line.agentId(), ""));
    }
}
