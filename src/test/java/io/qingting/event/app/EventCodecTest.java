package io.qingting.event.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import io.qingting.event.domain.Segment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class EventCodecTest {
    @Property(tries = 1_000)
    void anEventReadBackIsTheEventThatWasWritten(@ForAll EventType type, @ForAll Random random) {
        Event event = event(type, random);

        assertThat(EventCodec.decode(EventCodec.encode(event, false))).isEqualTo(event);
    }

    private static Event event(EventType type, Random random) {
        boolean ofContact = type.subject() == EventType.Subject.CONTACT;
        return new Event(
                0,
                random.nextInt(1, 5),
                "id-" + random.nextInt(),
                type,
                random.nextLong(4_000_000_000_000L),
                text(random),
                ofContact ? "c" + random.nextInt(100) : null,
                random.nextInt(3),
                one(random, Channel.values()),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                one(random, Segment.values()),
                text(random),
                one(random, Direction.values()),
                one(random, AcceptMode.values()),
                one(random, ActorType.values()),
                text(random),
                text(random),
                random.nextBoolean() ? random.nextLong(100_000) : null,
                random.nextBoolean() ? random.nextLong(100_000) : null,
                text(random),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                detail(type, random));
    }

    private static Event.@Nullable Detail detail(EventType type, Random random) {
        String id = "d" + random.nextInt(50);
        Long dueAt = random.nextBoolean() ? random.nextLong(4_000_000_000_000L) : null;
        return switch (type) {
            case CONTACT_RATED ->
                new Event.Rating(text(random), "csat", text(random), random.nextInt(1, 6), 1, 5, flag(random));
            case COMPLAINT_OPENED, FEEDBACK_RECEIVED, SUGGESTION_ANSWERED ->
                new Event.Case(id, text(random), text(random), dueAt);
            case REVIEW_SCORED ->
                new Event.Review(
                        id, text(random), random.nextInt(101), random.nextBoolean() ? 4.5 : null, flag(random));
            case SCORE_EXCLUDED -> new Event.Exclusion(id, "appeal \"accepted\"", "王");
            case AGENT_PRESENCE_CHANGED ->
                new Event.Presence(PresenceState.values()[random.nextInt(7)], text(random), dueAt);
            case AGENT_MEMBERSHIP_CHANGED -> new Event.Membership(id, random.nextBoolean());
            case MEASURE_CREATED, MEASURE_DONE -> new Event.Measure(id, text(random), dueAt);
            default -> null;
        };
    }

    private static @Nullable String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "销售 😀 \\ \" \n";
            default -> "q" + random.nextInt(30);
        };
    }

    private static @Nullable Boolean flag(Random random) {
        return random.nextInt(3) == 0 ? null : random.nextBoolean();
    }

    private static <T> @Nullable T one(Random random, T[] values) {
        int n = random.nextInt(values.length + 1);
        return n == values.length ? null : values[n];
    }
}
