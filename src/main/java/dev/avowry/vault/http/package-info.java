/** The vault over HTTP. */
@NullMarked
package dev.avowry.vault.http;

import org.jspecify.annotations.NullMarked;
