package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.AlertChannel.Call;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Backoff;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.Message;
import io.qingting.alert.domain.MessagePlan;
import io.qingting.alert.domain.MessagePlan.Pending;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Pacing;
import io.qingting.alert.domain.Routing;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.DeliveryStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes what is to be told from the outbox to the channels: decides on new notices by the routes, writes a message for each
 * free channel that has something to say, sends it and records the outcome. One instance at a time sends to a channel, by a
 * lease that ends by itself; whatever dies on the way is sent again by the next, marked as a repetition. {@link
 * DeliveryLoop} runs it.
 */
@ApplicationScoped
public class Delivery {
    private static final int MOST_NOTICES = 500;
    private static final int MOST_PENDING = 1_000;
    private static final Duration LONGEST_LOOKAWAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final Alerts alerts;
    private final Map<ChannelKind, AlertChannel> channels = new EnumMap<>(ChannelKind.class);
    private final ChannelSecrets secrets;
    private final Composer composer;
    private final Wording wording;
    private final AckLinks links;
    private final Floor floor;
    private final AlertSettings settings;
    private final Map<Long, Instant> lookAway = new ConcurrentHashMap<>();

    Delivery(
            Pool pool,
            MachineClock machine,
            BusinessClock business,
            Alerts alerts,
            @All List<AlertChannel> channels,
            ChannelSecrets secrets,
            Composer composer,
            Wording wording,
            AckLinks links,
            Floor floor,
            AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.alerts = alerts;
        channels.forEach(channel -> this.channels.put(channel.kind(), channel));
        this.secrets = secrets;
        this.composer = composer;
        this.wording = wording;
        this.links = links;
        this.floor = floor;
        this.settings = settings;
    }

    /** A message that this instance alone may send now. */
    record Attempt(ChannelRow channel, ChannelSettings settings, UUID lease, Message message) {}

    /** Routes, then sends one message to each free channel. How many it sent; 0: nothing to do now. */
    Uni<Integer> round() {
        return route().chain(() -> takeAll()).chain(this::sendAll);
    }

    private Uni<Integer> sendAll(List<Attempt> attempts) {
        if (attempts.isEmpty()) return Uni.createFrom().item(0);
        return Uni.join()
                .all(attempts.stream().map(this::send).toList())
                .andCollectFailures()
                .replaceWith(attempts.size());
    }

    // Notices -> deliveries

    /** Decides on new notices, oldest first. */
    Uni<Void> route() {
        return DeliveryStore.isAnythingNew(pool)
                .chain(any -> any
                        ? pool.withTransaction(this::route)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> route(SqlConnection tx) {
        Instant now = machine.now();
        return DeliveryStore.newNotices(tx, MOST_NOTICES)
                .chain(notices -> DeliveryStore.troubles(tx)
                        .chain(troubles -> RouteStore.silences(tx, now)
                                .chain(silences -> RouteStore.routes(tx).chain(routes -> {
                                    Map<Notice, Routing.Decision> decisions = new LinkedHashMap<>();
                                    for (Notice notice : notices) {
                                        Routing.Decision decision = business.isReplay()
                                                ? new Routing.Decision.Drop("a replay tells nobody")
                                                : Routing.decide(
                                                        notice,
                                                        troubles,
                                                        silences,
                                                        routes,
                                                        now,
                                                        now.atZone(floor.zone()).toLocalTime());
                                        decisions.put(notice, decision);
                                    }
                                    return DeliveryStore.decided(tx, decisions, ChannelRow.BROKEN_AFTER, machine.now());
                                }))));
    }

    // Deliveries -> messages

    /** Takes a message for every channel that is free and has something to say. */
    Uni<List<Attempt>> takeAll() {
        if (business.isReplay()) return Uni.createFrom().item(List.of());
        Instant now = machine.now();
        lookAway.values().removeIf(until -> !until.isAfter(now));
        return takeAll(new ArrayList<>());
    }

    private Uni<List<Attempt>> takeAll(List<Attempt> taken) {
        return pool.withTransaction(this::take).chain(found -> {
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
                                .call(attempt -> attempt.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : ChannelStore.release(tx, found.get().channelId(), lease))
                                .map(Optional::of));
    }

    private Uni<Optional<Attempt>> take(SqlConnection tx, ChannelRow channel, UUID lease, Instant now) {
        ChannelSettings open;
        try {
            open = secrets.settings(channel);
        } catch (IllegalStateException e) {
            return ChannelStore.failed(tx, channel.channelId(), "sealed", null, e.getMessage())
                    .replaceWith(Optional.empty());
        }
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
            return switch (MessagePlan.next(
                    pending, channel.pacing(), channel.recent(), channel.holdUntil() != null, now)) {
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
            case RECOVERED, CORRECTED -> alert.isOpen();
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
        AlertChannel way = way(channel.kind());
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
                calls(post.calls()).encode(),
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

    private AlertChannel way(ChannelKind kind) {
        AlertChannel way = channels.get(kind);
        if (way == null) throw new IllegalStateException("no channel of kind " + kind);
        return way;
    }

    // Messages -> the world

    /** Sends and records the outcome. Fails only where the outcome could not be recorded: then the lease ends by itself. */
    Uni<Void> send(Attempt attempt) {
        return transmit(attempt).chain(result -> record(attempt, result));
    }

    /** Without its record: as if this instance died in between. */
    Uni<DeliveryResult> transmit(Attempt attempt) {
        Message message = attempt.message();
        String title = message.repeated()
                ? wording.repeated(
                        new Wording.Voice(attempt.settings().language(), Map.of(), Instant.EPOCH), message.title())
                : message.title();
        Post post = new Post(
                "qt-" + message.messageId(),
                title,
                message.body(),
                calls(message.calls()),
                message.callAll(),
                message.plain(),
                message.data());
        return way(attempt.channel().kind())
                .send(attempt.settings(), post, message.sentParts(), machine.now())
                // Well before the lease ends: another instance must not send beside this one.
                .ifNoItem()
                .after(settings.lease().dividedBy(2))
                .recoverWithItem(
                        () -> new AlertChannel.Reading(new DeliveryResult.Retry("no answer in time", true), null))
                .map(AlertChannel.Reading::result)
                .onFailure()
                .recoverWithItem(bug -> new DeliveryResult.Rejected(
                        "a fault here: " + bug.getClass().getSimpleName(), false));
    }

    Uni<Void> record(Attempt attempt, DeliveryResult result) {
        return pool.withTransaction(tx -> record(tx, attempt, result)
                .chain(() -> ChannelStore.release(tx, attempt.channel().channelId(), attempt.lease())));
    }

    private Uni<Void> record(SqlConnection tx, Attempt attempt, DeliveryResult result) {
        Message message = attempt.message();
        ChannelRow channel = attempt.channel();
        Instant now = machine.now();
        return switch (result) {
            case DeliveryResult.Ok ok ->
                DeliveryStore.accepted(tx, message, now)
                        .chain(() -> ChannelStore.worked(tx, channel.channelId(), now))
                        .chain(() -> channel.failures() == 0 && channel.fault() == null
                                ? Uni.createFrom().voidItem()
                                : alerts.recover(tx, List.of(Cause.ofChannel(channel.channelId())), business.now()));
            case DeliveryResult.Retry retry -> retry(tx, channel, message, retry, now);
            case DeliveryResult.Throttled throttled ->
                dissolve(tx, message, throttled.reason(), now)
                        .chain(() -> ChannelStore.hold(
                                tx, channel.channelId(), throttled.reason(), now.plus(throttled.hold())));
            case DeliveryResult.ConfigurationFault fault ->
                dissolve(tx, message, fault.reason(), now)
                        .chain(() -> ChannelStore.failed(tx, channel.channelId(), fault.reason(), null, fault.reason()))
                        .chain(() -> broke(tx, channel, fault.reason(), now));
            case DeliveryResult.Rejected rejected ->
                rejected.tryPlain() && !message.plain()
                        ? DeliveryStore.retry(tx, message, rejected.reason(), now, false, true)
                        : DeliveryStore.dead(tx, message, rejected.reason(), now);
        };
    }

    /** A message half sent cannot be taken apart any more: its rest waits. */
    private static Uni<Void> dissolve(SqlConnection tx, Message message, String reason, Instant now) {
        return message.sentParts() == 0
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
                    .chain(() -> ChannelStore.failed(tx, channel.channelId(), retry.reason(), null, null))
                    .replaceWithVoid();
        }
        Instant latest = now.plus(LONGEST_HOLD);
        Instant hold = next.get().isBefore(latest) ? next.get() : latest;
        return DeliveryStore.retry(tx, message, retry.reason(), next.get(), retry.maybeDelivered(), false)
                .chain(() -> ChannelStore.failed(tx, channel.channelId(), retry.reason(), hold, null))
                .chain(failures -> failures == ChannelRow.BROKEN_AFTER
                        ? broke(tx, channel, retry.reason(), now)
                        : Uni.createFrom().voidItem());
    }

    /** Tells the others, and lets another channel take its place. */
    private Uni<Void> broke(SqlConnection tx, ChannelRow channel, String reason, Instant now) {
        Instant at = business.now();
        Signal broken = new Signal.ChannelBroken(Severity.CRITICAL, channel.channelId(), channel.name(), reason, at);
        Long backup = channel.backupId();
        return alerts.raise(tx, List.of(broken), at)
                .chain(() -> backup == null
                        ? Uni.createFrom().voidItem()
                        : DeliveryStore.moveTo(tx, channel.channelId(), backup, now));
    }

    private static JsonArray calls(List<Call> calls) {
        JsonArray array = new JsonArray();
        calls.forEach(call -> array.add(new JsonObject()
                .put("mobile", call.mobile())
                .put("dingTalk", call.dingTalkUserId())
                .put("weCom", call.weComUserId())
                .put("feishu", call.feishuUserId())
                .put("email", call.email())));
        return array;
    }

    private static List<Call> calls(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(call -> new Call(
                                call.getString("mobile"),
                                call.getString("dingTalk"),
                                call.getString("weCom"),
                                call.getString("feishu"),
                                call.getString("email")))
                        .toList();
    }
}
