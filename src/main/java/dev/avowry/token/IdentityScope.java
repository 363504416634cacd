package dev.avowry.token;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scopes that let an agent know who a human is, or come back without them, and nothing else: they
 * are no authority, so that no ceiling has them. OpenID Connect Core §5.4 and §11.
 */
public enum IdentityScope {
  OPENID,
  PROFILE,
  EMAIL,
  ADDRESS,
  PHONE,
  OFFLINE_ACCESS;

  /** The scope on the wire. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<IdentityScope> named(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  /** Those of the scopes that are of this sort. */
  public static Set<String> of(Set<String> scopes) {
    return scopes.stream()
        .filter(scope -> named(scope).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of the scopes that are authority. */
  public static Set<String> without(Set<String> scopes) {
    return scopes.stream()
        .filter(scope -> named(scope).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
