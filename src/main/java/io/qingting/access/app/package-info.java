/**
 * Giving out, checking and revoking keys and tokens. Never decides what may be seen with them. Read
 * {@link io.qingting.access.app.Credentials} first.
 */
@NullMarked
package io.qingting.access.app;

import org.jspecify.annotations.NullMarked;
