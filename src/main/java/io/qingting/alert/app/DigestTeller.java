package io.qingting.alert.app;

import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Digest;
import io.qingting.alert.domain.FloorFigures;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.DeliveryStore;
import io.qingting.alert.store.DigestStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes the digests of hours and shifts that have ended into the outbox, each once, by any instance: the note that it was
 * told commits with its message. What could not be told in time, or falls into a longer absence, stays untold.
 */
@ApplicationScoped
class DigestTeller {
    private static final Logger LOG = Logger.getLogger(DigestTeller.class);

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final FloorReports reports;
    private final DigestWording wording;
    private final Floor floor;
    private final AlertSettings settings;

    DigestTeller(
            Pool pool,
            MachineClock machine,
            BusinessClock business,
            FloorReports reports,
            DigestWording wording,
            Floor floor,
            AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.reports = reports;
        this.wording = wording;
        this.floor = floor;
        this.settings = settings;
    }

    @Scheduled(every = "15s", identity = "alert-digests", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (!settings.delivery() || business.isReplay()) return Uni.createFrom().voidItem();
        return tell();
    }

    private record Due(Digest digest, Digest.Span span) {}

    /** All that is due by now; one that fails is tried again, and keeps no other back. */
    Uni<Void> tell() {
        Instant now = business.now();
        return settings.limited(DigestStore.all(pool))
                .chain(digests -> Multi.createFrom()
                        .iterable(due(digests, now))
                        .onItem()
                        .transformToUniAndConcatenate(due -> tell(due)
                                .onFailure()
                                .invoke(e -> LOG.warnf("A digest could not be written yet: %s", e.getMessage()))
                                .onFailure()
                                .recoverWithNull())
                        .onItem()
                        .ignoreAsUni());
    }

    private List<Due> due(List<Digest> digests, Instant now) {
        if (digests.isEmpty()) return List.of();
        List<Digest.Shift> shifts = reports.shifts();
        return digests.stream()
                .flatMap(
                        digest -> digest.due(shifts, floor.zone(), now).stream().map(span -> new Due(digest, span)))
                .toList();
    }

    private Uni<Void> tell(Due due) {
        Digest.Span span = due.span();
        return settings.limited(DigestStore.isTold(pool, due.digest().digestId(), span))
                .chain(told -> told
                        ? Uni.createFrom().voidItem()
                        : reports.between(
                                        span.from(), span.until(), due.digest().queues())
                                .chain(figures ->
                                        settings.limited(pool.withTransaction(tx -> write(tx, due, figures)))));
    }

    private Uni<Void> write(SqlConnection tx, Due due, FloorFigures figures) {
        return channel(tx, due.digest())
                .chain(channel -> channel.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : DeliveryStore.nextMessageId(tx)
                                .chain(id -> DigestStore.claim(tx, due.digest().digestId(), due.span(), id)
                                        .chain(first -> first
                                                ? insert(tx, due, figures, channel.get(), id)
                                                : Uni.createFrom().voidItem())));
    }

    /** The digest's channel or, while that is broken, its backup; empty: neither takes anything now. */
    private static Uni<Optional<ChannelRow>> channel(SqlConnection tx, Digest digest) {
        return ChannelStore.find(tx, digest.channelId()).chain(found -> {
            if (found.filter(DigestTeller::takes).isPresent())
                return Uni.createFrom().item(found);
            Long backup = found.map(ChannelRow::backupId).orElse(null);
            return backup == null
                    ? Uni.createFrom().item(Optional.empty())
                    : ChannelStore.find(tx, backup).map(other -> other.filter(DigestTeller::takes));
        });
    }

    private static boolean takes(ChannelRow channel) {
        return channel.enabled() && channel.fault() == null;
    }

    private Uni<Void> insert(SqlConnection tx, Due due, FloorFigures figures, ChannelRow channel, long id) {
        Digest digest = due.digest();
        Digest.Span span = due.span();
        return RouteStore.templates(tx, channel.language())
                .chain(own -> DigestStore.counts(tx, span.from(), span.until(), digest.queues())
                        .map(counts -> wording.write(
                                new Voice(channel.language(), own, business.now()), digest, span, figures, counts)))
                .chain(written -> DigestStore.insert(
                        tx, id, channel.channelId(), written.title(), written.text(), machine.now()));
    }
}
