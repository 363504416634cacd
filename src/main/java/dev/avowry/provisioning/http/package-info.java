/** SCIM 2.0, RFC 7644, and where its clients are let in and out. */
@NullMarked
package dev.avowry.provisioning.http;

import org.jspecify.annotations.NullMarked;
