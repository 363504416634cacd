package dev.avowry.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How humans sign in. */
@ConfigMapping(prefix = "avowry.sign-in")
public interface SignInConfig {
  /** How often one may fail to be one human from one network in a minute. From 1 to 1,000. */
  @WithDefault("10")
  int failuresPerAccount();

  /** How often one may fail to be any human from one network in a minute. From 1 to 1,000,000. */
  @WithDefault("100")
  int failuresPerAddress();

  /**
   * How long ago a human may have proven who they are when they change how they sign in. From 1
   * minute to 1 hour.
   */
  @WithDefault("PT10M")
  Duration freshFor();

  /** Identity providers by the name that stands in addresses. */
  Map<String, Provider> providers();

  /** What follows when a provider would not let somebody in any more whom it let in once. */
  enum WhenRefused {
    /** Nothing: it is not asked. */
    IGNORE,
    /** It is told in the log and in the ledger. */
    WARN,
    /** They have left, until they sign in there again. */
    SUSPEND
  }

  /** An enterprise's OpenID Connect provider. */
  interface Provider {
    /** Its issuer, {@code https}; the configuration is read from below it. */
    String issuer();

    /** As what Avowry is registered there. */
    String clientId();

    /** With which secret. */
    String clientSecret();

    /** What the button says. */
    Optional<String> label();

    /** The claim that lists a human's groups; a slash goes down into an object. */
    @WithDefault("groups")
    String groupsClaim();

    /** Which role a group gives: admin, security, auditor or operator. */
    Map<String, String> roles();

    /** Whether who comes for the first time is made a sponsor. */
    @WithDefault("false")
    boolean createSponsors();

    /** Whether its word counts for how somebody proved who they are: the claim {@code amr}. */
    @WithDefault("false")
    boolean mfa();

    /**
     * What follows when it does not let somebody in any more: {@code ignore}, {@code warn} or
     * {@code suspend}. It is asked for {@code offline_access} where that is not ignored.
     */
    @WithDefault("ignore")
    WhenRefused whenRefused();
  }
}
