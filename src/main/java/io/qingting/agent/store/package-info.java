/** An agent's own facts. */
@NullMarked
package io.qingting.agent.store;

import org.jspecify.annotations.NullMarked;
