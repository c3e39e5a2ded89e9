package io.qingting.event.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventDraftTest {
    @Property
    void whatIsWrittenIsReadBack(@ForAll String text, @ForAll long number, @ForAll double real) throws IOException {
        CanonicalEvent event = new EventDraft("/connectors/x", EventType.CONTACT_RATED, "e-1", 0)
                .subject("c")
                .put("topic", text)
                .put("handleMs", number)
                .put("rating.score", real)
                .put("rating.kind", "csat")
                .put("absent", null)
                .build();

        JsonNode read = new ObjectMapper().readTree(event.json());

        byte[] wellFormed = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read.at("/data/topic").asText().replace('\uFFFD', '?'))
                .isEqualTo(new String(wellFormed, StandardCharsets.UTF_8).replace('\uFFFD', '?'));
        assertThat(read.at("/data/handleMs").asLong()).isEqualTo(number);
        assertThat(read.at("/data/rating/score").asDouble()).isEqualTo(real);
        assertThat(read.at("/data/absent").isMissingNode()).isTrue();
        assertThat(read.at("/time").asText()).isEqualTo("1970-01-01T00:00:00Z");
    }
}
