package dev.avowry.provenance;

import dev.avowry.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which domains have signed a message as it is, RFC 6376 §6. A signature counts when it is of the
 * whole body, of the only {@code From} and of each {@code Subject}; one that leaves some of it to
 * others says nothing of what is read.
 */
final class Dkim {
  /** Whoever adds more makes us no work. */
  private static final int MOST_LOOKED_AT = 5;

  private final byte[] message;
  private final Fields fields;
  private final Lookups lookups;
  private final Map<Canonical, Canonical.Body> bodies = new EnumMap<>(Canonical.class);

  private Dkim(byte[] message, Fields fields, Lookups lookups) {
    this.message = message;
    this.fields = fields;
    this.lookups = lookups;
  }

  /**
   * What came of it.
   *
   * @param passed domains, each once
   * @param open whether there was one of which it could not be found out
   */
  record Outcome(List<String> passed, boolean open) {}

  /**
   * Looks at the signatures, those first that the author's domain may have made.
   *
   * @param author the domain in {@code From}
   */
  static Outcome check(byte[] message, Fields fields, String author, Lookups lookups, Instant now) {
    Dkim dkim = new Dkim(message, fields, lookups);
    List<DkimSignature> all =
        fields.named(DkimSignature.NAME).stream()
            .flatMap(field -> DkimSignature.read(field, now).stream())
            .filter(signature -> signature.covers("from", fields))
            .filter(signature -> signature.covers("subject", fields))
            .sorted(Comparator.comparing(signature -> !isNear(signature.domain(), author)))
            .limit(MOST_LOOKED_AT)
            .toList();
    List<String> passed = new ArrayList<>();
    boolean open = false;
    for (DkimSignature signature : all) {
      try {
        if (dkim.verifies(signature)) {
          passed.add(signature.domain());
        }
      } catch (DnsUnavailable nobodyAnswers) {
        open = true;
      }
    }
    return new Outcome(passed.stream().distinct().toList(), open);
  }

  private static boolean isNear(String domain, String author) {
    return DomainNames.isWithin(domain, author) || DomainNames.isWithin(author, domain);
  }

  private boolean verifies(DkimSignature signature) {
    Canonical.Body body =
        bodies.computeIfAbsent(
            signature.ofBody(), canonical -> canonical.body(message, fields.body()));
    return body.digest().equals(signature.digest())
        && signature.length().map(length -> length == body.length()).orElse(true)
        && key(signature).filter(key -> verifies(signature, key)).isPresent();
  }

  /** More than one key under one name is none, §3.6.2.2. */
  private Optional<DkimKey> key(DkimSignature signature) {
    String name = signature.selector() + "._domainkey." + signature.domain();
    List<String> records = lookups.ask(name, Dns.Type.TXT).values();
    return records.size() == 1
        ? DkimKey.read(records.getFirst())
            .filter(key -> key.kind() == signature.kind())
            .filter(key -> !key.strict() || signature.identity().equals(signature.domain()))
        : Optional.empty();
  }

  private boolean verifies(DkimSignature signature, DkimKey key) {
    byte[] signed = signature.header(fields).getBytes(StandardCharsets.ISO_8859_1);
    return key.verifies(signed, Sha256.of(signed), Base64.getDecoder().decode(signature.value()));
  }
}
