package dev.avowry.provenance;

/**
 * What was found out of a message.
 *
 * @param refusalAsked whether the domain in {@code From} asks that it be refused: DMARC failed, and
 *     its policy for that is {@code reject}
 */
public record Judgement(Verdict verdict, boolean refusalAsked) {}
