package io.qingting.alert.app;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.channel.AlertChannel.Post;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.Message;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Takes what is to be told from the outbox to the channels: {@link NoticeRouting} decides on new notices, {@link Attempts}
 * writes a message for each free channel that has something to say, this sends it, {@link Outcomes} records how it went. One
 * instance at a time sends to a channel, by a lease that ends by itself; whatever dies on the way is sent again by the next,
 * marked as a repetition. {@link DeliveryLoop} runs it.
 */
@ApplicationScoped
class Delivery {
    private final MachineClock machine;
    private final Ways ways;
    private final Wording wording;
    private final NoticeRouting routing;
    private final Attempts attempts;
    private final Outcomes outcomes;
    private final AlertSettings settings;

    Delivery(
            MachineClock machine,
            Ways ways,
            Wording wording,
            NoticeRouting routing,
            Attempts attempts,
            Outcomes outcomes,
            AlertSettings settings) {
        this.machine = machine;
        this.ways = ways;
        this.wording = wording;
        this.routing = routing;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.settings = settings;
    }

    /** Routes, then sends one message to each free channel. How many it sent; 0: nothing to do now. */
    Uni<Integer> round() {
        return look().chain(this::sendAll);
    }

    /** Routes, then takes one message for each free channel: to be sent. */
    Uni<List<Attempt>> look() {
        return routing.route().chain(attempts::takeAll);
    }

    private Uni<Integer> sendAll(List<Attempt> taken) {
        if (taken.isEmpty()) return Uni.createFrom().item(0);
        return Uni.join()
                .all(taken.stream().map(this::send).toList())
                .andCollectFailures()
                .replaceWith(taken.size());
    }

    /** Sends and records the outcome. Fails only where the outcome could not be recorded: then the lease ends by itself. */
    Uni<Void> send(Attempt attempt) {
        return transmit(attempt).chain(result -> outcomes.record(attempt, result));
    }

    /** Without its record: as if this instance died in between. */
    Uni<DeliveryResult> transmit(Attempt attempt) {
        Message message = attempt.message();
        String title =
                message.repeated() ? wording.repeated(attempt.settings().language(), message.title()) : message.title();
        Post post = new Post(
                "qt-" + message.messageId(),
                title,
                message.body(),
                CallsJson.read(message.calls()),
                message.callAll(),
                message.plain(),
                message.data());
        return ways.of(attempt.channel().kind())
                .send(attempt.settings(), post, message.sentParts(), machine.now())
                // Well before the lease ends: another instance must not send beside this one.
                .ifNoItem()
                .after(settings.lease().dividedBy(2))
                .recoverWithItem(
                        () -> new AlertChannel.Reading(new DeliveryResult.Retry("no answer in time", true), null))
                .map(Delivery::result)
                .onFailure()
                .recoverWithItem(bug -> new DeliveryResult.Rejected(
                        "a fault here: " + bug.getClass().getSimpleName(), false));
    }

    /** A wrong clock may be what somebody has to mend. */
    private static DeliveryResult result(AlertChannel.Reading reading) {
        return reading.result() instanceof DeliveryResult.ConfigurationFault fault
                ? new DeliveryResult.ConfigurationFault(reading.withClock(fault.reason()))
                : reading.result();
    }
}
