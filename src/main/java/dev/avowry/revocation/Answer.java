package dev.avowry.revocation;

/** What comes of an order that is not refused. */
public sealed interface Answer permits Carried, KeptOrder {}
