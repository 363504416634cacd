package dev.avowry.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How sure it is who a human is, {@code acr}: what follows from by what they proved it ({@code
 * amr}), and nothing where nothing follows. The surer comes first, and satisfies those after it.
 */
public enum AuthenticationContext {
  /** By a key that no other site can make use of, OpenID EAP ACR Values 1.0 §2. */
  PHISHING_RESISTANT("phr", "hwk"),
  /** By two things, REFEDS MFA Profile. */
  MULTI_FACTOR("https://refeds.org/profile/mfa", "mfa");

  private final String code;
  private final String method;

  AuthenticationContext(String code, String method) {
    this.code = code;
    this.method = method;
  }

  /** The value of {@code acr}. */
  public String code() {
    return code;
  }

  /** All values of {@code acr} that there are. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(AuthenticationContext::code).toList();
  }

  /** What follows from these methods. */
  public static Optional<AuthenticationContext> of(Collection<String> methods) {
    return Arrays.stream(values()).filter(each -> methods.contains(each.method)).findFirst();
  }

  /**
   * Whether who proved themselves by these methods has done so in one of the wanted ways. What is
   * not known here is wanted in vain: nobody could do better.
   *
   * @param wanted values of {@code acr}
   */
  public static boolean satisfies(Collection<String> methods, Collection<String> wanted) {
    List<AuthenticationContext> known =
        Arrays.stream(values()).filter(each -> wanted.contains(each.code)).toList();
    return known.isEmpty()
        || of(methods).filter(had -> known.stream().anyMatch(had::isAsSureAs)).isPresent();
  }

  private boolean isAsSureAs(AuthenticationContext other) {
    return compareTo(other) <= 0;
  }
}
