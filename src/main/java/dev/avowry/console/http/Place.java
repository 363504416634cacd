package dev.avowry.console.http;

/** Where one can go from every page; each is shown to whom the permission table lets in there. */
enum Place {
  OVERVIEW("Overview", "/console", "console.read"),
  MINE("My agents", "/console/mine", "console.read"),
  AGENTS("Agents", "/console/agents", "console.read"),
  SPONSORS("Sponsors", "/console/sponsors", "sponsors.list"),
  APPROVALS("Approvals", "/console/approvals", "console.read"),
  WORKLOADS("Workloads", "/console/workloads", "workloads.read"),
  AGENT_ROLES("Agents' roles", "/console/agent-roles", "agent_roles.read"),
  ROLES("Roles", "/console/roles", "roles.read"),
  AUDIT("Audit", "/console/audit", "audit.read"),
  VERIFIERS("Verifiers", "/console/verifiers", "verifiers.list"),
  KEYS("Keys", "/console/keys", "keys.list"),
  SETTINGS("Settings", "/console/settings", "console.settings");

  private final String title;
  private final String path;
  private final String permission;

  Place(String title, String path, String permission) {
    this.title = title;
    this.path = path;
    this.permission = permission;
  }

  String title() {
    return title;
  }

  String path() {
    return path;
  }

  String permission() {
    return permission;
  }
}
