/** The door to {@code /mcp}, its sessions, and how tools are told to the protocol's server. */
@NullMarked
package dev.avowry.mcp.http;

import org.jspecify.annotations.NullMarked;
