package dev.avowry.verifier;

/** Where the issuer's keys come from. */
interface KeySource {

  /**
   * The issuer's key of that name.
   *
   * @throws Refusal the issuer has no such key
   * @throws Undecided it could not be learnt whether it has
   */
  VerificationKey find(String kid) throws Refusal, Undecided;
}
