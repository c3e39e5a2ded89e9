package io.qingting.config;

import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one place that hands out clocks. Tests and replays put another business clock in its place. */
final class Clocks {
    @Produces
    @DefaultBean
    @Singleton
    MachineClock machineClock() {
        return new SystemMachineClock();
    }

    @Produces
    @DefaultBean
    @Singleton
    BusinessClock businessClock() {
        return new SystemBusinessClock();
    }
}
