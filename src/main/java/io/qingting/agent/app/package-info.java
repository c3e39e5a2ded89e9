/**
 * What an agent's own page shows beside the live frame. Never another person's figures. Read
 * {@link io.qingting.agent.app.OwnWork} first.
 */
@NullMarked
package io.qingting.agent.app;

import org.jspecify.annotations.NullMarked;
