/**
 * Who may call what: one table, default deny. What is absent from it nobody may do, and a route
 * without a line fails the build. By the same table callers are told what they may.
 *
 * <p>Read first: {@link dev.avowry.access.PermissionTable}.
 */
@NullMarked
package dev.avowry.access;

import org.jspecify.annotations.NullMarked;
