/** Who may come in, and as what. Never a person's password. Read {@link io.qingting.access.domain.Grant} first. */
@NullMarked
package io.qingting.access.domain;

import org.jspecify.annotations.NullMarked;
