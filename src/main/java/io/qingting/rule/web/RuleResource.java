package io.qingting.rule.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.rule.app.Rules;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.InvalidRuleException;
import io.qingting.rule.store.AlertRuleJson;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Rules on figures, with how often each fired. Every change has an audit entry. */
@Path("/api/alert-rules")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RuleResource {
    private final Rules rules;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    RuleResource(Rules rules, ObjectMapper json, SecurityIdentity identity) {
        this.rules = rules;
        this.json = json;
        this.identity = identity;
    }

    record AlertRulesJson(List<RuleStandingJson> rules) {}

    /**
     * @param revision another one after each change
     * @param changedBy system: it is as shipped
     * @param open its alerts that are open
     * @param fired how often it fired in each of the last four weeks, the running one last
     */
    record RuleStandingJson(
            AlertRuleJson rule,
            long revision,
            String changedAt,
            String changedBy,
            long open,
            List<FiredWeekJson> fired) {
        static RuleStandingJson of(Rules.Standing standing) {
            return new RuleStandingJson(
                    AlertRuleJson.of(standing.rule()),
                    standing.revision(),
                    standing.changedAt().toString(),
                    standing.changedBy(),
                    standing.open(),
                    standing.fired().stream()
                            .map(week -> new FiredWeekJson(week.from().toString(), week.count()))
                            .toList());
        }
    }

    /** @param fromAt begin of the week's first business day, a Monday */
    record FiredWeekJson(String fromAt, long count) {}

    @GET
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(summary = "The rules on figures, and how often each fired in the last four weeks")
    public Uni<AlertRulesJson> list() {
        return rules.all()
                .map(all -> new AlertRulesJson(
                        all.stream().map(RuleStandingJson::of).toList()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(summary = "One rule, and how often it fired in the last four weeks")
    public Uni<RuleStandingJson> one(@PathParam("id") String id) {
        return rules.all()
                .map(all -> all.stream()
                        .filter(each -> each.rule().ruleId().equals(id))
                        .findFirst()
                        .map(RuleStandingJson::of)
                        .orElseThrow(() -> notFound(id)));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Makes or changes a rule on a figure",
            description = "Switched off, or on another metric, place or window, its open alerts end. basedOn: the"
                    + " revision that was read, 0 of a new rule; where the rule was changed since, it is refused with 409"
                    + " changed-meanwhile. Absent: the last one to change it wins.")
    public Uni<RuleStandingJson> put(
            @PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn, @Nullable AlertRuleJson body) {
        return rules.save(read(id, body), basedOn, actor(), this::values).chain(() -> one(id));
    }

    private static FigureRule read(String id, @Nullable AlertRuleJson body) {
        if (body == null) throw invalid("", "Send a JSON object.");
        if (body.ruleId() != null && !body.ruleId().equals(id))
            throw invalid("/ruleId", "The id in the body differs from the one in the path, " + id + ".");
        try {
            return body.as(id).rule();
        } catch (InvalidRuleException e) {
            throw invalid("/" + e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(Problem.of(
                404, "not-found", "Not found", "There is no rule " + id + ". GET /api/alert-rules lists them."));
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }

    private Map<String, Object> values(FigureRule rule) {
        return json.convertValue(AlertRuleJson.of(rule), new TypeReference<Map<String, Object>>() {});
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Takes a rule away; its open alerts end", description = "basedOn: as of PUT.")
    public Uni<Void> delete(@PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn) {
        return rules.delete(id, basedOn, actor(), this::values)
                .invoke(done -> {
                    if (!done) throw notFound(id);
                })
                .replaceWithVoid();
    }
}
