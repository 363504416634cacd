package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Keeps when credentials were last used. */
public interface CredentialUseStore {
  /** It was used then; an earlier note than the last is none. */
  Uni<Void> note(CredentialId credential, Instant at);
}
