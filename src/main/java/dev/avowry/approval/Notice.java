package dev.avowry.approval;

import dev.avowry.kernel.ApprovalId;
import dev.avowry.key.Sealed;
import java.net.URI;

/**
 * An agent that is to be told.
 *
 * @param token by which it knows us; sealed
 * @param secret with which it collects its token; sealed
 * @param tries how often it was told, this time included
 */
public record Notice(ApprovalId request, URI endpoint, Sealed token, Sealed secret, int tries) {}
