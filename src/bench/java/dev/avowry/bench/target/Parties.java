package dev.avowry.bench.target;

import java.util.List;

/**
 * The clients of a target, the same in number and part for each.
 *
 * @param minting who mint for themselves
 * @param chain four: the first has a token, each other exchanges that of the one before
 * @param introspecting who asks about the first's tokens
 */
record Parties(List<Client> minting, List<Client> chain, Client introspecting) {
  static final int MINTING = 20;
  static final int CHAIN = 4;

  /** Tokens that are exchanged, or asked about, in turns. */
  static final int SUBJECTS = 16;
}
