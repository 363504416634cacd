package dev.avowry.key.store;

import dev.avowry.key.Algorithm;
import dev.avowry.key.Duty;
import dev.avowry.key.Jwk;
import dev.avowry.key.Sealed;
import dev.avowry.key.SigningKey;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code signing_key}. What a state does not have is null, as the table checks. */
@Entity
@Table(name = "signing_key")
class SigningKeyRow {
  static final String PUBLISHED = "published";
  static final String ACTIVE = "active";
  static final String RETIRED = "retired";

  @Id String kid = "";

  String algorithm = "";

  String purpose = "";

  String state = PUBLISHED;

  // The client would take a string for a JSON string; the inner cast says that it is text.
  @ColumnTransformer(read = "cast(jwk as text)", write = "cast(cast(? as text) as jsonb)")
  String jwk = "";

  byte @Nullable [] sealed;

  @Column(name = "published_at")
  Instant publishedAt = Instant.EPOCH;

  @Column(name = "activates_at")
  Instant activatesAt = Instant.EPOCH;

  @Column(name = "activated_at")
  @Nullable Instant activatedAt;

  @Column(name = "retired_at")
  @Nullable Instant retiredAt;

  @Nullable Instant until;

  static SigningKeyRow of(SigningKey.Published key) {
    SigningKeyRow row = new SigningKeyRow();
    row.kid = key.kid();
    row.algorithm = key.algorithm().joseName();
    row.purpose = key.duty().purpose().code();
    row.jwk = new JsonObject(key.jwk().toMap()).encode();
    row.sealed = key.secret().toBytes();
    row.publishedAt = key.publishedAt();
    row.activatesAt = key.activatesAt();
    return row;
  }

  SigningKey toKey() {
    Jwk publicHalf = Jwk.parseKept(jwk);
    return switch (state) {
      case PUBLISHED ->
          new SigningKey.Published(duty(), publicHalf, secret(), publishedAt, activatesAt);
      case ACTIVE ->
          new SigningKey.Active(duty(), publicHalf, secret(), publishedAt, set(activatedAt));
      case RETIRED ->
          new SigningKey.Retired(
              duty(),
              publicHalf,
              publishedAt,
              Optional.ofNullable(activatedAt),
              set(retiredAt),
              set(until));
      default -> throw new IllegalStateException("a signing key has the state " + state);
    };
  }

  private Duty duty() {
    return Duty.Purpose.named(purpose)
        .flatMap(named -> Algorithm.named(algorithm).flatMap(each -> Duty.of(named, each)))
        .orElseThrow(() -> new IllegalStateException("a signing key is for " + purpose));
  }

  private Sealed secret() {
    return Sealed.of(Objects.requireNonNull(sealed));
  }

  private static Instant set(@Nullable Instant instant) {
    return Objects.requireNonNull(instant);
  }
}
