package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.testing.Scrambled;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An {@code Authorization} header of the scheme {@code Basic}: read in one way, or not at all. */
class BasicCredentialsTest {
  @Provide
  Arbitrary<String> headers() {
    return Scrambled.of(basic("AAAAAAAAAAA:avow_cs_0123"));
  }

  @Provide
  Arbitrary<String> pairs() {
    return Scrambled.of("AAAAAAAAAAA:avow_cs%2F0123+x");
  }

  @Property(tries = 1_000)
  @Label("a scrambled header is read or is none (A-034)")
  void readsOrNot(@ForAll("headers") String header) {
    BasicCredentials.read(header)
        .ifPresent(read -> assertFalse(read.toString().contains("avow_cs_0123")));
  }

  @Property(tries = 1_000)
  @Label("of a scrambled pair what stands before the first colon is the client (A-034)")
  void readsThePair(@ForAll("pairs") String scrambled) {
    // Half a surrogate has no form in UTF-8.
    String pair = new String(scrambled.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    BasicCredentials.read(basic(pair))
        .ifPresent(
            read ->
                assertEquals(
                    URLDecoder.decode(pair.substring(0, pair.indexOf(':')), StandardCharsets.UTF_8),
                    read.clientId()));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
