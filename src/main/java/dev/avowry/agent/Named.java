package dev.avowry.agent;

import java.util.Optional;

/**
 * What an id on a path is.
 *
 * @param id as the path has it
 * @param kind {@code sponsor}, {@code agent}, {@code delegation}, {@code grant}, {@code role},
 *     {@code assignment}, {@code credential}, {@code token}, or {@code trust} in an outside issuer
 * @param name as people call it, or the agent in whose hands it is; empty for what has none
 */
public record Named(String id, String kind, Optional<String> name) {}
