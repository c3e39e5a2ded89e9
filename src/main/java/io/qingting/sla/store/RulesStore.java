package io.qingting.sla.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qingting.sla.domain.PublicHolidays;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaRules;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements on versions of the rules. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class RulesStore {
    /** Shared by those who go by the rules, exclusive for who changes them. The same on all instances. */
    private static final long LOCK = 7_230_420;

    /** Of the rules that the product ships with. */
    public static final long FIRST_VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RulesStore() {}

    record ContentJson(
            List<PolicyJson> policies,
            List<CalendarJson> calendars,
            String siteCalendarId,
            Map<String, String> queueCalendars) {
        static ContentJson of(SlaRules.Content content) {
            return new ContentJson(
                    content.policies().stream().map(PolicyJson::of).toList(),
                    content.calendars().stream().map(CalendarJson::of).toList(),
                    content.siteCalendarId(),
                    content.queueCalendars());
        }

        SlaRules.Content content() {
            return new SlaRules.Content(
                    policies.stream().map(PolicyJson::policy).toList(),
                    calendars.stream().map(CalendarJson::settings).toList(),
                    siteCalendarId,
                    queueCalendars);
        }
    }

    /** The newest version; empty: there is none. Holds it until the transaction ends. */
    public static Uni<Optional<Long>> inForce(SqlClient transaction) {
        return version(transaction.preparedQuery("select sla_rules_in_force()").execute());
    }

    /** The newest version; empty: there is none. */
    public static Uni<Optional<Long>> newest(SqlClient client) {
        return version(
                client.preparedQuery("select max(version) from sla_rules").execute());
    }

    private static Uni<Optional<Long>> version(Uni<io.vertx.mutiny.sqlclient.RowSet<Row>> rows) {
        return rows.map(found -> Optional.ofNullable(found.iterator().next().getLong(0)));
    }

    /** Nobody else goes by the rules or changes them until the transaction ends. */
    public static Uni<Void> lock(SqlClient transaction) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .replaceWithVoid();
    }

    /** The newest versions, as many as a book keeps, oldest first. */
    public static Uni<List<SlaRules>> load(SqlClient client, Function<String, @Nullable PublicHolidays> holidays) {
        return client.preparedQuery(
                        "select version, effective_from, content::text from sla_rules order by version desc limit $1")
                .execute(Tuple.of(SlaBook.MOST_VERSIONS))
                .map(rows -> {
                    List<SlaRules> versions = new ArrayList<>();
                    for (Row row : rows) versions.add(rules(row, holidays));
                    Collections.reverse(versions);
                    return versions;
                });
    }

    /** Who made each of the newest versions. */
    public static Uni<Map<Long, String>> authors(SqlClient client) {
        return client.preparedQuery("select version, changed_by from sla_rules order by version desc limit $1")
                .execute(Tuple.of(SlaBook.MOST_VERSIONS))
                .map(rows -> {
                    Map<Long, String> authors = new HashMap<>();
                    for (Row row : rows) authors.put(row.getLong(0), row.getString(1));
                    return authors;
                });
    }

    private static SlaRules rules(Row row, Function<String, @Nullable PublicHolidays> holidays) {
        long from = row.getOffsetDateTime(1).toInstant().toEpochMilli();
        return new SlaRules(row.getLong(0), from, read(row.getString(2)), holidays);
    }

    /** Puts the shipped rules in, in force from the beginning, where they are not there yet. */
    public static Uni<Void> seed(SqlClient client, SlaRules.Content content, Instant now) {
        return client.preparedQuery("""
                        insert into sla_rules (version, effective_from, content, changed_at, changed_by)
                        overriding system value values ($1, 'epoch', $2::text::jsonb, $3, 'system') on conflict do nothing
                        """)
                .execute(Tuple.of(FIRST_VERSION, write(content), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** A new version's number. */
    public static Uni<Long> insert(
            SqlClient transaction, SlaRules.Content content, long effectiveFrom, Instant now, String actor) {
        return transaction
                .preparedQuery("""
                        insert into sla_rules (effective_from, content, changed_at, changed_by)
                        values ($1, $2::text::jsonb, $3, $4) returning version
                        """)
                .execute(Tuple.of(
                        Instant.ofEpochMilli(effectiveFrom).atOffset(ZoneOffset.UTC),
                        write(content),
                        now.atOffset(ZoneOffset.UTC),
                        actor))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static SlaRules.Content read(String text) {
        try {
            return JSON.readValue(text, ContentJson.class).content();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored rules cannot be read", e);
        }
    }

    private static String write(SlaRules.Content content) {
        try {
            return JSON.writeValueAsString(ContentJson.of(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the rules cannot be written", e);
        }
    }
}
