package dev.avowry.token;

import dev.avowry.key.Algorithm;
import java.time.Instant;

/**
 * A resource server that wants its tokens otherwise than usual.
 *
 * @param uri its identifier, RFC 8707 §2: the {@code aud} of its tokens
 * @param name as people call it
 * @param algorithm by which its tokens are signed
 */
public record Resource(String uri, String name, Algorithm algorithm, Instant createdAt) {}
