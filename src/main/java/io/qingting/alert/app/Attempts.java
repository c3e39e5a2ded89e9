package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.Message;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.MessagePlan.Pending;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Pacing;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.DeliveryStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes what is to be sent from the outbox: for each channel that is free and has something to say, a message that was tried
 * before or a new one of what waits. A lease that ends by itself keeps other instances away from the channel meanwhile.
 */
@ApplicationScoped
class Attempts {
    private static final int MOST_PENDING = 1_000;
    private static final Duration LONGEST_LOOKAWAY = Duration.ofSeconds(1);

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final Ways ways;
    private final ChannelSecrets secrets;
    private final Composer composer;
    private final AckLinks links;
    private final Outcomes outcomes;
    private final AlertSettings settings;
    private final Map<Long, Instant> lookAway = new ConcurrentHashMap<>();

    Attempts(
            Pool pool,
            MachineClock machine,
            BusinessClock business,
            Ways ways,
            ChannelSecrets secrets,
            Composer composer,
            AckLinks links,
            Outcomes outcomes,
            AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.ways = ways;
        this.secrets = secrets;
        this.composer = composer;
        this.links = links;
        this.outcomes = outcomes;
        this.settings = settings;
    }

    /** Takes a message for every channel that is free and has something to say. */
    Uni<List<Attempt>> takeAll() {
        if (business.isReplay()) return Uni.createFrom().item(List.of());
        Instant now = machine.now();
        lookAway.values().removeIf(until -> !until.isAfter(now));
        return takeAll(new ArrayList<>());
    }

    private Uni<List<Attempt>> takeAll(List<Attempt> taken) {
        return settings.limited(pool.withTransaction(this::take))
                // What was taken has to set out; whatever is wrong, the next look meets it again.
                .onFailure(failure -> !taken.isEmpty())
                .recoverWithItem(Optional.empty())
                .chain(found -> {
                    if (found.isEmpty()) return Uni.createFrom().item(taken);
                    found.get().ifPresent(taken::add);
                    return takeAll(taken);
                });
    }

    /** Empty: no channel is free. Empty inside: one was, and it has to wait. */
    private Uni<Optional<Optional<Attempt>>> take(SqlConnection tx) {
        Instant now = machine.now();
        UUID lease = UUID.randomUUID();
        return ChannelStore.lease(tx, lease, now, now.plus(settings.lease()), List.copyOf(lookAway.keySet()))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Optional<Attempt>>empty())
                        : take(tx, found.get(), lease, now)
                                // One that fails must not keep those after it from their turn.
                                .onFailure()
                                .invoke(() -> wait(found.get(), now.plus(LONGEST_LOOKAWAY), now))
                                .call(attempt -> attempt.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : ChannelStore.release(tx, found.get().channelId(), lease))
                                .map(Optional::of));
    }

    private Uni<Optional<Attempt>> take(SqlConnection tx, ChannelRow channel, UUID lease, Instant now) {
        if (!secrets.isOpen(channel))
            return outcomes.faulty(tx, channel, ChannelSecrets.LOST_KEY, now).replaceWith(Optional.empty());
        ChannelSettings open = secrets.settings(channel);
        return DeliveryStore.hasDue(tx, channel.channelId(), now)
                .chain(due -> due ? again(tx, channel, now) : anew(tx, channel, open, now))
                .call(message -> message.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ChannelStore.count(tx, channel.channelId(), now, now.minus(Pacing.WINDOW)))
                .map(message -> message.map(it -> new Attempt(channel, open, lease, it)));
    }

    /** A message that was tried before. */
    private Uni<Optional<Message>> again(SqlConnection tx, ChannelRow channel, Instant now) {
        return switch (channel.pacing().turn(channel.recent(), 1, false, now)) {
            case Pacing.Turn.Wait wait -> {
                wait(channel, wait.until(), now);
                yield Uni.createFrom().item(Optional.empty());
            }
            case Pacing.Turn.Single single -> DeliveryStore.takeDue(tx, channel.channelId(), now);
            case Pacing.Turn.Digest digest -> DeliveryStore.takeDue(tx, channel.channelId(), now);
        };
    }

    private void wait(ChannelRow channel, Instant until, Instant now) {
        Instant latest = now.plus(LONGEST_LOOKAWAY);
        lookAway.put(channel.channelId(), until.isBefore(latest) ? until : latest);
    }

    private Uni<Optional<Message>> anew(SqlConnection tx, ChannelRow channel, ChannelSettings open, Instant now) {
        return DeliveryStore.pending(tx, channel.channelId(), MOST_PENDING).chain(pending -> {
            if (pending.isEmpty()) return Uni.createFrom().item(Optional.empty());
            return switch (MessagePlan.next(pending, channel.pacing(), channel.recent(), goesInOne(channel), now)) {
                case MessagePlan.Next.Wait wait -> {
                    wait(channel, wait.until(), now);
                    yield Uni.createFrom().item(Optional.empty());
                }
                case MessagePlan.Next.Send send ->
                    locked(tx, send.plan())
                            .chain(plan -> plan.isEmpty()
                                    ? Uni.createFrom().item(Optional.<Message>empty())
                                    : write(tx, channel, open, plan.get(), now).map(Optional::of));
            };
        });
    }

    /** A program reads all that waits as easily as a part of it; people want a message a matter while there is room. */
    private static boolean goesInOne(ChannelRow channel) {
        return channel.kind() == ChannelKind.WEBHOOK || channel.holdUntil() != null;
    }

    /** The plan with the alerts as they are under lock, less what has become pointless; empty: nothing is left. */
    private static Uni<Optional<MessagePlan>> locked(SqlConnection tx, MessagePlan plan) {
        List<Long> ids = plan.all().stream()
                .map(p -> p.notice().alert().alertId())
                .distinct()
                .toList();
        return DeliveryStore.lockAlerts(tx, ids).chain(now -> {
            Map<Long, Alert> byId = now.stream().collect(Collectors.toMap(Alert::alertId, Function.identity()));
            List<Long> pointless = new ArrayList<>();
            List<MessagePlan.Group> groups = new ArrayList<>();
            for (MessagePlan.Group group : plan.groups()) {
                List<Pending> kept = new ArrayList<>();
                for (Pending each : group.pending()) {
                    Alert alert = byId.get(each.notice().alert().alertId());
                    if (alert == null || isPointless(each.notice().kind(), alert)) pointless.add(each.deliveryId());
                    else kept.add(withAlert(each, alert));
                }
                if (!kept.isEmpty()) groups.add(new MessagePlan.Group(kept));
            }
            return DeliveryStore.drop(tx, pointless)
                    .replaceWith(groups.isEmpty() ? Optional.empty() : Optional.of(new MessagePlan(groups)));
        });
    }

    private static boolean isPointless(NoticeKind kind, Alert alert) {
        return switch (kind) {
            case RAISED, WORSENED, REOPENED -> alert.state() instanceof AlertState.TakenBack;
            case REMINDER, ESCALATED -> !(alert.state() instanceof AlertState.Firing);
            case RECOVERED, ENDED, CORRECTED -> alert.isOpen();
        };
    }

    private static Pending withAlert(Pending pending, Alert alert) {
        Notice old = pending.notice();
        return new Pending(
                pending.deliveryId(),
                pending.duty(),
                new Notice(old.noticeId(), old.kind(), old.duty(), old.at(), alert));
    }

    private Uni<Message> write(
            SqlConnection tx, ChannelRow channel, ChannelSettings open, MessagePlan plan, Instant now) {
        AlertChannel way = ways.of(channel.kind());
        return DeliveryStore.nextMessageId(tx)
                .chain(id -> RouteStore.onDuty(tx, plan.duties(), now)
                        .chain(onDuty -> RouteStore.templates(tx, channel.language())
                                .chain(own -> {
                                    Composer.Written written = composer.write(
                                            way, open, plan, id, onDuty, own, links.link(id, now), business.now());
                                    Message message = message(id, channel, way, open, written, onDuty, now);
                                    List<Pending> named = written.plan().all();
                                    return DeliveryStore.insert(
                                                    tx,
                                                    message,
                                                    named.stream()
                                                            .map(Pending::deliveryId)
                                                            .toList(),
                                                    named.stream()
                                                            .map(p -> p.notice()
                                                                    .alert()
                                                                    .alertId())
                                                            .distinct()
                                                            .toList(),
                                                    now)
                                            .replaceWith(message);
                                })));
    }

    private static Message message(
            long id,
            ChannelRow channel,
            AlertChannel way,
            ChannelSettings open,
            Composer.Written written,
            List<DutyShift> onDuty,
            Instant now) {
        Post post = written.post();
        return new Message(
                id,
                channel.channelId(),
                post.title(),
                post.text(),
                CallsJson.of(post.calls()),
                post.callAll(),
                post.data(),
                written.plan().size(),
                way.parts(open, post),
                0,
                1,
                false,
                false,
                now);
    }
}
