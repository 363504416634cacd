package dev.avowry.agent;

/**
 * A named ceiling for agents. Its node is the root of a tree in which every node below is in the
 * hands of an agent that has it.
 *
 * @param name as people call it
 * @param description what it is for, in a sentence
 * @param node its ceiling and state
 * @param holders how many agents have it
 */
public record AgentRole(String name, String description, Node node, long holders) {
  public AgentRole {
    Text.line("name", name);
    Text.line("description", description);
  }
}
