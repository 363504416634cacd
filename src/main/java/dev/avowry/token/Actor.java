package dev.avowry.token;

/**
 * Who acts, in {@code act}.
 *
 * @param sub the agent
 * @param subProfile what it is, such as {@code ai_agent}
 */
public record Actor(String sub, String subProfile) {}
