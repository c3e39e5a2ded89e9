package io.qingting.contact.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.Segment;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a contact is, as far as its events have told: channel by its first event, the rest by the latest that says it. Makes
 * its spans and counts their ordinals, anew in each cycle.
 */
final class Profile {
    private static final int KINDS = SpanKind.values().length;

    /** Most contacts make spans of the first kinds only. */
    private static final int USUAL_KINDS = SpanKind.AGENT_RESPONSE.ordinal() + 1;

    private long firstAt = LiveView.NONE;
    private int cycle;
    private Channel channel = Channel.OTHER;
    private @Nullable Segment segment;
    private @Nullable Segment firstSegment;
    private @Nullable Direction direction;
    private @Nullable AcceptMode acceptMode;
    private @Nullable String customerKey;
    private @Nullable String topic;
    private short[] ordinals = new short[USUAL_KINDS];
    private final Set<String> excludedAgents;

    Profile(Set<String> excludedAgents) {
        this.excludedAgents = excludedAgents;
    }

    void learn(Event event, SpanSink sink) {
        if (firstAt == LiveView.NONE) {
            firstAt = event.at();
            cycle = event.cycle();
            if (event.channel() != null) channel = event.channel();
            take(event, sink);
            firstSegment = segment;
            sink.add(contactSpan());
            return;
        }
        boolean isNews = event.customerKey() != null && !event.customerKey().equals(customerKey)
                || event.topic() != null && !event.topic().equals(topic)
                || event.segment() != null && event.segment() != segment;
        Span before = isNews ? contactSpan() : null;
        take(event, sink);
        if (before != null) sink.replace(before, contactSpan());
    }

    private void take(Event event, SpanSink sink) {
        if (event.segment() != null) segment = event.segment();
        if (direction == null) direction = event.direction();
        if (event.acceptMode() != null) acceptMode = event.acceptMode();
        if (event.customerKey() != null && !event.customerKey().equals(customerKey)) customerKey = event.customerKey();
        if (event.topic() != null && !event.topic().equals(topic)) topic = sink.shared(event.topic());
    }

    private Span contactSpan() {
        return span(
                SpanKind.CONTACT,
                0,
                0,
                firstAt,
                firstAt,
                firstAt,
                Outcome.DONE,
                null,
                null,
                null,
                null,
                segment,
                0,
                0,
                Span.segmentFlags(firstSegment),
                null,
                customerKey,
                topic);
    }

    void startCycle(int next) {
        cycle = next;
        Arrays.fill(ordinals, (short) 0);
    }

    int next(SpanKind kind) {
        if (kind.ordinal() >= ordinals.length) ordinals = Arrays.copyOf(ordinals, KINDS);
        return ordinals[kind.ordinal()]++;
    }

    /** True where a span of the kind was made in this cycle. */
    boolean hasMade(SpanKind kind) {
        return kind.ordinal() < ordinals.length && ordinals[kind.ordinal()] > 0;
    }

    /** A span that runs; made again from the same arguments it is equal, whatever was learnt in between. */
    Span open(
            SpanKind kind,
            int ordinal,
            long startedAt,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String teamId,
            int flags) {
        return span(
                kind,
                cycle,
                ordinal,
                startedAt,
                Span.OPEN,
                startedAt,
                Outcome.OPEN,
                queueId,
                agentId,
                teamId,
                null,
                null,
                0,
                0,
                flags,
                null,
                null,
                null);
    }

    Span entry(
            int ordinal,
            long begin,
            long end,
            Outcome outcome,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String teamId,
            @Nullable AcceptMode mode,
            int flags) {
        AcceptMode known = mode != null ? mode : acceptMode;
        return span(
                SpanKind.ENTRY,
                cycle,
                ordinal,
                begin,
                end,
                end == Span.OPEN ? begin : end,
                outcome,
                queueId,
                agentId,
                teamId,
                known == null ? AcceptMode.AGENT : known,
                segment,
                0,
                0,
                flags,
                null,
                customerKey,
                topic);
    }

    /** A span of one instant, with the next ordinal of its kind. */
    Span instant(
            SpanKind kind,
            long at,
            Outcome outcome,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String teamId,
            long value,
            long extra,
            int flags,
            @Nullable String label) {
        return past(kind, at, at, outcome, queueId, agentId, teamId, value, extra, flags, label);
    }

    /** A span with the next ordinal of its kind; {@code to} may be {@link Span#OPEN}. */
    Span past(
            SpanKind kind,
            long from,
            long to,
            Outcome outcome,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String teamId,
            long value,
            long extra,
            int flags,
            @Nullable String label) {
        long at = to == Span.OPEN ? from : to;
        return span(
                kind,
                cycle,
                next(kind),
                from,
                to,
                at,
                outcome,
                queueId,
                agentId,
                teamId,
                null,
                segment,
                value,
                extra,
                flags,
                label,
                customerKey,
                topic);
    }

    private Span span(
            SpanKind kind,
            int ofCycle,
            int ordinal,
            long startedAt,
            long endedAt,
            long at,
            Outcome outcome,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String teamId,
            @Nullable AcceptMode mode,
            @Nullable Segment ofSegment,
            long value,
            long extra,
            int flags,
            @Nullable String label,
            @Nullable String customer,
            @Nullable String about) {
        return new Span(
                kind,
                ofCycle,
                ordinal,
                startedAt,
                endedAt,
                at,
                outcome,
                channel,
                queueId,
                agentId,
                teamId,
                mode,
                ofSegment,
                value,
                extra,
                flags | excludedFlag(agentId),
                label,
                customer,
                about,
                null);
    }

    int excludedFlag(@Nullable String agentId) {
        return agentId != null && excludedAgents.contains(agentId) ? Span.EXCLUDED_FLAG : 0;
    }

    /** For a span that starts now. */
    int segmentFlags() {
        return Span.segmentFlags(segment);
    }

    Channel channel() {
        return channel;
    }

    int cycle() {
        return cycle;
    }

    long firstAt() {
        return firstAt;
    }

    boolean isVip() {
        return segment == Segment.VIP;
    }

    boolean isOutbound() {
        return direction == Direction.OUTBOUND;
    }

    @Nullable
    String customerKey() {
        return customerKey;
    }

    @Nullable
    String topic() {
        return topic;
    }
}
