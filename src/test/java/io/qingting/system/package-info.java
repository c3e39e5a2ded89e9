/**
 * The packaged application as its users run it: killed, restarted, and looked at in a browser. Read {@link
 * io.qingting.system.RunningApp} first.
 */
@NullMarked
package io.qingting.system;

import org.jspecify.annotations.NullMarked;
