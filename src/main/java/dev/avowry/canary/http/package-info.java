/** The canary's questions to verifiers, and what it has found, over HTTP. */
@NullMarked
package dev.avowry.canary.http;

import org.jspecify.annotations.NullMarked;
