package io.qingting.sla.app;

import io.qingting.alert.app.Alerts;
import io.qingting.fixture.Settings;
import io.qingting.kernel.BusinessClock;
import io.vertx.mutiny.sqlclient.Pool;

/** The writer of targets with the settings as they are shipped, where those of the tests are others. */
public final class ShippedTargets {
    private ShippedTargets() {}

    public static SlaTargets of(Pool pool, SlaBooks books, Alerts alerts, BusinessClock clock) {
        return new SlaTargets(pool, books, alerts, clock, Settings.shipped(SlaSettings.class));
    }
}
