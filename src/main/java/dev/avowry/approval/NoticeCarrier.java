package dev.avowry.approval;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.net.URI;

/** Tells an agent, over the network. */
public interface NoticeCarrier {
  /** Whether it has heard. Never fails: what went wrong is a no. */
  Uni<Boolean> tell(URI endpoint, SecretBytes token, SecretBytes authReqId);
}
