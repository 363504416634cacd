package dev.avowry.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The content codings that documents are kept in; RFC 9110 §8.4.1. */
enum Coding {
  IDENTITY {
    @Override
    byte[] encode(byte[] plain) {
      return plain;
    }
  },

  GZIP {
    @Override
    byte[] encode(byte[] plain) {
      ByteArrayOutputStream coded = new ByteArrayOutputStream(plain.length);
      try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
        gzip.write(plain);
      } catch (IOException impossible) {
        throw new UncheckedIOException("cannot compress in memory", impossible);
      }
      return coded.toByteArray();
    }

    @Override
    boolean isNamed(String name) {
      // RFC 9110 §8.4.1.3: x-gzip means the same.
      return super.isNamed(name) || name.equals("x-gzip");
    }
  };

  abstract byte[] encode(byte[] plain);

  boolean isNamed(String name) {
    return name.equals(toString());
  }

  /**
   * What a reader gets, RFC 9110 §12.5.3: without {@code Accept-Encoding} the bytes as they are;
   * else gzip, unless it was not named or something else was preferred to it; nothing when both are
   * excluded.
   */
  static Optional<Coding> chosenBy(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return Optional.of(IDENTITY);
    }
    List<Preference> preferences = Preference.list(acceptEncoding);
    int gzip = GZIP.quality(preferences).orElse(Preference.EXCLUDED);
    Optional<Integer> identity = IDENTITY.quality(preferences);
    if (gzip > Preference.EXCLUDED && gzip >= identity.orElse(Preference.EXCLUDED)) {
      return Optional.of(GZIP);
    }
    return identity.filter(quality -> quality == Preference.EXCLUDED).isPresent()
        ? Optional.empty()
        : Optional.of(IDENTITY);
  }

  /** By its name, else by the star. */
  private Optional<Integer> quality(List<Preference> preferences) {
    return Preference.quality(preferences, this::isNamed)
        .or(() -> Preference.quality(preferences, "*"::equals));
  }

  /** As it is named on the wire. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
