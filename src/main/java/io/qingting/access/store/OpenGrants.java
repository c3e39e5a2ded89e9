package io.qingting.access.store;

import io.qingting.access.domain.Grant;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What many tokens allow, by their hashes in hexadecimal.
 *
 * @param unnoted those whose use is still to be noted
 */
public record OpenGrants(Map<String, Grant> grants, List<String> unnoted) {
    public OpenGrants {
        grants = Map.copyOf(grants);
        unnoted = List.copyOf(unnoted);
    }

    /** Of rows with the columns hex and unnoted beside those of the grant. */
    static OpenGrants of(RowSet<Row> rows, Function<Row, Grant> grant) {
        Map<String, Grant> grants = HashMap.newHashMap(rows.size());
        List<String> unnoted = new ArrayList<>();
        for (Row row : rows) {
            grants.put(row.getString("hex"), grant.apply(row));
            if (row.getBoolean("unnoted")) unnoted.add(row.getString("hex"));
        }
        return new OpenGrants(grants, unnoted);
    }
}
