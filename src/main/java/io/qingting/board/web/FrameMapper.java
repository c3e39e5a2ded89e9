package io.qingting.board.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.qingting.board.domain.Durations;
import io.qingting.board.domain.NowFigures;
import io.qingting.board.domain.PresenceCounts;
import io.qingting.board.domain.SinceCount;
import io.qingting.board.domain.WindowFigures;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How figures look in a frame. Most figures of most places are empty most of the time, so within a place's figures a count of
 * 0, a rate or mean of nobody and what is not known are left out; numbers have at most three decimals, which for seconds is
 * the exact millisecond.
 */
final class FrameMapper {
    private FrameMapper() {}

    static ObjectMapper create() {
        SimpleModule decimals = new SimpleModule("decimals")
                .addSerializer(double.class, new Decimals())
                .addSerializer(Double.class, new Decimals());
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(decimals)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .addMixIn(PresenceCounts.class, PresenceNames.class)
                .addMixIn(WindowFigures.class, NoZeros.class)
                .addMixIn(NowFigures.class, NoZeros.class)
                .build();
        leaveOutEmpty(mapper, Ratio.class);
        leaveOutEmpty(mapper, Mean.class);
        leaveOutEmpty(mapper, Durations.class);
        leaveOutEmpty(mapper, SinceCount.class);
        leaveOutEmpty(mapper, WindowFigures.Nps.class);
        return mapper;
    }

    private static void leaveOutEmpty(ObjectMapper mapper, Class<?> type) {
        mapper.configOverride(type)
                .setInclude(JsonInclude.Value.construct(
                        JsonInclude.Include.CUSTOM, JsonInclude.Include.ALWAYS, Empty.class, null));
    }

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    interface NoZeros {}

    /** {@code break} is a word of the language. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    interface PresenceNames {
        @JsonProperty("break")
        int onBreak();

        @JsonIgnore
        boolean isKnown();
    }

    /** Equal to what has no cases: Jackson leaves out what its filter is equal to. */
    static final class Empty {
        @Override
        public boolean equals(@Nullable Object value) {
            return switch (value) {
                case null -> true;
                case Ratio ratio -> ratio.total() == 0;
                case Mean mean -> mean.count() == 0;
                case Durations durations -> durations.count() == 0;
                case SinceCount waiting -> waiting.count() == 0;
                case WindowFigures.Nps nps -> nps.total() == 0;
                default -> false;
            };
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Millisecond and per mille are as fine as anything is measured. */
    static final class Decimals extends StdSerializer<Double> {
        private static final double THOUSAND = 1_000;

        Decimals() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            double rounded = Math.round(value * THOUSAND) / THOUSAND;
            if (rounded == Math.rint(rounded)) json.writeNumber((long) rounded);
            else json.writeNumber(rounded);
        }
    }
}
