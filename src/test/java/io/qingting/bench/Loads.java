package io.qingting.bench;

/** Streams of events that end now, so that a board takes them for live ones. */
final class Loads {
    private Loads() {}

    /** A stream whose events lie within the last seconds given. */
    static Traffic justPast(String source, String prefix, Traffic.Shape shape, long seconds) {
        return new Traffic(
                "/connectors/" + source, prefix, 42, shape, System.currentTimeMillis() - (seconds + 60) * 1000);
    }
}
