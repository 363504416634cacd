package dev.avowry.agent.store;

import dev.avowry.kernel.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A lineage as the column keeps it: 8 bytes an id, sponsor first. */
final class LineageBytes {
  private LineageBytes() {}

  static byte[] write(List<NodeId> ids) {
    ByteBuffer bytes = ByteBuffer.allocate(ids.size() * Long.BYTES);
    ids.forEach(id -> bytes.putLong(id.value()));
    return bytes.array();
  }

  static List<NodeId> read(byte[] column) {
    ByteBuffer bytes = ByteBuffer.wrap(column);
    List<NodeId> ids = new ArrayList<>(column.length / Long.BYTES);
    while (bytes.hasRemaining()) {
      ids.add(new NodeId(bytes.getLong()));
    }
    return ids;
  }

  /** The end, exclusive, of the range that holds the lineage and everything below it. */
  static byte[] end(byte[] lineage) {
    byte[] end = Arrays.copyOf(lineage, lineage.length + 1);
    end[lineage.length] = (byte) 0xff;
    return end;
  }
}
