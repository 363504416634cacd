package dev.avowry.provisioning.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import dev.avowry.provisioning.Person;
import dev.avowry.provisioning.PersonDocument;

/** A user as SCIM shows one, RFC 7643 §4.1: what was said, and what Avowry fills in itself. */
final class PersonView {
  private final String issuer;

  PersonView(String issuer) {
    this.issuer = issuer;
  }

  ObjectNode of(Person person) {
    ObjectNode said = person.document().json();
    ObjectNode view = JsonUtils.getJsonNodeFactory().objectNode();
    var schemas = view.putArray("schemas").add(PersonDocument.USER);
    if (said.has(PersonDocument.ENTERPRISE)) {
      schemas.add(PersonDocument.ENTERPRISE);
    }
    view.put("id", person.sponsor().toString());
    view.setAll(said);
    view.put("active", person.isActive());
    view.putObject("meta")
        .put("resourceType", "User")
        .put("created", person.createdAt().toString())
        .put("lastModified", person.changedAt().toString())
        .put("location", location(person));
    return view;
  }

  String location(Person person) {
    return issuer + "/scim/v2/Users/" + person.sponsor();
  }
}
