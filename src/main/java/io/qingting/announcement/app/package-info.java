/** Making and ending announcements, and those that are shown now. Read {@link io.qingting.announcement.app.Announcements} first. */
@NullMarked
package io.qingting.announcement.app;

import org.jspecify.annotations.NullMarked;
