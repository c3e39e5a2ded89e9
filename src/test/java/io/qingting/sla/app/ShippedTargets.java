package io.qingting.sla.app;

import io.qingting.alert.app.Alerts;
import io.qingting.kernel.BusinessClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Pool;

/** The writer of targets with the settings as they are shipped, where those of the tests are others. */
public final class ShippedTargets {
    private ShippedTargets() {}

    public static SlaTargets of(Pool pool, SlaBooks books, Alerts alerts, BusinessClock clock) {
        SlaSettings settings = new SmallRyeConfigBuilder()
                .withMapping(SlaSettings.class)
                .build()
                .getConfigMapping(SlaSettings.class);
        return new SlaTargets(pool, books, alerts, clock, settings);
    }
}
