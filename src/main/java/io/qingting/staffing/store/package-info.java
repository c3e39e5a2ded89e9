/** What a plan is made of, from contact and presence facts. */
@NullMarked
package io.qingting.staffing.store;

import org.jspecify.annotations.NullMarked;
