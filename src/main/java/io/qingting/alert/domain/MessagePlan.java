package io.qingting.alert.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a channel's next message: of all that waits for it, one group, or everything as a digest, worst first.
 *
 * @param groups at least one, worst first
 */
public record MessagePlan(List<Group> groups) {
    public MessagePlan {
        groups = List.copyOf(groups);
    }

    /**
     * A notice that waits for a message.
     *
     * @param duty whom it calls; null: nobody
     */
    public record Pending(long deliveryId, @Nullable String duty, Notice notice) {
        Alert alert() {
            return notice.alert();
        }
    }

    /** Notices of one queue, one reason and one kind: a line of their own, or a message. Worst first. */
    public record Group(List<Pending> pending) {
        public Group {
            pending = List.copyOf(pending);
        }

        public Pending worst() {
            return pending.getFirst();
        }

        private boolean isRelief() {
            return worst().notice().kind().isRelief();
        }
    }

    /** What to do now: a plan, or nothing until an instant. */
    public sealed interface Next {
        record Send(MessagePlan plan) implements Next {}

        record Wait(Instant until) implements Next {}
    }

    private record Key(
            @Nullable String where,
            AlertKind kind,
            String name,
            NoticeKind notice,
            @Nullable String duty) {
        static Key of(Pending pending) {
            Alert alert = pending.alert();
            String where = alert.subject().queueId() != null
                    ? alert.subject().queueId()
                    : alert.subject().source();
            return new Key(where, alert.kind(), alert.name(), pending.notice().kind(), pending.duty());
        }
    }

    private static final Comparator<Pending> WORST_FIRST = Comparator.comparing(
                    (Pending p) -> p.notice().kind().isRelief())
            .thenComparing(p -> p.alert().severity(), Comparator.reverseOrder())
            .thenComparing(p -> p.alert().kind() == AlertKind.TARGET_WARNED)
            .thenComparing(p -> p.alert().since())
            .thenComparing(Pending::deliveryId);

    /**
     * Decides on the next message. Good news does not wait behind bad news that has no room.
     *
     * @param pending at least one
     * @param recent instants of the channel's posts of the last minute, oldest first
     * @param merge true: all in one, as after a vendor's refusal for speed
     */
    public static Next next(List<Pending> pending, Pacing pacing, List<Instant> recent, boolean merge, Instant now) {
        List<Group> groups = groups(pending);
        List<Group> relief = groups.stream().filter(Group::isRelief).toList();
        Next next = next(groups, false, pacing, recent, merge, now);
        if (!(next instanceof Next.Wait wait) || relief.isEmpty()) return next;
        return switch (next(relief, true, pacing, recent, merge, now)) {
            case Next.Send send -> send;
            case Next.Wait sooner when sooner.until().isBefore(wait.until()) -> sooner;
            case Next.Wait later -> next;
        };
    }

    private static Next next(
            List<Group> groups, boolean relief, Pacing pacing, List<Instant> recent, boolean merge, Instant now) {
        return switch (pacing.turn(recent, groups.size(), relief, now)) {
            case Pacing.Turn.Single single ->
                new Next.Send(new MessagePlan(merge ? groups : List.of(groups.getFirst())));
            case Pacing.Turn.Digest digest -> new Next.Send(new MessagePlan(groups));
            case Pacing.Turn.Wait wait -> new Next.Wait(wait.until());
        };
    }

    private static List<Group> groups(List<Pending> pending) {
        Map<Key, List<Pending>> byKey = new LinkedHashMap<>();
        pending.stream()
                .sorted(WORST_FIRST)
                .forEach(each -> byKey.computeIfAbsent(Key.of(each), key -> new ArrayList<>())
                        .add(each));
        return byKey.values().stream().map(Group::new).toList();
    }

    /** All that it names, worst first. */
    public List<Pending> all() {
        return groups.stream().flatMap(group -> group.pending().stream()).toList();
    }

    /** The plan with its first {@code n} notices only. */
    public MessagePlan first(int n) {
        List<Group> kept = new ArrayList<>();
        int left = n;
        for (Group group : groups) {
            if (left == 0) break;
            int take = Math.min(left, group.pending().size());
            kept.add(new Group(group.pending().subList(0, take)));
            left -= take;
        }
        return new MessagePlan(kept);
    }

    public int size() {
        return groups.stream().mapToInt(group -> group.pending().size()).sum();
    }

    /** The duties that it calls. */
    public List<String> duties() {
        return groups.stream()
                .flatMap(group -> Optional.ofNullable(group.worst().duty()).stream())
                .distinct()
                .toList();
    }
}
