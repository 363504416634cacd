/** Asking over HTTP, and looking at what was asked. */
@NullMarked
package dev.avowry.approval.http;

import org.jspecify.annotations.NullMarked;
