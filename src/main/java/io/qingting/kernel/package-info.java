/** What three features share: ids, ratios, means. Never grows a framework, I/O or a clock. Read {@link io.qingting.kernel.Ratio} first. */
@NullMarked
package io.qingting.kernel;

import org.jspecify.annotations.NullMarked;
