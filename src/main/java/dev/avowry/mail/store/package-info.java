/** Mailboxes and what is in them, in PostgreSQL. */
@NullMarked
package dev.avowry.mail.store;

import org.jspecify.annotations.NullMarked;
