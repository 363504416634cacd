package dev.avowry.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.utils.JsonUtils;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.List;

/**
 * What is to change about a person, RFC 7644 §3.5.2: all of it, or nothing.
 *
 * @param operations in their order
 */
public record PersonPatch(List<PatchOperation> operations) {
  private static final int MOST = 100;

  public PersonPatch {
    operations = List.copyOf(operations);
  }

  /** Reads what was sent. */
  public static PersonPatch read(String body) {
    try {
      PatchRequest request =
          JsonUtils.getObjectReader().forType(PatchRequest.class).readValue(body);
      List<PatchOperation> operations = request.getOperations();
      if (operations.isEmpty() || operations.size() > MOST) {
        throw invalid("Operations must have from 1 to %d changes".formatted(MOST));
      }
      return new PersonPatch(operations);
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      throw Refusal.refused(Reason.INVALID_SYNTAX, "the body is not a PatchOp that can be read");
    }
  }

  /** The document with the changes. */
  PersonDocument of(PersonDocument document) {
    ObjectNode changed = document.json().deepCopy();
    try {
      for (PatchOperation operation : operations) {
        operation.apply(changed);
      }
    } catch (ScimException | RuntimeException unfit) {
      throw Refusal.refused(Reason.INVALID_PATH, "a change does not fit what a user has");
    }
    return new PersonDocument(changed);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
