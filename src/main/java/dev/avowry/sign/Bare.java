package dev.avowry.sign;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;

/** A single value of a structured field, RFC 9651 §3.3, which is written in one way only. */
sealed interface Bare {
  /** RFC 9651 §4.1.4 to §4.1.10. */
  String write();

  /** An Integer of up to 15 digits. */
  record Whole(long value) implements Bare {
    @Override
    public String write() {
      return Long.toString(value);
    }
  }

  /** A Decimal of up to 12 digits and 3 behind the point. */
  record Decimal(BigDecimal value) implements Bare {
    private static final int MOST_DIGITS = 3;

    @Override
    public String write() {
      BigDecimal cut = value.setScale(MOST_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
      return (cut.scale() < 1 ? cut.setScale(1, RoundingMode.UNNECESSARY) : cut).toPlainString();
    }
  }

  /** A String of visible ASCII and spaces. */
  record Text(String value) implements Bare {
    public Text {
      if (!value.chars().allMatch(each -> each >= ' ' && each < 0x7f)) {
        throw new IllegalArgumentException("not a String of a structured field");
      }
    }

    @Override
    public String write() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** A Token. */
  record Symbol(String value) implements Bare {
    @Override
    public String write() {
      return value;
    }
  }

  /** A Byte Sequence; in base64 as it stands between the colons, of which one spelling is taken. */
  record Bytes(String base64) implements Bare {
    static Bytes of(byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }

    byte[] value() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String write() {
      return ':' + base64 + ':';
    }
  }

  /** A Boolean. */
  record Truth(boolean value) implements Bare {
    @Override
    public String write() {
      return value ? "?1" : "?0";
    }
  }
}
