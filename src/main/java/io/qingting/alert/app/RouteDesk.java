package io.qingting.alert.app;

import io.qingting.access.app.Audit;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.RosterCsv;
import io.qingting.alert.domain.Route;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.MessageQueries;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is told what: routes, the roster and the words. Every change is in the audit trail. Also the messages themselves. */
@ApplicationScoped
public class RouteDesk {
    private static final int MOST_ROUTES = 200;
    private static final int LONGEST_TEMPLATE = 1_000;

    private final Pool pool;
    private final Audit audit;
    private final MachineClock clock;
    private final Floor floor;
    private final Phrases phrases;

    RouteDesk(Pool pool, Audit audit, MachineClock clock, Floor floor, Phrases phrases) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.floor = floor;
        this.phrases = phrases;
    }

    public Uni<List<Route>> routes() {
        return RouteStore.routes(pool);
    }

    /**
     * Makes a route (id 0) or replaces one.
     *
     * @return its id; 0: there is none of that id
     */
    public Uni<Long> save(Route route, String by) {
        return pool.withTransaction(tx -> RouteStore.routes(tx)
                .chain(all -> ChannelStore.all(tx).chain(channels -> {
                    if (route.routeId() == 0 && all.size() >= MOST_ROUTES)
                        throw Channels.invalid("There are " + MOST_ROUTES + " routes already: remove one.", "/name");
                    List<Long> known = channels.stream()
                            .map(channel -> channel.channelId())
                            .toList();
                    if (!known.containsAll(route.channels()))
                        throw Channels.invalid("Channels are ids as the list of channels gives them.", "/channels");
                    Map<String, Object> before = all.stream()
                            .filter(each -> each.routeId() == route.routeId())
                            .findFirst()
                            .map(RouteDesk::values)
                            .orElse(null);
                    return RouteStore.save(tx, route)
                            .call(id -> id == 0
                                    ? Uni.createFrom().voidItem()
                                    : audit.record(tx, by, "route.saved", "route:" + id, before, values(route)));
                })));
    }

    public Uni<Boolean> delete(long routeId, String by) {
        return pool.withTransaction(tx -> RouteStore.deleteRoute(tx, routeId)
                .call(done -> done
                        ? audit.record(tx, by, "route.removed", "route:" + routeId, null, null)
                        : Uni.createFrom().voidItem()));
    }

    private static Map<String, Object> values(Route route) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", route.name());
        values.put("atLeast", route.atLeast().wireName());
        values.put(
                "kinds",
                route.kinds().stream()
                        .map(AlertKind::wireName)
                        .sorted()
                        .toList()
                        .toString());
        values.put("queues", route.queues().stream().sorted().toList().toString());
        values.put("channels", route.channels().toString());
        if (route.from() != null) values.put("from", route.from().toString());
        if (route.to() != null) values.put("to", route.to().toString());
        if (route.duty() != null) values.put("duty", route.duty());
        if (route.repeatAfter() != null)
            values.put("repeatSeconds", route.repeatAfter().toSeconds());
        return values;
    }

    /**
     * Shifts by their begin, of days of the site.
     *
     * @param first null: those that are not over
     * @param last inclusive; null: all later ones
     */
    public Uni<List<DutyShift>> roster(@Nullable LocalDate first, @Nullable LocalDate last) {
        ZoneId zone = floor.zone();
        Instant from = first == null ? clock.now() : first.atStartOfDay(zone).toInstant();
        Instant until = last == null
                ? Instant.parse("9999-01-01T00:00:00Z")
                : last.plusDays(1).atStartOfDay(zone).toInstant();
        return RouteStore.roster(pool, from, until, RosterCsv.MOST_SHIFTS);
    }

    /** Replaces the whole roster, or says what is wrong with it and changes nothing. */
    public Uni<RosterCsv.Read> replaceRoster(String csv, String by) {
        RosterCsv.Read read = RosterCsv.read(csv, floor.zone());
        if (!(read instanceof RosterCsv.Read.Shifts shifts))
            return Uni.createFrom().item(read);
        return pool.withTransaction(tx -> RouteStore.replaceRoster(tx, shifts.shifts())
                        .chain(() -> audit.record(
                                tx,
                                by,
                                "roster.replaced",
                                "roster",
                                null,
                                Map.of("shifts", shifts.shifts().size()))))
                .replaceWith(read);
    }

    /** The templates of a language in force, by name. */
    public Uni<Map<String, String>> templates(String language) {
        return RouteStore.templates(pool, language).map(own -> {
            Map<String, String> all = new TreeMap<>();
            for (String name : Phrases.TEMPLATES)
                all.put(name, own.getOrDefault(name, phrases.shipped(language, name)));
            return all;
        });
    }

    /** @param text null: as shipped again */
    public Uni<Void> saveTemplate(String language, String name, @Nullable String text, String by) {
        if (!language.equals("zh") && !language.equals("en"))
            throw Channels.invalid("The language is zh or en.", "/language");
        if (!Phrases.TEMPLATES.contains(name))
            throw Channels.invalid(
                    "A template's name is one of "
                            + String.join(
                                    ", ", Phrases.TEMPLATES.stream().sorted().toList()) + ".",
                    "/name");
        if (text != null) {
            if (text.isBlank() || text.length() > LONGEST_TEMPLATE)
                throw Channels.invalid("A template has 1 to 1000 characters.", "/text");
            String wrong = phrases.check(name, text);
            if (wrong != null) throw Channels.invalid("The template cannot be read: " + wrong, "/text");
        }
        return pool.withTransaction(tx -> RouteStore.saveTemplate(tx, language, name, text)
                .chain(() -> audit.record(
                        tx,
                        by,
                        "template.saved",
                        "template:" + language + ":" + name,
                        null,
                        text == null ? null : Map.of("text", text))));
    }

    /** Messages, newest first. @param state sending, retry, sent, merged or dead; null: all */
    public Uni<List<MessageQueries.Sent>> messages(@Nullable String state, long before, int limit) {
        return MessageQueries.list(pool, state, before, limit);
    }

    /** Sends a message that was given up once more, marked as a repetition. False where there is no such one. */
    public Uni<Boolean> sendAgain(long messageId, String by) {
        return pool.withTransaction(tx -> MessageQueries.sendAgain(tx, messageId, clock.now())
                .call(done -> done
                        ? audit.record(tx, by, "message.sentAgain", "message:" + messageId, null, null)
                        : Uni.createFrom().voidItem()));
    }
}
