package io.qingting.config;

import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.quarkus.arc.DefaultBean;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The one place that hands out clocks. Tests put others in their place; a replay has one of its own. */
final class Clocks {
    /** {@code qingting.replay.*}: set by the replay command only. */
    @ConfigMapping(prefix = "qingting.replay")
    interface Replay {
        /** First instant of the log that is played; absent: this is no replay. */
        Optional<Instant> start();

        /** Business seconds a real second; 0: the clock only jumps. */
        Optional<Double> rate();
    }

    @Produces
    @DefaultBean
    @Singleton
    MachineClock machineClock() {
        return new SystemMachineClock();
    }

    @Produces
    @DefaultBean
    @Singleton
    BusinessClock businessClock(Replay replay, MachineClock machine) {
        return replay.start()
                .<BusinessClock>map(
                        start -> new ReplayClock(machine, start, replay.rate().orElse(1.0)))
                .orElseGet(SystemBusinessClock::new);
    }
}
