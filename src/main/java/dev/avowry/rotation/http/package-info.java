/** Rotators as those see them who keep secrets, and webhooks as they go out. */
@NullMarked
package dev.avowry.rotation.http;

import org.jspecify.annotations.NullMarked;
