/** Mailboxes of agents over HTTP. */
@NullMarked
package dev.avowry.mail.http;

import org.jspecify.annotations.NullMarked;
