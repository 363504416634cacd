package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which code an agent says it runs.
 *
 * @param repository where the code is, as a URI
 * @param commit the full hash of the commit: 40 or 64 hexadecimal digits
 * @param imageDigest {@code sha256:} and 64 hexadecimal digits, when it runs from an image
 */
public record CodeRoot(
    Optional<String> repository, Optional<String> commit, Optional<String> imageDigest) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  public CodeRoot {
    repository.ifPresent(uri -> Text.uri("code_root.repository", uri));
    commit.ifPresent(hash -> require(COMMIT, hash, "code_root.commit must be a full commit hash"));
    imageDigest.ifPresent(
        digest ->
            require(DIGEST, digest, "code_root.image_digest must be sha256: and 64 hex digits"));
  }

  /** On one line, as far as it is known: {@code repository@commit image}. */
  public String line() {
    String source = repository.orElse("") + commit.map("@"::concat).orElse("");
    return (source + imageDigest.map(" "::concat).orElse("")).strip();
  }

  private static void require(Pattern pattern, String value, String otherwise) {
    if (!pattern.matcher(value).matches()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
