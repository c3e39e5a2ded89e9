package io.qingting.event.store;

import static io.qingting.event.store.EventLogStore.utc;

import io.qingting.event.domain.NewEvent;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an append as the arrays that {@code append_events} takes: one array a column. */
final class AppendArguments {
    private AppendArguments() {}

    static Tuple of(List<NewEvent> events, Instant now, Duration lockTimeout) {
        int n = events.size();
        Integer[] sourceIds = new Integer[n];
        String[] ids = new String[n];
        Long[] hashes = new Long[n];
        Short[] types = new Short[n];
        OffsetDateTime[] occurred = new OffsetDateTime[n];
        @Nullable String[] sequences = new String[n];
        @Nullable String[] contactIds = new String[n];
        @Nullable String[] customerKeys = new String[n];
        Boolean[] imported = new Boolean[n];
        String[] data = new String[n];
        for (int i = 0; i < n; i++) {
            NewEvent event = events.get(i);
            sourceIds[i] = event.sourceId();
            ids[i] = event.id();
            hashes[i] = event.contentHash();
            types[i] = (short) event.type().ordinal();
            occurred[i] = utc(event.at());
            sequences[i] = event.sequence();
            contactIds[i] = event.contactId();
            customerKeys[i] = event.customerKey();
            imported[i] = event.imported();
            data[i] = event.data();
        }
        return Tuple.tuple()
                .addOffsetDateTime(utc(now.toEpochMilli()))
                .addInteger((int) lockTimeout.toMillis())
                .addArrayOfInteger(sourceIds)
                .addArrayOfString(ids)
                .addArrayOfLong(hashes)
                .addArrayOfShort(types)
                .addArrayOfOffsetDateTime(occurred)
                .addArrayOfString(sequences)
                .addArrayOfString(contactIds)
                .addArrayOfString(customerKeys)
                .addArrayOfBoolean(imported)
                .addArrayOfString(data);
    }
}
