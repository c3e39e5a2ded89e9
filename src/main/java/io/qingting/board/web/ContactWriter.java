package io.qingting.board.web;

import io.qingting.access.domain.Sight;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.OpenContact;
import io.qingting.board.web.ContactJson.AgentNameJson;
import io.qingting.board.web.ContactJson.OpenPromiseJson;
import io.qingting.event.app.SourceNames;
import io.qingting.kernel.ContactKey;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts names to contacts, and leaves out the people whom a caller may not see. From any thread. */
@ApplicationScoped
class ContactWriter {
    private final SiteConfiguration configuration;
    private final SourceNames sources;

    ContactWriter(SiteConfiguration configuration, SourceNames sources) {
        this.configuration = configuration;
        this.sources = sources;
    }

    /** The teams of agents at one moment of the board; an agent without a team is missing. */
    record Teams(Map<String, String> byAgent) {
        static Teams of(Board board, Collection<OpenContact> contacts) {
            Map<String, String> teams = new HashMap<>();
            for (OpenContact contact : contacts) {
                for (String agent : contact.agentIds()) {
                    String team = board.teamOf(agent);
                    if (team != null) teams.put(agent, team);
                }
            }
            return new Teams(teams);
        }
    }

    ContactJson contact(OpenContact contact, List<StoredTarget> targets, Instant at, Sight sight, Teams teams) {
        return new ContactJson(
                source(contact.contact()),
                contact.contact().contactId(),
                contact.channel().wireName(),
                contact.queueId(),
                contact.vip(),
                contact.state().wireName(),
                contact.sinceAt(),
                agents(contact.agentIds(), sight, teams),
                targets.stream()
                        .sorted(Comparator.comparingLong(t -> t.target().deadline()))
                        .map(t -> promise(t.target(), at.toEpochMilli()))
                        .toList());
    }

    /** Null: the source is not known yet. */
    @Nullable
    String source(ContactKey contact) {
        SourceNames.Known known = sources.all().get(contact.sourceId());
        return known == null ? null : known.name();
    }

    List<AgentNameJson> agents(List<String> agentIds, Sight sight, Teams teams) {
        return agentIds.stream()
                .filter(id -> sight.reaches(id, teams.byAgent().get(id)))
                .map(id -> new AgentNameJson(id, configuration.agentName(id)))
                .toList();
    }

    private static OpenPromiseJson promise(SlaTarget target, long now) {
        return new OpenPromiseJson(
                target.key().kind().wireName(),
                state(target, now),
                Instant.ofEpochMilli(target.startedAt()),
                maybe(target.warnAt()),
                maybe(target.deadline()));
    }

    /** How an open target stands at an instant. */
    static String state(SlaTarget target, long now) {
        if (target.deadline() == SlaTarget.NEVER) return "paused";
        if (target.deadline() < now) return "breached";
        return target.warnAt() <= now ? "warned" : "running";
    }

    static @Nullable Instant maybe(long at) {
        return at == SlaTarget.NEVER ? null : Instant.ofEpochMilli(at);
    }
}
