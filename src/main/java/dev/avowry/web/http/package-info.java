/**
 * HTTP itself: strict parsing of forms and bodies, one rendering of refusals per protocol (RFC 6749
 * §5.2 for OAuth, RFC 9457 for {@code /v1}), and the guards that stand before every route.
 */
@NullMarked
package dev.avowry.web.http;

import org.jspecify.annotations.NullMarked;
