package dev.avowry.people.http;

import dev.avowry.people.OutsidePerson;
import dev.avowry.people.SignInConfig;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Reads a person from an ID token that quarkus-oidc has verified, OpenID Connect Core §2 and §5.1.
 */
final class IdTokenClaims {
  private final JsonWebToken token;

  IdTokenClaims(JsonWebToken token) {
    this.token = token;
  }

  /** The person, with what the provider's settings say its word is good for. */
  OutsidePerson person(String name, SignInConfig.Provider provider) {
    Optional<String> email = text("email");
    return new OutsidePerson(
        name,
        token.getIssuer(),
        token.getSubject(),
        text("name").or(() -> text("preferred_username")).or(() -> email).orElse("unnamed").strip(),
        email,
        texts(at(provider.groupsClaim())),
        provider.mfa() ? texts(claim("amr")) : Set.of(),
        authenticatedAt());
  }

  /** Where a provider says nothing the library says zero. */
  private Optional<Instant> authenticatedAt() {
    return claim("auth_time") instanceof Number seconds && seconds.longValue() > 0
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  private Optional<String> text(String name) {
    return texts(claim(name)).stream().findFirst().filter(text -> !text.isBlank());
  }

  private @Nullable Object claim(String name) {
    return token.getClaim(name);
  }

  /** Down into objects, a slash a step; a claim with the whole name comes first. */
  private @Nullable Object at(String path) {
    Object whole = claim(path);
    List<String> steps = Arrays.asList(path.split("/", -1));
    Object found = whole == null ? claim(steps.getFirst()) : whole;
    for (String step : whole == null ? steps.subList(1, steps.size()) : List.<String>of()) {
      found = found instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return found;
  }

  /** A text, or those in a list; whatever else there is counts for nothing. */
  private static Set<String> texts(@Nullable Object value) {
    Stream<?> values = value instanceof Collection<?> all ? all.stream() : Stream.ofNullable(value);
    return values.flatMap(IdTokenClaims::text).collect(Collectors.toSet());
  }

  private static Stream<String> text(Object value) {
    return switch (value) {
      case String text -> Stream.of(text);
      case JsonString text -> Stream.of(text.getString());
      default -> Stream.empty();
    };
  }
}
