/** Rows of the site's configuration. Read {@link io.qingting.site.store.SiteRows} first. */
package io.qingting.site.store;
