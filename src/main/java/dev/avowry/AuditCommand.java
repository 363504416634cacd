package dev.avowry;

import dev.avowry.audit.Checkpoints;
import dev.avowry.audit.Export;
import dev.avowry.audit.ExportVerifier;
import dev.avowry.audit.Finding;
import dev.avowry.audit.NoteKey;
import dev.avowry.audit.Unreadable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code audit verify}: says of an export whether it is what the checkpoints were signed over.
 * Needs neither service nor database, so that whoever doubts them can run it elsewhere.
 */
final class AuditCommand {
  static final int CONFIRMED = 0;
  static final int TAMPERED = 1;
  static final int UNREADABLE = 2;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final String USAGE =
      "usage: audit verify <export.jsonl> --checkpoint <file>… --key <verifier key>… [--verbose]";

  private final List<String> exports = new ArrayList<>();
  private final List<String> checkpoints = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private boolean verbose;

  private AuditCommand() {}

  /** Whether the arguments of the process ask for this. */
  static boolean isMeantBy(String[] args) {
    return args.length > 0 && args[0].equals("audit");
  }

  /** Does what the arguments ask for and gives the exit code. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      AuditCommand command = new AuditCommand();
      command.parse(args);
      Finding finding = command.verify(command.verbose ? out::println : any -> {});
      out.println(finding.sentence());
      return finding instanceof Finding.Confirmed ? CONFIRMED : TAMPERED;
    } catch (Unreadable | Unusable unreadable) {
      err.println(unreadable.getMessage());
    } catch (IOException broken) {
      err.println("cannot be read: " + broken.getMessage());
    }
    return UNREADABLE;
  }

  private void parse(List<String> args) throws Unusable {
    if (args.size() < 2 || !args.get(1).equals("verify")) {
      throw new Unusable(USAGE);
    }
    List<String> values = exports;
    for (String arg : args.subList(2, args.size())) {
      switch (arg) {
        case "--checkpoint" -> values = checkpoints;
        case "--key" -> values = keys;
        case "--verbose" -> verbose = true;
        default -> values.add(known(arg));
      }
    }
    if (exports.size() != 1 || checkpoints.isEmpty() || keys.isEmpty()) {
      throw new Unusable(USAGE);
    }
  }

  private static String known(String arg) throws Unusable {
    if (arg.startsWith("--")) {
      throw new Unusable(USAGE);
    }
    return arg;
  }

  private Finding verify(Consumer<String> details) throws Unusable, Unreadable, IOException {
    Checkpoints trusted = new Checkpoints(noteKeys());
    for (String file : checkpoints) {
      Optional<Finding> doubt = trusted.read(open(file));
      if (doubt.isPresent()) {
        return doubt.get();
      }
    }
    try (Export export = new Export(open(exports.getFirst()))) {
      return new ExportVerifier(export, trusted, details).verify();
    }
  }

  private List<NoteKey> noteKeys() throws Unusable {
    List<NoteKey> parsed = new ArrayList<>();
    for (String key : keys) {
      parsed.add(
          NoteKey.parse(key).orElseThrow(() -> new Unusable("this is no verifier key: " + key)));
    }
    return parsed;
  }

  private static InputStream open(String file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(Path.of(file)), BUFFER_BYTES);
  }

  /** The arguments make no sense. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String sentence) {
      super(sentence);
    }
  }
}
