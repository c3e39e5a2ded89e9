package io.qingting.alert.web;

import io.qingting.alert.app.RouteDesk;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of messages: templates (Qute) in Chinese and English. */
@Path("/api/alert-templates/{language}")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TemplateResource {
    private final RouteDesk desk;
    private final SecurityIdentity identity;

    TemplateResource(RouteDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    record TemplatesJson(Map<String, String> templates) {}

    /** @param text absent: as shipped again */
    record TemplateJson(@Nullable String text) {}

    @GET
    public Uni<TemplatesJson> read(@PathParam("language") String language) {
        if (!language.equals("zh") && !language.equals("en")) throw Inputs.notFound();
        return desk.templates(language).map(TemplatesJson::new);
    }

    /** @param name title, title.many, line, group, digest.title or digest.text */
    @PUT
    @Path("/{name}")
    public Uni<Response> save(
            @PathParam("language") String language, @PathParam("name") String name, @Nullable TemplateJson body) {
        return desk.saveTemplate(
                        language,
                        name,
                        body == null ? null : body.text(),
                        identity.getPrincipal().getName())
                .map(done -> Response.noContent().build());
    }
}
