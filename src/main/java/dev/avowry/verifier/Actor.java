package dev.avowry.verifier;

import java.util.Optional;

/**
 * Who acts or acted, one link of the {@code act} chain (RFC 8693 §4.1).
 *
 * @param profile {@code sub_profile}: what kind of party it is, such as {@code ai_agent}
 */
public record Actor(String sub, Optional<String> profile) {}
