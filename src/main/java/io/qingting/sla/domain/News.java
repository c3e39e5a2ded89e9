package io.qingting.sla.domain;

import io.qingting.kernel.ContactKey;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells news, which alerts, from history, which settles clocks and alerts nobody. History is what only an import told of, and a
 * promise whose deadline was long past when it was told of. One that could still be kept, or was broken a short time before, is
 * news however late its events come.
 *
 * @param heardAt by contact: receipt of what told of it and was no import, epoch milliseconds; of several the earliest. Absent:
 *     only an import did
 * @param historyAfterMillis a deadline that lies further back than this at the receipt is history, 0 or more
 */
public record News(Map<ContactKey, Long> heardAt, long historyAfterMillis) {
    public News {
        heardAt = Map.copyOf(heardAt);
    }

    /** Of contacts that something live told of before an instant, such as an upgrade, all that can still be kept then. */
    public static News since(long instant, Set<ContactKey> live) {
        return new News(live.stream().collect(Collectors.toMap(Function.identity(), contact -> instant)), 0);
    }

    boolean isNews(TargetId id, SlaTarget target) {
        Long heard = heardAt.get(id.contact());
        return heard != null && target.deadline() >= heard - historyAfterMillis;
    }

    /**
     * Whether a target that was history becomes news by what was heard of it now: its deadline is still to come, or was moved on
     * to where it is news.
     */
    boolean wakes(StoredTarget history, SlaTarget now) {
        Long heard = heardAt.get(history.contact());
        if (heard == null) return false;
        return now.deadline() >= heard || now.deadline() > history.target().deadline() && isNews(history.id(), now);
    }
}
