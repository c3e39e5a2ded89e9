package io.qingting.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A data folder that holds the day the application is built for: a million contacts, 100 queues, 500 agents. The site's zone
 * is chosen so that its business day is nearly over now; then "today" and the live windows are both full.
 */
record BigDay(Path data, ZoneId zone) {
    static final String SOURCE = "bench";
    private static final int BATCH = 1_000;

    /** The day of an earlier case of this run or an earlier run, where its business day is still the present one. */
    static BigDay in(BenchRun run) throws Exception {
        Path data = run.folder("day");
        Path zoneFile = data.resolve("zone.txt");
        if (Files.exists(zoneFile)) {
            String[] text = Files.readString(zoneFile).trim().split(" ");
            ZoneId zone = ZoneId.of(text[0]);
            if (LocalDate.now(zone).toString().equals(text[1])) return new BigDay(data, zone);
        }
        run.freshFolder("day");
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        int offset = 22 - hour > 14 ? 22 - hour - 24 : 22 - hour;
        // Signs of these names are inverted: Etc/GMT-8 is eight hours ahead.
        return new BigDay(
                data, ZoneId.of(offset == 0 ? "Etc/UTC" : "Etc/GMT" + (offset > 0 ? "-" : "+") + Math.abs(offset)));
    }

    AppUnderTest.Options options() {
        return new AppUnderTest.Options(data).jvm("-Xmx1500m").environment("QINGTING_SITE_ZONE", zone.getId());
    }

    boolean isFilled() {
        return Files.exists(data.resolve("zone.txt"));
    }

    /** Posts the whole day. The events; 0 where it was there already. */
    int fill(BenchRun run, AppUnderTest app, String key) throws Exception {
        if (isFilled()) return 0;
        int contacts = run.size(1_000_000, 20_000);
        long begin = LocalDate.now(zone).atStartOfDay(zone).toInstant().toEpochMilli() + 1_000;
        double seconds = (System.currentTimeMillis() - begin) / 1000.0;
        Traffic traffic = new Traffic(
                "/connectors/" + SOURCE, "day", 7, Traffic.Shape.ordinary(contacts / seconds, 100, 500), begin);
        ClosedLoop.post(
                app.port(), 1, 1, i -> PostWire.batch(app.port(), key, traffic.shiftBegins(begin)), 60, n -> {});
        int batches = (int) (contacts * Traffic.Shape.EVENTS_PER_CONTACT / BATCH);
        long now = System.currentTimeMillis();
        List<Traffic.Item> held = new ArrayList<>();
        long from = System.nanoTime();
        ClosedLoop.post(
                app.port(),
                4,
                batches,
                i -> {
                    held.clear();
                    while (held.size() < BATCH) {
                        Traffic.Item item = traffic.next();
                        if (item.at() > now + 60_000) break;
                        held.add(item);
                    }
                    return PostWire.batch(app.port(), key, held);
                },
                1_500,
                done -> {
                    if (done % 1_000 == 0) {
                        run.say(done + " of " + batches + " batches, "
                                + Line.number(done * (double) BATCH / ((System.nanoTime() - from) / 1e9))
                                + " events/s");
                    }
                });
        Files.writeString(data.resolve("zone.txt"), zone + " " + LocalDate.now(zone));
        Files.writeString(
                data.resolve("day.txt"), traffic.contacts() + " contacts over " + Math.round(seconds / 3600) + " h");
        return batches * BATCH;
    }

    String describe() throws Exception {
        return Files.readString(data.resolve("day.txt"));
    }
}
