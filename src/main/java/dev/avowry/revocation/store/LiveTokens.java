package dev.avowry.revocation.store;

import dev.avowry.kernel.PathBits;
import dev.avowry.revocation.Target;

/** The live tokens that an entry ends: the one condition, however they are asked for. */
final class LiveTokens {
  /**
   * {@code $1} names the target, {@code $2} is the entry: minted under a smaller fence, and not
   * ended by an entry between the two.
   */
  private static final String FROM =
      """
      from issued_token t
      where (%s) and t.fence < $2 and t.expires_at > now()
        and not exists (
          select 1 from unnest(t.path) p join revocation_entry e on e.bits = p
          where e.seq > t.fence and e.seq < $2)
        and not exists (
          select 1 from unnest(t.classes) c join revocation_entry e on e.id = c
          where e.seq > t.fence and e.seq < $2)
        and not exists (
          select 1 from revocation_entry e
          where e.id = token_id(t.jti) and e.seq > t.fence and e.seq < $2)
      """;

  private static final String ON_THE_PATH = FROM.formatted("t.path @> array[$1::bigint]");

  /** Its own, and those that were exchanged from it, which have half of its id on their paths. */
  private static final String OF_TOKEN =
      FROM.formatted("t.path @> array[path_bits($1)] or t.jti = token_bits($1)");

  private static final String OF_CLASS = FROM.formatted("t.classes @> array[$1::text]");

  private LiveTokens() {}

  /** From {@code from} to the end of the condition; the tokens are {@code t}. */
  static String of(Target target) {
    return switch (target) {
      case Target.OfNode node -> ON_THE_PATH;
      case Target.OfCredential credential -> ON_THE_PATH;
      case Target.OfToken token -> OF_TOKEN;
      case Target.OfClass tokens -> OF_CLASS;
    };
  }

  /** What is bound to {@code $1}. */
  static Object key(Target target) {
    return switch (target) {
      case Target.OfNode node -> PathBits.of(node.id());
      case Target.OfCredential credential -> PathBits.of(credential.id());
      case Target.OfToken token -> token.id();
      case Target.OfClass tokens -> tokens.id();
    };
  }
}
