package dev.avowry.authn;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.federation.FederationConfig;
import dev.avowry.federation.KeySource;
import dev.avowry.federation.PublishedKeys;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of a client: those that are registered, and those at addresses that are. A key that is
 * removed from its address stops working when the address is asked again, see {@link
 * PublishedKeys}.
 */
@ApplicationScoped
class ClientKeys {
  /** A legacy is allowed key by key, which nobody can do for an address. */
  private static final Set<Algorithm> PUBLISHED = EnumSet.complementOf(EnumSet.of(Algorithm.RS256));

  /** Each with its keys takes some kilobytes. */
  private static final int MOST_ADDRESSES = 10_000;

  private final KeySource source;
  private final PublishedKeys<URI> published;
  private final Clock clock;

  ClientKeys(KeySource source, FederationConfig config, Clock clock) {
    this.source = source;
    this.published = new PublishedKeys<>(config, clock, MOST_ADDRESSES);
    this.clock = clock;
  }

  /**
   * A key, and the credential that it is of.
   *
   * @param chain the credential after all that it rides on
   */
  record Candidate(List<Credential> chain, Jwk key) {
    Credential credential() {
      return chain.getLast();
    }

    private boolean isNamed(String kid) {
      return key.kid().map(kid::equals).orElse(false)
          || key.thumbprint().equals(kid)
          || credential().id().toString().equals(kid);
    }
  }

  /**
   * The live keys that a kid may mean: its own name or its thumbprint; without a kid, all. No
   * address is asked while a registered key has the name.
   */
  Uni<List<Candidate>> of(Client client, Optional<String> kid) {
    Instant now = clock.instant();
    List<List<Credential>> chains =
        client.credentials().stream()
            .flatMap(credential -> client.chain(credential, now).stream())
            .toList();
    List<Candidate> given =
        chains.stream()
            .flatMap(ClientKeys::given)
            .filter(candidate -> kid.map(candidate::isNamed).orElse(true))
            .toList();
    return kid.isPresent() && !given.isEmpty()
        ? Uni.createFrom().item(given)
        : withPublished(given, chains, kid);
  }

  private Uni<List<Candidate>> withPublished(
      List<Candidate> given, List<List<Credential>> chains, Optional<String> kid) {
    return Multi.createFrom()
        .iterable(chains)
        .onItem()
        .transformToUniAndConcatenate(chain -> published(chain, kid))
        .collect()
        .asList()
        .map(lists -> Stream.concat(given.stream(), lists.stream().flatMap(List::stream)).toList())
        .onFailure(Refused.class)
        .recoverWithUni(
            refused ->
                given.isEmpty() ? Uni.createFrom().failure(refused) : Uni.createFrom().item(given));
  }

  private static Stream<Candidate> given(List<Credential> chain) {
    return chain.getLast().authenticator() instanceof Authenticator.Key(Jwk jwk)
        ? Stream.of(new Candidate(chain, jwk))
        : Stream.empty();
  }

  private Uni<List<Candidate>> published(List<Credential> chain, Optional<String> kid) {
    return chain.getLast().authenticator() instanceof Authenticator.KeysAt(URI address)
        ? published
            .of(address, kid, () -> fetch(address))
            .map(keys -> keys.stream().map(key -> new Candidate(chain, key)).toList())
        : Uni.createFrom().item(List.of());
  }

  private Uni<List<Jwk>> fetch(URI address) {
    return source
        .fetch(address)
        .map(text -> JwkSet.read(text, PUBLISHED, "sig"))
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }
}
