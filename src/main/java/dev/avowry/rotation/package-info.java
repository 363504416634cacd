/**
 * Secrets are replaced where they are used: on demand, on their day, and after a revocation that
 * leaves somebody with them.
 *
 * <p>A new password is durable before a server is told, and is the present version once it is known
 * to open. Whatever is broken off in between is found by trying what was kept.
 *
 * <p>Read first: {@link dev.avowry.rotation.Rotator}, {@link dev.avowry.rotation.Turns}, {@link
 * dev.avowry.rotation.RoleRotation}.
 */
@NullMarked
package dev.avowry.rotation;

import org.jspecify.annotations.NullMarked;
