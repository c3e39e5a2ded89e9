package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One contact on its way through the simulated floor. */
final class Visit {
    enum State {
        UPSTREAM,
        WAITING,
        RINGING,
        SERVED,
        DONE
    }

    /** VIPs first, then whoever began to wait first. */
    static final Comparator<Visit> FIRST_COME = Comparator.comparing((Visit v) -> !v.isVip())
            .thenComparingLong(v -> v.enqueuedAt)
            .thenComparingInt(v -> v.number);

    final String contactId;
    final int number;
    final String customer;
    final Segment segment;
    final DemoSite.Demand demand;
    final String topic;

    String queueId;
    State state = State.UPSTREAM;
    int cycle;
    int events;
    int messages;
    long enqueuedAt;
    /** Counts entries and rings, so that a deadline noted for an earlier one does nothing. */
    int turn;

    boolean handedOn;
    boolean called;

    @Nullable
    Desk desk;

    Visit(
            String contactId,
            int number,
            String customer,
            Segment segment,
            DemoSite.Demand demand,
            String queueId,
            String topic) {
        this.contactId = contactId;
        this.number = number;
        this.customer = customer;
        this.segment = segment;
        this.demand = demand;
        this.queueId = queueId;
        this.topic = topic;
    }

    boolean isVip() {
        return segment == Segment.VIP;
    }

    Channel channel() {
        return demand.channel();
    }

    Desk desk() {
        if (desk == null) throw new IllegalStateException(contactId + " has no agent");
        return desk;
    }
}
