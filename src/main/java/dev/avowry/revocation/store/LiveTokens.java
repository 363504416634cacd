package dev.avowry.revocation.store;

import dev.avowry.revocation.Target;

/**
 * The live tokens that an entry ends: the one condition, however they are asked for. No more than
 * some are looked at, or a node that issues much would be told slowly how much it ended.
 */
final class LiveTokens {
  /** How many tokens are looked at, alive or not. */
  static final int LOOKED_AT = 10_000;

  /**
   * {@code $2} is the entry: minted under a smaller fence, and not ended by an entry between the
   * two, of which those on the target itself are the first to be asked about.
   */
  static final String LIVE =
      """
      from looked t
      where t.fence < $2 and t.expires_at > now()
        and t.fence >= (
          select coalesce(max(e.seq), 0) from revocation_entry e
          where e.id = $1::text and e.seq < $2)
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

  private static final String ON_THE_PATH = looked("t.path @> array[path_bits($1::text)]");

  /** Its own, and those that were exchanged from it, which have half of its id on their paths. */
  private static final String OF_TOKEN =
      looked("(t.path @> array[path_bits($1::text)] or t.jti = token_bits($1::text))");

  private static final String OF_CLASS = looked("t.classes @> array[$1::text]");

  private LiveTokens() {}

  /** What has to stand before a statement that reads {@link #LIVE}, the tokens being {@code t}. */
  static String looked(Target target) {
    return switch (target) {
      case Target.OfNode node -> ON_THE_PATH;
      case Target.OfCredential credential -> ON_THE_PATH;
      case Target.OfSigningKey key -> ON_THE_PATH;
      case Target.OfTrust trust -> ON_THE_PATH;
      case Target.OfToken token -> OF_TOKEN;
      case Target.OfClass tokens -> OF_CLASS;
    };
  }

  /** {@code $1} names the target. */
  private static String looked(String condition) {
    return """
        with looked as materialized (
          select * from issued_token t where %s limit %d
        )
        """
        .formatted(condition, LOOKED_AT + 1);
  }
}
