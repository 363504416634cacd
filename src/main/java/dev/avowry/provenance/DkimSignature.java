package dev.avowry.provenance;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signature as its field says, RFC 6376 §3.5. What cannot count is none: of SHA-1 (RFC 8301),
 * past its time, or of what is not the author and the subject of the message.
 *
 * @param field that it stands in
 * @param kind of its key
 * @param domain that signs
 * @param selector which of the domain's keys
 * @param identity for whom; in that domain or below
 * @param names of the fields that are signed, in small letters
 * @param length how much of the body is; empty for all
 * @param digest of the body, in Base64
 * @param value the signature itself, in Base64
 */
record DkimSignature(
    Fields.Field field,
    DkimKey.Kind kind,
    String domain,
    String selector,
    String identity,
    Canonical ofHeader,
    Canonical ofBody,
    List<String> names,
    Optional<Long> length,
    String digest,
    String value) {
  static final String NAME = "dkim-signature";

  private static final Duration SKEW = Duration.ofHours(1);
  private static final Pattern SELECTOR =
      Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,100}[a-z0-9])?");
  private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
  private static final int MOST_NAMES = 200;

  /** The signature in a field; empty when there is none that can count. */
  static Optional<DkimSignature> read(Fields.Field field, Instant now) {
    return TagList.read(field.value())
        .filter(tags -> tags.get("v").filter("1"::equals).isPresent())
        .filter(tags -> tags.packed("q").map("dns/txt"::equals).orElse(true))
        .filter(tags -> isTimely(tags, now))
        .flatMap(tags -> read(field, tags));
  }

  private static Optional<DkimSignature> read(Fields.Field field, TagList tags) {
    Optional<String> domain = tags.packed("d").flatMap(DomainNames::read);
    Optional<String> selector =
        tags.packed("s")
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> SELECTOR.matcher(text).matches());
    Optional<DkimKey.Kind> kind = tags.packed("a").flatMap(DkimKey.Kind::ofAlgorithm);
    Optional<String> length = tags.packed("l");
    String[] canonical = tags.packed("c").orElse("simple").split("/", -1);
    Optional<Canonical> ofHeader = canonical(canonical[0]);
    Optional<Canonical> ofBody = canonical(canonical.length > 1 ? canonical[1] : "simple");
    Optional<String> digest = base64(tags, "bh");
    Optional<String> value = base64(tags, "b");
    List<String> names = names(tags.packed("h").orElse(""));
    if (domain.isEmpty()
        || selector.isEmpty()
        || kind.isEmpty()
        || canonical.length > 2
        || ofHeader.isEmpty()
        || ofBody.isEmpty()
        || digest.isEmpty()
        || value.isEmpty()
        || names.size() > MOST_NAMES
        || length.filter(digits -> !COUNT.matcher(digits).matches()).isPresent()) {
      return Optional.empty();
    }
    return identity(tags, domain.get())
        .map(
            identity ->
                new DkimSignature(
                    field,
                    kind.get(),
                    domain.get(),
                    selector.get(),
                    identity,
                    ofHeader.get(),
                    ofBody.get(),
                    names,
                    length.map(Long::valueOf),
                    digest.get(),
                    value.get()));
  }

  /** The domain of {@code i=}; empty when it is not within the one that signs. */
  private static Optional<String> identity(TagList tags, String domain) {
    return tags.packed("i")
        .map(text -> text.substring(text.lastIndexOf('@') + 1))
        .map(DomainNames::read)
        .orElse(Optional.of(domain))
        .filter(name -> DomainNames.isWithin(name, domain));
  }

  /** {@code x == now} is expired. */
  private static boolean isTimely(TagList tags, Instant now) {
    Optional<String> made = tags.packed("t");
    Optional<String> end = tags.packed("x");
    if (made.filter(text -> !TIME.matcher(text).matches()).isPresent()
        || end.filter(text -> !TIME.matcher(text).matches()).isPresent()) {
      return false;
    }
    long from = made.map(Long::parseLong).orElse(0L);
    long to = end.map(Long::parseLong).orElse(Long.MAX_VALUE);
    return from <= now.plus(SKEW).getEpochSecond() && to > now.getEpochSecond() && from <= to;
  }

  private static Optional<Canonical> canonical(String name) {
    return switch (name) {
      case "simple" -> Optional.of(Canonical.SIMPLE);
      case "relaxed" -> Optional.of(Canonical.RELAXED);
      default -> Optional.empty();
    };
  }

  /** As everybody would write it; empty when it is none. */
  static Optional<String> base64(TagList tags, String name) {
    try {
      return tags.packed(name)
          .filter(text -> BASE64.matcher(text).matches())
          .map(Base64.getDecoder()::decode)
          .map(Base64.getEncoder()::encodeToString);
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split(":", -1)).toList();
  }

  /** Whether each of the fields of that name is signed. */
  boolean covers(String name, Fields fields) {
    return names.stream().filter(name::equals).count() >= fields.named(name).size();
  }

  /** What is signed of the header. */
  String header(Fields fields) {
    return fields.signed(names, ofHeader, new Fields.Field(field.name(), withoutValue()));
  }

  private String withoutValue() {
    int colon = field.raw().indexOf(':') + 1;
    String[] tags = field.raw().substring(colon, field.raw().length() - 2).split(";", -1);
    for (int i = 0; i < tags.length; i++) {
      int equals = tags[i].indexOf('=');
      if (equals >= 0 && tags[i].substring(0, equals).strip().equals("b")) {
        tags[i] = tags[i].substring(0, equals + 1);
      }
    }
    return field.raw().substring(0, colon) + String.join(";", tags) + "\r\n";
  }
}
