package io.qingting.alert.app;

import io.qingting.alert.domain.Backoff;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.Message;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.DeliveryStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Records how an attempt went: on the message, on its channel, and, where a channel breaks or works again, as an alert. */
@ApplicationScoped
class Outcomes {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final Alerts alerts;
    private final AlertSettings settings;

    Outcomes(Pool pool, MachineClock machine, BusinessClock business, Alerts alerts, AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.alerts = alerts;
        this.settings = settings;
    }

    /** Records a result and gives the channel back. An attempt that another instance repeated meanwhile changes no message. */
    Uni<Void> record(Attempt attempt, DeliveryResult result) {
        return settings.limited(pool.withTransaction(tx -> record(tx, attempt, result)
                .chain(() -> ChannelStore.release(tx, attempt.channel().channelId(), attempt.lease()))));
    }

    private Uni<Void> record(SqlConnection tx, Attempt attempt, DeliveryResult result) {
        Message message = attempt.message();
        ChannelRow channel = attempt.channel();
        Instant now = machine.now();
        return switch (result) {
            case DeliveryResult.Ok ok ->
                DeliveryStore.accepted(tx, message, now).chain(() -> worked(tx, channel, now));
            case DeliveryResult.Retry retry -> retry(tx, channel, message, retry, now);
            case DeliveryResult.Throttled throttled ->
                dissolve(tx, message, throttled.reason(), now)
                        .chain(() -> ChannelStore.hold(
                                tx, channel.channelId(), throttled.reason(), now.plus(throttled.hold())));
            case DeliveryResult.ConfigurationFault fault ->
                dissolve(tx, message, fault.reason(), now).chain(() -> faulty(tx, channel, fault.reason(), now));
            case DeliveryResult.Rejected rejected -> rejected(tx, channel, message, rejected, now);
        };
    }

    private Uni<Void> worked(SqlConnection tx, ChannelRow channel, Instant now) {
        boolean wasWell = channel.failures() == 0 && channel.fault() == null;
        return ChannelStore.worked(tx, channel.channelId(), now)
                .chain(() -> wasWell
                        ? Uni.createFrom().voidItem()
                        : alerts.recover(tx, List.of(Cause.ofChannel(channel.channelId())), business.now()));
    }

    /** A message half sent cannot be taken apart any more, nor one that names no alert: it waits. */
    private static Uni<Void> dissolve(SqlConnection tx, Message message, String reason, Instant now) {
        return message.sentParts() == 0 && message.alerts() > 0
                ? DeliveryStore.merge(tx, message, reason, now)
                : DeliveryStore.retry(tx, message, reason, now, false, false);
    }

    private Uni<Void> retry(
            SqlConnection tx, ChannelRow channel, Message message, DeliveryResult.Retry retry, Instant now) {
        Optional<Instant> next = Backoff.next(
                message.attempts(),
                message.firstAt(),
                now,
                ThreadLocalRandom.current().nextDouble());
        if (next.isEmpty()) {
            return DeliveryStore.dead(tx, message, retry.reason(), now)
                    .chain(() -> failed(tx, channel, retry.reason(), null, now));
        }
        Instant latest = now.plus(LONGEST_HOLD);
        Instant hold = next.get().isBefore(latest) ? next.get() : latest;
        return DeliveryStore.retry(tx, message, retry.reason(), next.get(), retry.maybeDelivered(), false)
                .chain(() -> failed(tx, channel, retry.reason(), hold, now));
    }

    /** A text that is not allowed says nothing of the next; an answer that nobody knows may come to every message. */
    private Uni<Void> rejected(
            SqlConnection tx, ChannelRow channel, Message message, DeliveryResult.Rejected rejected, Instant now) {
        if (rejected.tryPlain() && !message.plain())
            return DeliveryStore.retry(tx, message, rejected.reason(), now, false, true);
        // One text was refused; who of many is meant shows when they come apart. What is half sent cannot be taken
        // apart.
        if (message.alerts() > 1 && message.sentParts() == 0)
            return DeliveryStore.halve(tx, message, rejected.reason() + ": told in parts", now);
        if (rejected.tryPlain()) return DeliveryStore.dead(tx, message, rejected.reason(), now);
        if (channel.failures() + 1 < ChannelRow.BROKEN_AFTER)
            return DeliveryStore.dead(tx, message, rejected.reason(), now)
                    .chain(() -> failed(tx, channel, rejected.reason(), null, now));
        // While it is held its backup takes what comes.
        return refusedByBroken(tx, channel, message, rejected.reason(), now)
                .chain(() -> failed(tx, channel, rejected.reason(), now.plus(LONGEST_HOLD), now));
    }

    /** What a broken channel does not take goes with the rest to a backup that works; without one nobody would take it. */
    private static Uni<Void> refusedByBroken(
            SqlConnection tx, ChannelRow channel, Message message, String reason, Instant now) {
        Long backup = channel.backupId();
        if (backup == null || message.sentParts() > 0 || message.alerts() == 0)
            return DeliveryStore.dead(tx, message, reason, now);
        return ChannelStore.isWell(tx, backup)
                .chain(well -> well
                        ? DeliveryStore.merge(tx, message, reason, now)
                        : DeliveryStore.dead(tx, message, reason, now));
    }

    private Uni<Void> failed(SqlConnection tx, ChannelRow channel, String reason, @Nullable Instant hold, Instant now) {
        return ChannelStore.failed(tx, channel.channelId(), reason, hold, null)
                .chain(failures -> failures < ChannelRow.BROKEN_AFTER
                        ? Uni.createFrom().voidItem()
                        : failures == ChannelRow.BROKEN_AFTER
                                ? broke(tx, channel, reason, now)
                                : stillBroken(tx, channel, reason, now));
    }

    /**
     * After its hold it was tried with what came since, in vain: its backup takes that too. Two that are broken and are each
     * other's backup do not pass it to and fro.
     */
    private Uni<Void> stillBroken(SqlConnection tx, ChannelRow channel, String reason, Instant now) {
        Long backup = channel.backupId();
        if (backup == null) return Uni.createFrom().voidItem();
        return ChannelStore.isWell(tx, backup)
                .chain(well -> well
                        ? alerts.raiseStill(tx, List.of(broken(channel, reason)), business.now())
                                .chain(() -> DeliveryStore.moveTo(tx, channel.channelId(), backup, now))
                        : Uni.createFrom().voidItem());
    }

    /** Somebody has to mend the channel before anything is sent to it again. */
    Uni<Void> faulty(SqlConnection tx, ChannelRow channel, String reason, Instant now) {
        return ChannelStore.failed(tx, channel.channelId(), reason, null, reason)
                .chain(() -> broke(tx, channel, reason, now));
    }

    /** A channel that was broken because its key was lost goes on. */
    Uni<Void> keyFound(ChannelRow channel) {
        if (!ChannelSecrets.LOST_KEY.equals(channel.fault()))
            return Uni.createFrom().voidItem();
        return settings.limited(pool.withTransaction(tx -> ChannelStore.mended(tx, channel.channelId())
                .chain(() -> alerts.recover(tx, List.of(Cause.ofChannel(channel.channelId())), business.now()))));
    }

    private Signal broken(ChannelRow channel, String reason) {
        return new Signal.ChannelBroken(Severity.CRITICAL, channel.channelId(), channel.name(), reason, business.now());
    }

    /** Of channels that are still broken the alerts come back that people ended: nothing else would name them again. */
    Uni<Void> comeBack(SqlConnection tx) {
        return ChannelStore.broken(tx)
                .chain(channels -> channels.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : alerts.dismissed(
                                        tx,
                                        channels.stream()
                                                .map(each -> Cause.ofChannel(each.channelId()))
                                                .toList())
                                .chain(dismissed -> alerts.raiseStill(
                                        tx,
                                        channels.stream()
                                                .filter(each ->
                                                        dismissed.containsKey(Cause.ofChannel(each.channelId())))
                                                .map(each -> broken(each, why(each)))
                                                .toList(),
                                        business.now())));
    }

    private static String why(ChannelRow channel) {
        String reason = channel.fault() == null ? channel.lastError() : channel.fault();
        return reason == null ? "it takes no messages" : reason;
    }

    /** Tells the others, and lets another channel take its place. */
    private Uni<Void> broke(SqlConnection tx, ChannelRow channel, String reason, Instant now) {
        Long backup = channel.backupId();
        return alerts.raise(tx, List.of(broken(channel, reason)), business.now())
                .chain(() -> backup == null
                        ? Uni.createFrom().voidItem()
                        : DeliveryStore.moveTo(tx, channel.channelId(), backup, now));
    }
}
