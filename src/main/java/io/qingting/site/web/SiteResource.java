package io.qingting.site.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Audience;
import io.qingting.access.domain.Grant;
import io.qingting.kernel.BusinessClock;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code GET /api/site}: names, zone and targets of the floor, and who looks. Read again when a frame's configVersion rises. */
@Path("/api/site")
class SiteResource {
    private final SiteConfiguration configuration;
    private final BusinessClock clock;
    private final SecurityIdentity identity;

    SiteResource(SiteConfiguration configuration, BusinessClock clock, SecurityIdentity identity) {
        this.configuration = configuration;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"display", "admin", "supervisor", "quality", "agent"})
    public SiteJson site() {
        Grant grant = Identities.grant(identity).orElseThrow();
        return SiteJson.of(configuration.current(), clock.isReplay(), grant instanceof Grant.Display, viewer(grant));
    }

    private static SiteJson.ViewerJson viewer(Grant grant) {
        Audience audience = grant.sight().reachesOthers() ? Audience.SUPERVISORS : Audience.FLOOR;
        return new SiteJson.ViewerJson(grant.kind(), audience.wireName(), grant.name());
    }
}
