/** The OAuth endpoints and what an agent asks about itself. */
@NullMarked
package dev.avowry.token.http;

import org.jspecify.annotations.NullMarked;
