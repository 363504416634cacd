/** The registry of trusted issuers and their rules, and how keys are fetched from outside. */
@NullMarked
package dev.avowry.federation.http;

import org.jspecify.annotations.NullMarked;
