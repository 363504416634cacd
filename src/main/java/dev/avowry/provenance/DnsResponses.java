package dev.avowry.provenance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what resolvers answer. Who answers is believed, and may say only so much. */
final class DnsResponses {
  private static final int MOST_VALUES = 100;
  private static final int LONGEST_TEXT = 4_096;

  /** A name that leads on this often leads nowhere. */
  private static final int MOST_ALIASES = 8;

  private DnsResponses() {}

  /** Gives what there is in the response, which is let go of. */
  static void settle(
      CompletableFuture<Dns.Answer> answer, @Nullable Object response, Dns.Type type) {
    try {
      if (response instanceof AddressedEnvelope<?, ?> envelope
          && envelope.content() instanceof DnsResponse content) {
        answer.complete(read(content, type));
      }
    } catch (RuntimeException unreadable) {
      answer.completeExceptionally(new DnsUnavailable("the answer is none"));
    } finally {
      ReferenceCountUtil.release(response);
      answer.completeExceptionally(new DnsUnavailable("the answer is none"));
    }
  }

  private static Dns.Answer read(DnsResponse response, Dns.Type type) {
    boolean exists = DnsResponseCode.NOERROR.equals(response.code());
    boolean known = exists || DnsResponseCode.NXDOMAIN.equals(response.code());
    if (!known || response.isTruncated()) {
      throw new DnsUnavailable("the resolver does not know");
    }
    List<DnsRecord> records =
        IntStream.range(0, response.count(DnsSection.ANSWER))
            .mapToObj(at -> response.<DnsRecord>recordAt(DnsSection.ANSWER, at))
            .toList();
    DnsQuestion question = response.recordAt(DnsSection.QUESTION);
    String name = meant(inSmallLetters(question.name()), records);
    Stream<DnsRecord> wanted =
        records.stream()
            .filter(record -> record.type().equals(question.type()))
            .filter(record -> inSmallLetters(record.name()).equals(name));
    return new Dns.Answer(exists, values(wanted, type));
  }

  private static List<String> values(Stream<DnsRecord> records, Dns.Type type) {
    Stream<Optional<String>> values =
        switch (type) {
          case A, AAAA -> records.map(DnsResponses::address);
          case PTR -> records.map(DnsResponses::pointer);
          case TXT -> records.map(DnsResponses::text);
          case MX ->
              records
                  .flatMap(record -> exchange(record).stream())
                  .sorted(Comparator.comparingInt(Exchange::preference))
                  .map(exchange -> Optional.of(exchange.name()));
        };
    return values.flatMap(Optional::stream).limit(MOST_VALUES).toList();
  }

  /** The name at the end of its aliases, RFC 1034 §3.6.2. */
  private static String meant(String name, List<DnsRecord> records) {
    Map<String, String> aliases = new HashMap<>();
    for (DnsRecord record : records) {
      if (record.type().equals(DnsRecordType.CNAME) && record instanceof DnsRawRecord raw) {
        String target = DefaultDnsRecordDecoder.decodeName(raw.content().duplicate());
        aliases.put(inSmallLetters(record.name()), inSmallLetters(target));
      }
    }
    String found = name;
    for (int i = 0; i < MOST_ALIASES && aliases.containsKey(found); i++) {
      found = aliases.getOrDefault(found, found);
    }
    return found;
  }

  private static String inSmallLetters(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
  }

  private static Optional<String> address(DnsRecord record) {
    if (!(record instanceof DnsRawRecord raw)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[raw.content().readableBytes()];
    raw.content().getBytes(raw.content().readerIndex(), bytes);
    try {
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> pointer(DnsRecord record) {
    return record instanceof DnsPtrRecord pointer
        ? Optional.of(inSmallLetters(pointer.hostname()))
        : Optional.empty();
  }

  private record Exchange(int preference, String name) {}

  private static Optional<Exchange> exchange(DnsRecord record) {
    if (!(record instanceof DnsRawRecord raw)) {
      return Optional.empty();
    }
    ByteBuf content = raw.content().duplicate();
    int preference = content.readUnsignedShort();
    return Optional.of(
        new Exchange(preference, inSmallLetters(DefaultDnsRecordDecoder.decodeName(content))));
  }

  /** RFC 7208 §3.3, RFC 6376 §3.6.2.2: its pieces are one, with nothing between them. */
  private static Optional<String> text(DnsRecord record) {
    if (!(record instanceof DnsRawRecord raw)) {
      return Optional.empty();
    }
    ByteBuf content = raw.content().duplicate();
    List<String> pieces = new ArrayList<>();
    while (content.isReadable()) {
      int length = content.readUnsignedByte();
      pieces.add(content.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
    }
    return Optional.of(String.join("", pieces)).filter(text -> text.length() <= LONGEST_TEXT);
  }
}
