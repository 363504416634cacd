package dev.avowry.provenance;

import dev.avowry.kernel.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom to ask. Nobody is asked whom the operator has not named, here or in the system. */
final class Nameservers {
  private static final Path SYSTEM = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern LINE = Pattern.compile("(?m)^nameserver[ \t]+([0-9A-Fa-f.:]+)");

  private static final Pattern GIVEN =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::([0-9]{1,5}))?|([0-9A-Fa-f:]+)");

  private Nameservers() {}

  /** Those that are set, or the system's; there may be none. */
  static List<InetSocketAddress> of(Optional<String> setting) {
    return setting.map(given -> List.of(read(given))).orElseGet(Nameservers::ofSystem);
  }

  private static InetSocketAddress read(String given) {
    Matcher form = GIVEN.matcher(given);
    CannotStart.unless(form.matches(), sentence());
    String address =
        Optional.ofNullable(form.group(1))
            .or(() -> Optional.ofNullable(form.group(2)))
            .orElseGet(() -> form.group(4));
    int port = form.group(3) == null ? PORT : Integer.parseInt(form.group(3));
    CannotStart.unless(port > 0 && port <= HIGHEST_PORT, sentence());
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    } catch (IllegalArgumentException none) {
      throw new CannotStart(sentence(), none);
    }
  }

  private static String sentence() {
    return "avowry.dns.resolver must be an IP address, with :port or without";
  }

  private static List<InetSocketAddress> ofSystem() {
    try {
      return LINE.matcher(Files.readString(SYSTEM, StandardCharsets.ISO_8859_1))
          .results()
          .map(line -> new InetSocketAddress(InetAddress.ofLiteral(line.group(1)), PORT))
          .toList();
    } catch (IOException | IllegalArgumentException unreadable) {
      return List.of();
    }
  }
}
