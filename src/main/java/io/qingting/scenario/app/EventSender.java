package io.qingting.scenario.app;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import java.util.List;

/** Takes a batch of events to the server and returns when the server has them; usually {@link EventPoster#post}. */
@FunctionalInterface
public interface EventSender {
    EventPoster.Answer post(List<CanonicalEvent> batch) throws InterruptedException;
}
