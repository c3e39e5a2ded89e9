/** The site's configuration in force, read again when it changed. Read {@link io.qingting.site.app.SiteConfiguration} first. */
@NullMarked
package io.qingting.site.app;

import org.jspecify.annotations.NullMarked;
