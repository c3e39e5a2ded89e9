package io.qingting.board.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and rates of the socket; every key stands under {@code qingting.socket}. */
@ConfigMapping(prefix = "qingting.socket")
interface SocketSettings {
    /** Most frames a second of one topic. */
    @WithDefault("10")
    int framesPerSecond();

    /** Time between two heartbeats. */
    @WithDefault("2s")
    Duration heartbeat();

    /** A viewer that has not read for this long is closed with code 4408, and cut off where it does not read that in 5 s. */
    @WithDefault("10s")
    Duration slowViewerLimit();

    /** Most topics of one viewer. */
    @WithDefault("20")
    int topicsPerViewer();

    /** Most messages that a viewer may say at once after a quiet time; one more ends its socket with close code 4413. */
    @WithDefault("20")
    int messagesAtOnce();

    /** Time after which a viewer may say one more message. */
    @WithDefault("1s")
    Duration messageEvery();

    /** Most viewers of this instance; one more is refused with close code 4429. */
    @WithDefault("10000")
    int maxViewers();

    /** The name of this instance, as the list of displays shows it. */
    @WithDefault("${HOSTNAME:local}:${quarkus.http.port}")
    String instance();

    /** Time between two checks of the viewers' tokens, and the longest that the socket of a revoked one goes on. */
    @WithDefault("2s")
    Duration accessCheck();

    /**
     * Whether viewers that offer permessage-deflate get their frames deflated: once a frame, whatever their number. Off by
     * default: in the house bytes are cheap and time is not.
     */
    @WithDefault("false")
    boolean deflate();

    /** Bytes that may wait in one viewer's channel before it counts as not reading. */
    @WithDefault("131072")
    int pendingBytes();
}
