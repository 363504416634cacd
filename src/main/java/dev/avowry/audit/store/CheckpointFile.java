package dev.avowry.audit.store;

import dev.avowry.audit.AuditConfig;
import dev.avowry.audit.Outside;
import dev.avowry.audit.OutsideCopy;
import dev.avowry.audit.Unreadable;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.TreeHead;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small JSON file; {@code audit verify} reads the checkpoint in it. */
@ApplicationScoped
class CheckpointFile implements Outside {
  private final Path file;

  CheckpointFile(AuditConfig config) {
    this.file = config.checkpointFile().toAbsolutePath();
  }

  @Override
  public Optional<OutsideCopy> read() throws Unreadable {
    try {
      return Optional.of(copy(new JsonObject(Files.readString(file))));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    } catch (IOException | RuntimeException broken) {
      throw new Unreadable("the checkpoint outside the database cannot be read: " + file, broken);
    }
  }

  @Override
  public void keep(OutsideCopy copy) throws Unreadable {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(fresh, json(copy).encodePrettily() + "\n");
      try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      throw new Unreadable("the checkpoint cannot be kept outside the database: " + file, broken);
    }
  }

  private static OutsideCopy copy(JsonObject json) {
    return new OutsideCopy(
        new TreeHead(json.getLong("size"), Hash.parse(json.getString("root")).orElseThrow()),
        new Fence(json.getLong("fence")),
        Optional.ofNullable(json.getString("note")),
        Optional.ofNullable(json.getString("accepted")));
  }

  private static JsonObject json(OutsideCopy copy) {
    JsonObject json =
        new JsonObject()
            .put("size", copy.head().size())
            .put("root", copy.head().root().toString())
            .put("fence", copy.fence().seq());
    copy.note().ifPresent(note -> json.put("note", note));
    copy.accepted().ifPresent(accepted -> json.put("accepted", accepted));
    return json;
  }
}
