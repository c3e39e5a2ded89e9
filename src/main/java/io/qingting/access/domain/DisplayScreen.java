package io.qingting.access.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One screen that is open by a display's token.
 *
 * @param screenId opaque, new with each connection
 * @param instance of the server that it is connected to
 * @param view path within /wall with its query, as the screen says
 * @param lastSeenAt when its instance last saw it connected, to about two seconds
 * @param lastFrameAt when it was last sent figures, to about two seconds; null: not yet
 */
public record DisplayScreen(
        String screenId,
        long displayId,
        String instance,
        String view,
        Instant connectedAt,
        Instant lastSeenAt,
        @Nullable Instant lastFrameAt) {}
