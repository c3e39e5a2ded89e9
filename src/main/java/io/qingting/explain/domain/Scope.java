package io.qingting.explain.domain;

import io.qingting.contact.domain.Span;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose figure is meant.
 *
 * @param id of the queue, channel, segment, team or agent; empty for the site
 * @param agents of a team: its members; of an agent: itself; else empty
 */
public record Scope(Kind kind, String id, Set<String> agents) {
    /** A contact without a queue belongs to this one. */
    public static final String NO_QUEUE = "(no queue)";

    public Scope {
        agents = Set.copyOf(agents);
    }

    public enum Kind {
        SITE,
        QUEUE,
        CHANNEL,
        SEGMENT,
        TEAM,
        AGENT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Counted as agents answer for it, not as queues keep it. */
        public boolean isOfPeople() {
            return this == TEAM || this == AGENT;
        }

        public static Optional<Kind> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(k -> k.wireName().equals(name))
                    .findFirst();
        }
    }

    public static Scope site() {
        return new Scope(Kind.SITE, "", Set.of());
    }

    public static Scope agent(String agentId) {
        return new Scope(Kind.AGENT, agentId, Set.of(agentId));
    }

    public static Scope of(Kind kind, String id) {
        return kind == Kind.AGENT ? agent(id) : new Scope(kind, id, Set.of());
    }

    public Scope with(Set<String> members) {
        return new Scope(kind, id, members);
    }

    /** Whether a contribution belongs here; legs, wrap-up and responses are of no segment, in reports too. */
    public boolean holds(Span span) {
        return switch (kind) {
            case SITE -> true;
            case QUEUE -> id.equals(queueOf(span.queueId()));
            case CHANNEL -> id.equals(span.channel().wireName());
            case SEGMENT -> span.segment() != null && id.equals(span.segment().wireName());
            case TEAM, AGENT -> span.agentId() != null && agents.contains(span.agentId());
        };
    }

    static String queueOf(@Nullable String queueId) {
        return queueId == null ? NO_QUEUE : queueId;
    }
}
