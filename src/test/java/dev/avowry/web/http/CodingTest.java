package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §12.5.3. */
class CodingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "gzip;q=0.5",
        "br, gzip",
        "gzip, identity",
        "*",
        "gzip;q=0.001",
        "identity;q=0, gzip",
        "identity;q=0, *",
        "br;q=1.0, gzip;q=0.8, *;q=0.1",
        "*;q=0, gzip",
        "gzip ; q=1"
      })
  void givesGzipToWhoTakesIt(String accepted) {
    assertEquals(Optional.of(Coding.GZIP), Coding.chosenBy(accepted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "identity",
        "gzip;q=0",
        "gzip;q=0.0",
        "gzip;q=0.5, identity",
        "*, gzip;q=0",
        "gzip;q=2",
        "gzip;q=x",
        "gzip;q=0, identity;q=0.1",
        "deflate, br",
        "gzip;q=0.1, *;q=0.2"
      })
  void givesTheBytesAsTheyAreToOthers(String accepted) {
    assertEquals(Optional.of(Coding.IDENTITY), Coding.chosenBy(accepted));
  }

  @Test
  void givesTheBytesAsTheyAreToWhoSaysNothing() {
    assertEquals(Optional.of(Coding.IDENTITY), Coding.chosenBy(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0", "*;q=0", "br, *;q=0", "gzip;q=0, identity;q=0"})
  void hasNothingForWhoExcludesBoth(String accepted) {
    assertEquals(Optional.empty(), Coding.chosenBy(accepted));
  }

  @Test
  void gzipIsReadByAnyReaderOfGzip() throws Exception {
    byte[] plain = "{\"keys\":[]}".repeat(100).getBytes(StandardCharsets.UTF_8);
    try (GZIPInputStream read =
        new GZIPInputStream(new ByteArrayInputStream(Coding.GZIP.encode(plain)))) {
      assertArrayEquals(plain, read.readAllBytes());
    }
  }
}
