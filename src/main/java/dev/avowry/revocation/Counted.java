package dev.avowry.revocation;

/**
 * Tokens that an entry ends.
 *
 * @param live how many were found
 * @param more whether there may be more that were not looked at
 */
public record Counted(long live, boolean more) {}
