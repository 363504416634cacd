package dev.avowry.verifier;

import java.security.PublicKey;

/** A key of the issuer with the one algorithm that it is for. */
record VerificationKey(String kid, Algorithm algorithm, PublicKey key) {}
