package io.qingting.sla.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.store.PolicyJson;
import java.util.Map;

/** Reads policies as they are sent, for other features. */
public final class PolicyDocuments {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private PolicyDocuments() {}

    /** @throws ProblemException naming the value that is wrong */
    public static SlaPolicy read(Map<String, Object> document) {
        try {
            return JSON.convertValue(document, PolicyJson.class).policy();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    400,
                    "invalid-value",
                    "A value is not allowed",
                    "This is no policy: use the fields of PUT /api/sla/policies/{id}."));
        }
    }
}
