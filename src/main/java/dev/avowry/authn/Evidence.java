package dev.avowry.authn;

import dev.avowry.agent.Credential;
import dev.avowry.federation.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** By what a client proved itself. */
public sealed interface Evidence {
  /** The ids that follow the agent's own on the path of what is minted upon it. */
  List<String> path();

  /** What the ledger keeps of it, by the names of {@code src/docs/ledger.md}. */
  Map<String, String> detail();

  /** When a token that is minted upon it at that time has to end at the latest. */
  Stream<Instant> ends(Instant now);

  /**
   * A key or a certificate of its own.
   *
   * @param chain the credential after all that it rides on
   */
  record OwnCredential(List<Credential> chain) implements Evidence {
    public OwnCredential {
      chain = List.copyOf(chain);
    }

    Credential credential() {
      return chain.getLast();
    }

    @Override
    public List<String> path() {
      return chain.stream().map(each -> each.id().toString()).toList();
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("credential", credential().id().toString());
    }

    @Override
    public Stream<Instant> ends(Instant now) {
      return chain.stream().flatMap(each -> each.expiresAt().stream());
    }
  }

  /** A secret, which whoever has read it once may show: what comes of it is short-lived. */
  record OwnSecret(Credential credential) implements Evidence {
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(5);

    @Override
    public List<String> path() {
      return List.of(credential.id().toString());
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("credential", credential.id().toString(), "method", "client_secret");
    }

    @Override
    public Stream<Instant> ends(Instant now) {
      return Stream.concat(credential.expiresAt().stream(), Stream.of(now.plus(LONGEST_TOKEN)));
    }
  }

  /** Nothing, RFC 6749 §2.1: whatever it uses has been lent to it, and proves itself. */
  record Nothing() implements Evidence {
    @Override
    public List<String> path() {
      return List.of();
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("method", "none");
    }

    @Override
    public Stream<Instant> ends(Instant now) {
      return Stream.empty();
    }
  }

  /** A token of an outside issuer that is trusted. */
  record OutsideToken(Admission admission) implements Evidence {
    @Override
    public List<String> path() {
      return List.of(admission.issuer().toString(), admission.rule().toString());
    }

    @Override
    public Map<String, String> detail() {
      return Map.of(
          "trusted_issuer", admission.issuer().toString(),
          "federation_rule", admission.rule().toString(),
          "outside_issuer", admission.outsideIssuer(),
          "outside_subject", admission.outsideSubject());
    }

    @Override
    public Stream<Instant> ends(Instant now) {
      return Stream.empty();
    }
  }
}
