/** Appeals as rows, and the facts that say what may be appealed against. */
@NullMarked
package io.qingting.appeal.store;

import org.jspecify.annotations.NullMarked;
