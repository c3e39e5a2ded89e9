package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.AgentTimeline.Times;
import io.qingting.event.domain.PresenceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An agent's time against a count of every single millisecond. */
class AgentTimelineTest {
    private static final int END = 400;

    private record Span(boolean isLeg, int from, int to) {}

    @Property(tries = 1000)
    void timesAreThoseOfACountMillisecondByMillisecond(@ForAll long seed) {
        Random random = new Random(seed);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < random.nextInt(8); i++) {
            int from = random.nextInt(END);
            spans.add(new Span(random.nextInt(3) > 0, from, from + random.nextInt(END - from)));
        }
        List<AgentEdge> presences = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            long at = random.nextInt(END);
            PresenceState state = PresenceState.values()[random.nextInt(PresenceState.values().length)];
            presences.add(new AgentEdge("a", at, 1, "p" + i, null, state, at, null, false));
        }
        AgentTimeline timeline = told(spans, presences, random);
        int from = random.nextInt(END);
        int to = from + random.nextInt(END - from);
        assertThat(timeline.between(from, to)).isEqualTo(counted(spans, presences, from, to));
    }

    /** Told in any order, some spans first open and some withdrawn again, asked in between, and the distant past forgotten. */
    private static AgentTimeline told(List<Span> spans, List<AgentEdge> presences, Random random) {
        AgentTimeline timeline = new AgentTimeline();
        List<Runnable> steps = new ArrayList<>();
        for (Span span : spans) {
            steps.add(() -> {
                if (span.isLeg) {
                    timeline.leg(span.from, Long.MAX_VALUE, 1);
                    timeline.leg(span.from, Long.MAX_VALUE, -1);
                    timeline.leg(span.from, span.to, 1);
                } else timeline.wrapup(span.from, span.to, 1);
            });
        }
        for (AgentEdge edge : presences) steps.add(() -> timeline.presence(edge));
        steps.add(() -> timeline.prune(-1));
        for (int i = 0; i < 3; i++) steps.add(() -> timeline.between(0, END));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        return timeline;
    }

    @Property(tries = 300)
    void aTimelineOfItsOwnStateGivesTheSameTimes(@ForAll long seed) {
        Random random = new Random(seed);
        List<Span> spans = new ArrayList<>();
        List<AgentEdge> presences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int from = random.nextInt(END);
            spans.add(new Span(random.nextBoolean(), from, from + random.nextInt(END - from)));
            long at = random.nextInt(END);
            PresenceState state = PresenceState.values()[random.nextInt(PresenceState.values().length)];
            presences.add(new AgentEdge("a", at, 1, "p" + i, null, state, at, null, false));
        }
        AgentTimeline timeline = told(spans, presences, random);
        int floor = random.nextInt(END);
        timeline.prune(floor);
        AgentTimeline restored = AgentTimeline.restore(timeline.toState());
        int from = floor + random.nextInt(END - floor);
        int to = from + random.nextInt(END - from);

        assertThat(timeline.between(from, to)).isEqualTo(counted(spans, presences, from, to));
        assertThat(restored.between(from, to)).isEqualTo(timeline.between(from, to));
        assertThat(restored.toState()).usingRecursiveComparison().isEqualTo(timeline.toState());
    }

    private static Times counted(List<Span> spans, List<AgentEdge> presences, int from, int to) {
        Times times = Times.NONE;
        for (int t = from; t < to; t++) {
            int at = t;
            AgentEdge edge = presences.stream()
                    .filter(p -> p.since() <= at)
                    .max(java.util.Comparator.comparingLong(AgentEdge::since).thenComparing(AgentEdge::eventId))
                    .orElse(null);
            Presence presence = edge == null || edge.state() == null ? Presence.UNKNOWN : Presence.of(edge.state());
            long legs = spans.stream()
                    .filter(s -> s.isLeg && s.from <= at && at < s.to)
                    .count();
            boolean wraps = spans.stream().anyMatch(s -> !s.isLeg && s.from <= at && at < s.to);
            boolean occupied = legs > 0 || wraps || presence == Presence.WRAP_UP;
            boolean works = presence.isWorking();
            times = times.plus(new Times(works ? 1 : 0, works && occupied ? 1 : 0, legs, legs > 0 ? 1 : 0));
        }
        return times;
    }
}
