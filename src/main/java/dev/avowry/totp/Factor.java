package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.SecretFields;
import dev.avowry.vault.SecretType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A second factor as it is kept, all of it sealed: who changes in the database where codes are for
 * has broken the seal.
 */
public final class Factor {
  private static final String URI = "uri";
  private static final String ORIGINS = "origins";
  private static final String BACKUP_CODES = "backup_codes";
  private static final int MOST_ORIGINS = 20;
  private static final int MOST_BACKUP_CODES = 50;
  private static final Pattern BACKUP_CODE = Pattern.compile("[!-~]{4,64}");

  private final String uri;
  private final Seed seed;
  private final Set<Website> sites;
  private final List<String> backupCodes;

  private Factor(String uri, Set<Website> sites, List<String> backupCodes) {
    this.uri = uri;
    this.seed = OtpAuth.seed(uri);
    this.sites = Set.copyOf(sites);
    this.backupCodes = List.copyOf(backupCodes);
  }

  /**
   * A factor as somebody sent it; refused when it is not one.
   *
   * @param uri of the form {@code otpauth://}
   * @param sites where its codes are for; empty for anywhere
   * @param backupCodes that were written down, in the order in which they are to be used
   */
  public static Factor of(String uri, Set<Website> sites, List<String> backupCodes) {
    require(sites.size() <= MOST_ORIGINS, "origins are at most " + MOST_ORIGINS);
    require(
        backupCodes.size() <= MOST_BACKUP_CODES
            && backupCodes.stream().allMatch(code -> BACKUP_CODE.matcher(code).matches()),
        "backup_codes are at most %d, each of 4 to 64 characters without spaces"
            .formatted(MOST_BACKUP_CODES));
    require(
        new HashSet<>(backupCodes).size() == backupCodes.size(),
        "backup_codes has one of them twice");
    return new Factor(uri, sites, backupCodes);
  }

  /** What {@link #toFields} gave. */
  static Factor read(SecretFields fields) {
    Map<String, String> values = fields.exposeSecret();
    return new Factor(
        Optional.ofNullable(values.get(URI)).orElseThrow(),
        parts(values, ORIGINS).stream().map(Website::new).collect(Collectors.toSet()),
        parts(values, BACKUP_CODES));
  }

  /** As the vault keeps it. */
  SecretFields toFields() {
    Map<String, String> values = new HashMap<>();
    values.put(URI, uri);
    if (!sites.isEmpty()) {
      values.put(ORIGINS, String.join(" ", origins()));
    }
    if (!backupCodes.isEmpty()) {
      values.put(BACKUP_CODES, String.join(" ", backupCodes));
    }
    return SecretFields.made(type(), values);
  }

  private static List<String> parts(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name))
        .map(text -> Arrays.asList(text.split(" ", -1)))
        .orElse(List.of());
  }

  /** What it is to the vault. */
  public SecretType type() {
    return switch (seed.moving()) {
      case Moving.OfTime _ -> SecretType.TOTP;
      case Moving.OfCounter _ -> SecretType.HOTP;
    };
  }

  /** How many digits its codes have. */
  public int digits() {
    return seed.codes().digits();
  }

  /** The name of the hash function that its codes are made with. */
  public String algorithm() {
    return seed.codes().hash().name();
  }

  /** What makes each of its codes another one. */
  public Moving moving() {
    return seed.moving();
  }

  /** Where its codes are for, in alphabetical order; empty for anywhere. */
  public Set<String> origins() {
    return sites.stream().map(Website::origin).collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many codes were written down. */
  public int backups() {
    return backupCodes.size();
  }

  Seed seed() {
    return seed;
  }

  /** A code that was written down, from 1. */
  String backupCode(int number) {
    return backupCodes.get(number - 1);
  }

  /**
   * Checks that a code may be typed there. A site that is not one of those is refused in the same
   * words whatever it is.
   */
  void requireFor(Optional<Website> site) {
    if (sites.isEmpty()) {
      return;
    }
    Website asked =
        site.orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST,
                    "the secret is bound to where its codes are for: origin is needed"));
    if (!sites.contains(asked)) {
      throw Refusal.refused(Reason.FORBIDDEN, "the codes of this secret are not for that origin");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "Factor[%s]".formatted(type());
  }
}
