package dev.avowry.audit;

import dev.avowry.ledger.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The lines of an export, one after the other, with a look at the next. */
public final class Export implements AutoCloseable {
  private final StrictValues values;
  private final Hashing hashing = new Hashing();
  private Optional<ExportLine> ahead = Optional.empty();
  private long lines;

  /** Reads from the stream, which has one JSON object a line. */
  public Export(InputStream utf8) throws Unreadable {
    try {
      this.values = new StrictValues(utf8);
    } catch (IOException broken) {
      throw new Unreadable("the export cannot be read", broken);
    }
  }

  /** The next line; empty at the end. */
  Optional<ExportLine> next() throws Unreadable {
    Optional<ExportLine> next = peek();
    ahead = Optional.empty();
    return next;
  }

  /** The line that {@link #next} will give. */
  Optional<ExportLine> peek() throws Unreadable {
    if (ahead.isEmpty()) {
      ahead = read();
    }
    return ahead;
  }

  private Optional<ExportLine> read() throws Unreadable {
    Optional<Map<String, Object>> value = values.next();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    lines++;
    Optional<ExportLine> line = ExportLine.of(value.get(), hashing);
    if (line.isEmpty()) {
      throw new Unreadable("entry " + lines + " of the export is not {index, hash, event}");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    values.close();
  }
}
