package io.qingting.history.store;

import io.qingting.contact.domain.Span;
import io.qingting.event.domain.WireName;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactKey;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Facts as one array a column: one statement writes a whole batch. */
final class FactArguments {
    private FactArguments() {}

    static Tuple keys(List<FactKey> keys) {
        return Tuple.tuple()
                .addArrayOfInteger(ints(keys, k -> k.contact().sourceId()))
                .addArrayOfString(texts(keys, k -> k.contact().contactId()))
                .addArrayOfInteger(ints(keys, FactKey::cycle))
                .addArrayOfString(texts(keys, k -> k.kind().name()))
                .addArrayOfInteger(ints(keys, FactKey::ordinal));
    }

    static Tuple rows(List<Fact> facts, OffsetDateTime recordedAt) {
        List<Span> spans = facts.stream().map(Fact::span).toList();
        return Tuple.tuple()
                .addArrayOfInteger(ints(facts, f -> f.contact().sourceId()))
                .addArrayOfString(texts(facts, f -> f.contact().contactId()))
                .addArrayOfInteger(ints(spans, Span::cycle))
                .addArrayOfString(texts(spans, s -> s.kind().name()))
                .addArrayOfInteger(ints(spans, Span::ordinal))
                .addArrayOfOffsetDateTime(instants(spans, Span::startedAt))
                .addArrayOfOffsetDateTime(instants(spans, Span::endedAt))
                .addArrayOfOffsetDateTime(instants(spans, Span::at))
                .addArrayOfString(texts(spans, s -> s.outcome().name()))
                .addArrayOfString(texts(spans, s -> s.channel().wireName()))
                .addArrayOfString(texts(spans, Span::queueId))
                .addArrayOfString(texts(spans, Span::agentId))
                .addArrayOfString(texts(spans, Span::teamId))
                .addArrayOfString(texts(spans, s -> wireName(s.acceptMode())))
                .addArrayOfString(texts(spans, s -> wireName(s.segment())))
                .addArrayOfLong(longs(spans, Span::value))
                .addArrayOfLong(longs(spans, Span::extra))
                .addArrayOfInteger(ints(spans, Span::flags))
                .addArrayOfString(texts(spans, Span::label))
                .addArrayOfString(texts(spans, Span::customerKey))
                .addArrayOfString(texts(spans, Span::topic))
                .addArrayOfString(texts(spans, Span::category))
                .addOffsetDateTime(recordedAt);
    }

    private static @Nullable String wireName(@Nullable WireName word) {
        return word == null ? null : word.wireName();
    }

    private static <T> Integer[] ints(List<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    private static <T> Long[] longs(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) texts[i] = column.apply(rows.get(i));
        return texts;
    }

    private static @Nullable OffsetDateTime[] instants(List<Span> rows, Function<Span, Long> column) {
        @Nullable OffsetDateTime[] instants = new OffsetDateTime[rows.size()];
        for (int i = 0; i < instants.length; i++) {
            long millis = column.apply(rows.get(i));
            instants[i] = millis == Span.OPEN ? null : FactStore.utc(millis);
        }
        return instants;
    }
}
