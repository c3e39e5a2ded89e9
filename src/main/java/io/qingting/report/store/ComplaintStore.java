package io.qingting.report.store;

import io.qingting.report.domain.ComplaintShares;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Period;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Complaints by category, from contact facts. */
public final class ComplaintStore {
    private static final NamedSql CATEGORIES = NamedSql.named("complaint_categories");

    private ComplaintStore() {}

    /**
     * One answer a period, in their order.
     *
     * @param periods following each other, at least one
     * @param queues empty: all; so are channels
     */
    public static Uni<List<ComplaintShares>> shares(
            SqlClient transaction, List<Period> periods, Collection<String> queues, Collection<String> channels) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(
                "starts",
                periods.stream().map(p -> ReportStore.utc(p.startsAt())).toArray(OffsetDateTime[]::new));
        values.put("from", ReportStore.utc(periods.getFirst().startsAt()));
        values.put("to", ReportStore.utc(periods.getLast().endsAt()));
        values.put("queues", queues.isEmpty() ? null : queues.toArray(String[]::new));
        values.put("channels", channels.isEmpty() ? null : channels.toArray(String[]::new));
        // One more: what has no category is a group too.
        values.put("limit", ComplaintShares.MOST_CATEGORIES + 1);
        NamedSql.Call call =
                CATEGORIES.with("no_queue", "'" + Grouping.NO_QUEUE + "'").call(values);
        return transaction.preparedQuery(call.sql()).execute(call.values()).map(rows -> {
            List<Map<String, Long>> counts = new ArrayList<>();
            for (Period period : periods) counts.add(new HashMap<>());
            long[] totals = new long[periods.size()];
            for (Row row : rows) {
                int n = row.getInteger("period") - 1;
                String category = row.getString("category");
                totals[n] = row.getLong("total");
                if (category != null) counts.get(n).put(category, row.getLong("complaints"));
            }
            List<ComplaintShares> shares = new ArrayList<>();
            for (int n = 0; n < totals.length; n++) shares.add(new ComplaintShares(totals[n], counts.get(n)));
            return List.copyOf(shares);
        });
    }
}
