/** Requests for approval, voices and notices, in PostgreSQL. */
@NullMarked
package dev.avowry.approval.store;

import org.jspecify.annotations.NullMarked;
