/** The configuration as screens read it. Read {@link io.qingting.site.web.SiteResource} first. */
@NullMarked
package io.qingting.site.web;

import org.jspecify.annotations.NullMarked;
