package io.qingting.alert.app;

import io.qingting.access.app.Audit;
import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.channel.OutboundSettings;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.Pacing;
import io.qingting.alert.store.ChannelStore;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Channels as administrators set them up. Every change is in the audit trail; secrets go in and never come out. */
@ApplicationScoped
public class Channels {
    private static final int MOST_CHANNELS = 100;
    private static final Duration BETWEEN_TESTS = Duration.ofSeconds(5);

    private final Pool pool;
    private final Audit audit;
    private final MachineClock machine;
    private final BusinessClock business;
    private final ChannelSecrets secrets;
    private final OutboundSettings outbound;
    private final Wording wording;
    private final Alerts alerts;
    private final Ways ways;

    Channels(
            Pool pool,
            Audit audit,
            MachineClock machine,
            BusinessClock business,
            ChannelSecrets secrets,
            OutboundSettings outbound,
            Wording wording,
            Alerts alerts,
            Ways ways) {
        this.pool = pool;
        this.audit = audit;
        this.machine = machine;
        this.business = business;
        this.secrets = secrets;
        this.outbound = outbound;
        this.wording = wording;
        this.alerts = alerts;
        this.ways = ways;
    }

    /**
     * A channel as somebody wants it. Null: as it was, or as shipped where it is new.
     *
     * @param token of a robot; its whole address is understood too
     * @param url of a webhook
     * @param keepEarlierSecret of a webhook: true: signs by the earlier secret too, beside the one that is given; false: by the
     *     newest only
     */
    public record Wanted(
            @Nullable String name,
            @Nullable ChannelKind kind,
            @Nullable String language,
            @Nullable Boolean markdown,
            @Nullable String host,
            @Nullable String token,
            @Nullable String secret,
            @Nullable String url,
            @Nullable String keyword,
            @Nullable List<String> mailTo,
            @Nullable Boolean callAll,
            @Nullable Integer perMinute,
            @Nullable Long backupId,
            @Nullable Boolean enabled,
            @Nullable Boolean keepEarlierSecret) {}

    public Uni<List<ChannelRow>> all() {
        return ChannelStore.all(pool);
    }

    /** @return its id */
    public Uni<Long> create(Wanted wanted, String by) {
        ChannelKind kind = wanted.kind();
        if (kind == null) throw invalid("The kind is dingtalk, wecom, feishu, webhook or email.", "/kind");
        ChannelRow blank = new ChannelRow(
                0,
                "",
                kind,
                "zh",
                Wording.prefersMarkdown(kind),
                null,
                null,
                List.of(),
                false,
                kind.perMinute(),
                null,
                true,
                new byte[0],
                null,
                null,
                null,
                0,
                List.of(),
                null,
                null);
        return pool.withTransaction(tx -> ChannelStore.all(tx).chain(all -> {
            if (all.size() >= MOST_CHANNELS)
                throw conflict("There are " + MOST_CHANNELS + " channels already: remove one.");
            return ChannelStore.nextId(tx).call(id -> {
                ChannelInput.Checked checked = ChannelInput.check(wanted, blank, ChannelSecrets.Clear.NONE, outbound);
                refuseTaken(all, id, checked.row());
                return save(tx, id, checked, null, by, "channel.made");
            });
        }));
    }

    /**
     * Changes what is given; a fault counts as mended. Secrets whose key is lost count as none: they have to be given anew.
     * False where there is none of that id.
     */
    public Uni<Boolean> change(long channelId, Wanted wanted, String by) {
        return pool.withTransaction(tx -> ChannelStore.all(tx).chain(all -> {
            Optional<ChannelRow> old = find(all, channelId);
            if (old.isEmpty()) return Uni.createFrom().item(false);
            ChannelInput.Checked checked = ChannelInput.check(wanted, old.get(), clear(old.get()), outbound);
            refuseTaken(all, channelId, checked.row());
            return save(tx, channelId, checked, values(old.get()), by, "channel.changed")
                    .replaceWith(true);
        }));
    }

    private ChannelSecrets.Clear clear(ChannelRow row) {
        return secrets.isOpen(row) ? secrets.open(row) : ChannelSecrets.Clear.NONE;
    }

    private static Optional<ChannelRow> find(List<ChannelRow> all, long channelId) {
        return all.stream().filter(row -> row.channelId() == channelId).findFirst();
    }

    private static void refuseTaken(List<ChannelRow> all, long channelId, ChannelRow row) {
        boolean taken = all.stream()
                .anyMatch(each -> each.channelId() != channelId && each.name().equals(row.name()));
        if (taken) throw conflict("Another channel has this name: choose another name.");
        Long backup = row.backupId();
        if (backup != null && (backup == channelId || find(all, backup).isEmpty())) {
            throw invalid("The backup is the id of another channel.", "/backupId");
        }
    }

    private Uni<Void> save(
            SqlConnection tx,
            long channelId,
            ChannelInput.Checked checked,
            @Nullable Map<String, Object> before,
            String by,
            String action) {
        ChannelRow row = checked.row(channelId, secrets.seal(channelId, checked.clear()));
        return ChannelStore.save(tx, row, machine.now())
                .chain(() -> mended(tx, channelId))
                .chain(() -> audit.record(tx, by, action, "channel:" + channelId, before, values(row)));
    }

    /** Its next fault is news again. */
    private Uni<Void> mended(SqlConnection tx, long channelId) {
        return alerts.recover(tx, List.of(Cause.ofChannel(channelId)), business.now());
    }

    /** What the audit trail keeps of it: no secret. */
    private static Map<String, Object> values(ChannelRow row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", row.name());
        values.put("kind", row.kind().wireName());
        values.put("language", row.language());
        values.put("markdown", row.markdown());
        values.put("callAll", row.callAll());
        values.put("perMinute", row.perMinute());
        values.put("enabled", row.enabled());
        if (row.host() != null) values.put("host", row.host());
        if (row.keyword() != null) values.put("keyword", row.keyword());
        if (row.backupId() != null) values.put("backupId", row.backupId());
        if (row.secretTail() != null) values.put("secretTail", row.secretTail());
        return values;
    }

    /** Removes a channel with all that is on its way through it. False where there is none of that id. */
    public Uni<Boolean> delete(long channelId, String by) {
        return pool.withTransaction(tx -> ChannelStore.delete(tx, channelId)
                .call(done -> done
                        ? mended(tx, channelId)
                                .chain(() ->
                                        audit.record(tx, by, "channel.removed", "channel:" + channelId, null, null))
                        : Uni.createFrom().voidItem()));
    }

    /**
     * What came of a test.
     *
     * @param result ok, retry, throttled, configurationFault or rejected
     * @param reading what the vendor's answer means, for people
     */
    public record Tested(String result, String reading) {}

    /** Sends a test message and reads the vendor's answer. Counts as a post; empty where there is none of that id. */
    public Uni<Optional<Tested>> test(long channelId, String by) {
        if (business.isReplay()) throw conflict("A replay delivers to no real robot.");
        return ChannelStore.find(pool, channelId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : test(found.get(), by).map(Optional::of));
    }

    private Uni<Tested> test(ChannelRow row, String by) {
        Instant now = machine.now();
        boolean justDone =
                row.recent().stream().anyMatch(at -> at.plus(BETWEEN_TESTS).isAfter(now));
        if (justDone || row.pacing().turn(row.recent(), 1, true, now) instanceof Pacing.Turn.Wait) {
            throw new ProblemException(
                    Problem.of(429, "too-many", "Too many messages", "Wait a little, then test again."), 5);
        }
        Post post = new Post(
                "qt-test-" + row.channelId() + "-" + now.toEpochMilli(),
                wording.test(row.language(), row.name()),
                "",
                List.of(),
                false,
                false,
                "[]");
        return pool.withTransaction(tx -> ChannelStore.count(tx, row.channelId(), now, now.minus(Pacing.WINDOW))
                        .chain(() -> audit.record(tx, by, "channel.tested", "channel:" + row.channelId(), null, null)))
                .chain(() -> send(row, post, now))
                .map(Channels::tested);
    }

    private Uni<AlertChannel.Reading> send(ChannelRow row, Post post, Instant now) {
        if (!secrets.isOpen(row)) {
            DeliveryResult lost = new DeliveryResult.ConfigurationFault(ChannelSecrets.LOST_KEY);
            return Uni.createFrom().item(new AlertChannel.Reading(lost, null));
        }
        return ways.of(row.kind()).send(secrets.settings(row), post, 0, now);
    }

    private static Tested tested(AlertChannel.Reading reading) {
        String result = switch (reading.result()) {
            case DeliveryResult.Ok ok -> "ok";
            case DeliveryResult.Retry retry -> "retry";
            case DeliveryResult.Throttled throttled -> "throttled";
            case DeliveryResult.ConfigurationFault fault -> "configurationFault";
            case DeliveryResult.Rejected rejected -> "rejected";
        };
        String text = switch (reading.result()) {
            case DeliveryResult.Ok ok -> "accepted";
            case DeliveryResult.Retry retry -> retry.reason();
            case DeliveryResult.Throttled throttled ->
                throttled.reason() + ": wait " + throttled.hold().toMinutes() + " min";
            case DeliveryResult.ConfigurationFault fault -> fault.reason();
            case DeliveryResult.Rejected rejected -> rejected.reason();
        };
        return new Tested(result, reading.withClock(text));
    }

    static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "conflict", "Not possible now", detail));
    }
}
