package io.qingting.site.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.app.SiteConfiguration.Change;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The site's settings, for administrators. */
@Path("/api/site/settings")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SettingsResource {
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final SiteConfiguration configuration;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    SettingsResource(SiteConfiguration configuration, ObjectMapper json, SecurityIdentity identity) {
        this.configuration = configuration;
        this.json = json;
        this.identity = identity;
    }

    @GET
    public SettingsJson settings() {
        return SettingsJson.of(configuration.current());
    }

    @PUT
    @Operation(
            summary = "Replaces the settings; in force on every instance within two seconds",
            description = "What figures depend on (zone, begin of the day, the X of the rates, limits, score) makes the"
                    + " board anew from the log: screens say that it catches up meanwhile.")
    public Uni<SettingsJson> put(@Nullable SettingsJson body) {
        SettingsJson given = Given.body(body);
        return configuration
                .change(identity.getPrincipal().getName(), before -> change(before, given))
                .map(SettingsJson::of);
    }

    private Change change(Site before, SettingsJson given) {
        if (!Objects.equals(given.configVersion(), before.version()))
            throw new ProblemException(Problem.of(
                    409,
                    "changed-meanwhile",
                    "Changed meanwhile",
                    "Somebody changed the configuration since it was read. Read it again, and make the change again."));
        Site after = SettingsInput.site(before, given);
        Map<String, Object> was = values(before);
        Map<String, Object> is = values(after);
        Map<String, Object> replaced = differing(was, is);
        Map<String, Object> replacing = differing(is, was);
        List<Change.Entry> entries = replaced.isEmpty() && replacing.isEmpty()
                ? List.of()
                : List.of(new Change.Entry("site.changed", "site", replaced, replacing));
        return new Change(after, entries);
    }

    private Map<String, Object> values(Site site) {
        return json.convertValue(SettingsJson.of(site), VALUES);
    }

    private static Map<String, Object> differing(Map<String, Object> of, Map<String, Object> from) {
        Map<String, Object> differing = new TreeMap<>();
        of.forEach((name, value) -> {
            if (value != null && !name.equals("configVersion") && !Objects.equals(value, from.get(name)))
                differing.put(name, value);
        });
        return differing;
    }
}
