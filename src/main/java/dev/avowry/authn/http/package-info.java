/** What an agent does about its own credentials. */
@NullMarked
package dev.avowry.authn.http;

import org.jspecify.annotations.NullMarked;
