package io.qingting.alert.app;

import java.time.Instant;
import java.util.Map;

/**
 * In whose words a message is written.
 *
 * @param language zh or en
 * @param own templates in place of ours, by name
 * @param now the floor's time
 */
public record Voice(String language, Map<String, String> own, Instant now) {}
