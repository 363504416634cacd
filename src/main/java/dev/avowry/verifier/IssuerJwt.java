package dev.avowry.verifier;

/** Reads what the issuer signs about revocations: ES256, one {@code typ}, its own {@code iss}. */
record IssuerJwt(String issuer, KeySource keys) {

  /** The claims of a JWT of that type. */
  Members read(String compact, String type, int lengthMax) throws Refusal, Undecided {
    CompactJws jws = CompactJws.parse(compact, type, lengthMax);
    if (jws.algorithm() != Algorithm.ES256) {
      throw new Refusal(Reason.ALGORITHM, "a revocation list is signed with ES256");
    }
    Members claims = jws.verified(keys.find(jws.kid()));
    if (!claims.string("iss").equals(issuer)) {
      throw new Refusal(Reason.ISSUER, "the list is by another issuer");
    }
    return claims;
  }

  /** One line of the list, and the data of the stream's event of the same name. */
  static Entry entry(Members claims) throws Refusal {
    long seq = claims.number("seq");
    if (seq < 1) {
      throw new Refusal(Reason.INCOMPLETE, "an entry has no sequence number");
    }
    return new Entry(seq, claims.string("id"), claims.instant("at"), claims.instant("until"));
  }
}
